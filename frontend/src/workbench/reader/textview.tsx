// The text itself: one text node a paragraph, a caret of its own for the keyboard, selection by mouse, finger
// and keys alike. What is marked is drawn by the platform's highlights over the text, which is never changed.
import { effect, useSignal, type Signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { leads } from "../hotkeys.ts";
import { draw } from "../text/marking.ts";
import type { Span } from "../text/lanes.ts";
import { Surface } from "../text/surface.ts";
import { hasText, t } from "../words.ts";
import { readingKey, type Command } from "./keys.ts";
import type { Reading } from "./reading.ts";

interface Props {
  reading: Reading;
  surface: Signal<Surface | null>;
  onCommand: (command: Command) => void;
}

const ALWAYS = ["hover", "chosen", "hit"] as const;

export function TextView({ reading, surface, onCommand }: Props): JSX.Element {
  const root = useRef<HTMLDivElement>(null);
  const caret = useRef<HTMLDivElement>(null);
  const focused = useSignal(false);
  const column = useRef<number | null>(null);

  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const made = new Surface(element, reading.list);
    surface.value = made;
    // Whoever opens a text works in it: its keys are at hand, unless somebody is at work elsewhere.
    const at = document.activeElement;
    if (!at || at === document.body || at.id === "main") element.focus({ preventScroll: true });
    const stops = [
      effect(() => draw(reading.drawn.value, reading.list, made.node)),
      effect(() => draw(passing(reading), reading.list, made.node, ALWAYS)),
    ];
    return () => {
      stops.forEach((stop) => stop());
      draw(new Map(), reading.list, made.node);
      draw(new Map(), reading.list, made.node, ALWAYS);
      surface.value = null;
    };
  }, [reading, reading.list]);

  // The screen's selection → ours, however it was made.
  useEffect(() => {
    const listen = (): void => {
      const chosen = getSelection();
      const on = surface.value;
      if (!chosen || !on || !chosen.anchorNode) return;
      const anchor = on.unit(chosen.anchorNode, chosen.anchorOffset);
      const focus = on.unit(chosen.focusNode, chosen.focusOffset);
      if (anchor === undefined || focus === undefined) return;
      reading.select(anchor, focus);
    };
    document.addEventListener("selectionchange", listen);
    return () => document.removeEventListener("selectionchange", listen);
  }, [reading]);

  // Our caret, drawn where the moving end of the selection is.
  useEffect(() => {
    const place = (): void => {
      const sign = caret.current;
      const now = reading.selection.value;
      const rect = now && focused.value ? surface.value?.rect(now.focus) : undefined;
      if (!sign) return;
      sign.hidden = !rect;
      const home = root.current?.parentElement?.getBoundingClientRect();
      if (!rect || !home) return;
      sign.style.left = `${rect.left - home.left}px`;
      sign.style.top = `${rect.top - home.top}px`;
      sign.style.height = `${rect.height}px`;
    };
    const stop = effect(place);
    // The text wraps anew where the form beside it comes or goes, or the window is drawn wider.
    const watch = new ResizeObserver(place);
    if (root.current) watch.observe(root.current);
    addEventListener("resize", place);
    return () => {
      stop();
      watch.disconnect();
      removeEventListener("resize", place);
    };
  }, [reading]);

  const go = (anchor: number, focus: number): void => {
    reading.select(anchor, focus);
    const now = reading.selection.value;
    if (!now) return;
    surface.value?.select(now.anchor, now.focus);
    reveal(surface.value?.rect(now.focus));
  };

  const keys = (event: KeyboardEvent): void => {
    if (leads(event)) return;
    const now = reading.selection.value ?? { anchor: 0, focus: 0 };
    const done = readingKey(event, reading, surface.value, now, column);
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
    if (done.select) go(done.select.anchor, done.select.focus);
    if (done.command) onCommand(done.command);
  };

  const source = reading.source.value;
  const parts = reading.parts.value;
  const voiced = (index: number): boolean => {
    const paragraph = reading.list[index];
    return parts.some((p) => paragraph && p.start16 < paragraph.end && p.end16 > paragraph.start);
  };
  return (
    <div class="text-frame">
      <div
        ref={root}
        class="text"
        tabIndex={0}
        role="textbox"
        aria-readonly="true"
        aria-multiline="true"
        aria-label={t("the_text")}
        aria-describedby="reader-keys-hint"
        lang={source?.lang}
        onFocus={() => {
          focused.value = true;
          const now = reading.selection.value;
          const first = reading.list[0]?.start ?? 0;
          if (!now) go(first, first);
          else surface.value?.select(now.anchor, now.focus);
        }}
        onBlur={() => (focused.value = false)}
        onKeyDown={keys}
        onPointerUp={(event) => {
          column.current = null;
          if (!getSelection()?.isCollapsed) return;
          const unit = surface.value?.at(event.clientX, event.clientY);
          if (unit === undefined || !reading.marksAt(unit).length) return;
          // A finger's tap moves no selection: what is opened is what was tapped.
          reading.select(unit, unit);
          onCommand("open");
        }}
        onPointerMove={(event) => {
          if (event.pointerType !== "mouse" || event.buttons) return;
          const unit = surface.value?.at(event.clientX, event.clientY);
          const over = unit === undefined ? undefined : reading.marksAt(unit)[0];
          reading.hover.value = over?.id ?? null;
        }}
        onPointerLeave={() => (reading.hover.value = null)}
      >
        {reading.list.map((paragraph, index) => (
          <p
            key={index}
            data-p={index}
            dir="auto"
            class={[paragraph.apart || index === 0 ? "apart" : "", voiced(index) ? "voice" : ""]
              .filter(Boolean)
              .join(" ")}
          >
            {paragraph.text}
          </p>
        ))}
      </div>
      <div ref={caret} class="caret" hidden aria-hidden="true" />
      <p id="reader-keys-hint" class="unseen">
        {hasText("reader_hint") ? t("reader_hint") : ""}
      </p>
    </div>
  );
}

/** What is drawn for a moment: the mark under the pointer, the words a form is about. */
function passing(reading: Reading): Map<string, Span[]> {
  const found = new Map<string, Span[]>();
  const over = reading.marks.value.find((mark) => mark.id === reading.hover.value);
  if (over) found.set("hover", [{ start: over.start16, end: over.end16 }]);
  if (reading.hit.value) found.set("hit", [reading.hit.value]);
  const panel = reading.panel.value;
  if (panel?.at) {
    const [start, end] = panel.at;
    found.set("chosen", [{ start: reading.points.unit(start), end: reading.points.unit(end) }]);
  }
  return found;
}

/** Scroll as little as shows a place, and leave some lines around it. */
export function reveal(rect: DOMRect | undefined): void {
  if (!rect) return;
  const margin = Math.min(140, innerHeight / 5);
  if (rect.top < margin) scrollBy({ top: rect.top - margin, behavior: "instant" });
  else if (rect.bottom > innerHeight - margin) {
    scrollBy({ top: rect.bottom - innerHeight + margin, behavior: "instant" });
  }
}
