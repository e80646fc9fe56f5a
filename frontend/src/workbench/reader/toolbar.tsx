// What can be said of the words just selected: beside them with a mouse, at the foot of the screen on a phone.
import { useSignal, useSignalEffect, type Signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Surface } from "../text/surface.ts";
import { Icon } from "../ui/icons.tsx";
import { t } from "../words.ts";
import type { Command } from "./keys.ts";
import type { Reading } from "./reading.ts";

const TOOLS: [Command, string, string][] = [
  ["statement", "statement", "S"],
  ["code", "code", "C"],
  ["memo", "memo", "M"],
  ["entity", "plus", "N"],
  ["same", "same", "I"],
  ["voice", "person", "V"],
  ["later", "later", "L"],
];

/** Pixels between the words and what can be said of them. */
const AWAY = 8;

interface Props {
  reading: Reading;
  surface: Signal<Surface | null>;
  onCommand: (command: Command) => void;
}

export function Toolbar({ reading, surface, onCommand }: Props): JSX.Element {
  const bar = useRef<HTMLDivElement>(null);
  const resting = useSignal(false);
  // Not while the mouse is still moving: it would stand in the way.
  useSignalEffect(() => {
    void reading.selection.value;
    resting.value = false;
    const wait = setTimeout(() => (resting.value = true), 160);
    return () => clearTimeout(wait);
  });
  const span = reading.span.value;
  const shown = resting.value && span !== null && span.end > span.start;
  useEffect(() => {
    const element = bar.current;
    const rect = span && surface.value?.rect(span.end);
    const begin = span && surface.value?.rect(span.start);
    const home = element?.parentElement?.getBoundingClientRect();
    if (!element || !rect || !begin || !home) return;
    const left = Math.min(
      Math.max(0, rect.left - home.left - 60),
      home.width - element.offsetWidth,
    );
    element.style.left = `${Math.max(0, left)}px`;
    // Above the words where there is room: one reads on below them, and selects there next.
    const above = begin.top - element.offsetHeight - AWAY;
    const clear = document.querySelector(".masthead")?.getBoundingClientRect().bottom ?? 0;
    element.style.top = `${(above > clear ? above : rect.bottom + AWAY) - home.top}px`;
  });
  if (!shown) return <></>;
  return (
    <div class="toolbar" ref={bar} role="toolbar" aria-label={t("say_of_words")}>
      {TOOLS.map(([command, icon, key]) => (
        <button
          key={command}
          type="button"
          title={`${t(`tool_${command}`)} (${key})`}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onCommand(command)}
        >
          <Icon name={icon} />
          <span>{t(`tool_${command}`)}</span>
          <kbd aria-hidden="true">{key}</kbd>
        </button>
      ))}
    </div>
  );
}
