// The keys of the reader: how the caret moves, what a letter does. Single letters mean something only while
// the text has the focus (WCAG 2.1.4).
import { moved, type Step } from "../text/caret.ts";
import { grown } from "../text/sentences.ts";
import type { Surface } from "../text/surface.ts";
import type { Reading, Selection } from "./reading.ts";

export type Command =
  | "statement"
  | "code"
  | "memo"
  | "entity"
  | "same"
  | "voice"
  | "later"
  | "find"
  | "open"
  | "read-to"
  | "escape";

/** By the place of the key, so that they work on a Russian keyboard too. */
const LETTERS: Record<string, Command> = {
  KeyS: "statement",
  KeyC: "code",
  KeyM: "memo",
  KeyN: "entity",
  KeyI: "same",
  KeyV: "voice",
  KeyL: "later",
  KeyF: "find",
  KeyR: "read-to",
};

interface Done {
  select?: Selection;
  command?: Command;
}

type Column = { current: number | null };

export function readingKey(
  event: KeyboardEvent,
  reading: Reading,
  surface: Surface | null,
  now: Selection,
  column: Column,
): Done | null {
  const vertical = event.key === "ArrowUp" || event.key === "ArrowDown";
  if (!vertical) column.current = null;
  const travel = travelled(event, reading, surface, now, column);
  if (travel !== null) {
    return { select: { anchor: event.shiftKey ? now.anchor : travel, focus: travel } };
  }
  if (event.ctrlKey || event.metaKey) {
    if (event.code !== "KeyA") return null;
    return { select: { anchor: 0, focus: reading.text.length } };
  }
  if (event.altKey) return null;
  if (event.key === "Enter") return { command: "open" };
  if (event.key === "Escape") return { command: "escape" };
  if (event.code === "KeyE") return { select: grow(reading, now) };
  if (event.code === "BracketRight" || event.code === "BracketLeft") {
    const next = mark(reading, now, event.code === "BracketRight");
    return next ? { select: next } : {};
  }
  const command = event.shiftKey ? undefined : LETTERS[event.code];
  return command ? { command } : null;
}

function travelled(
  event: KeyboardEvent,
  reading: Reading,
  surface: Surface | null,
  now: Selection,
  column: Column,
): number | null {
  const far = event.ctrlKey || event.altKey || event.metaKey;
  const language = reading.source.value?.lang ?? "en";
  const to = (step: Step, forward: boolean): number =>
    moved(reading.list, now.focus, step, forward, language);
  switch (event.key) {
    case "ArrowRight":
    case "ArrowLeft": {
      const forward = (event.key === "ArrowRight") !== rightToLeft(surface, reading, now.focus);
      // Without Shift a selection collapses to the side one goes to.
      if (!event.shiftKey && now.anchor !== now.focus && !far) {
        return forward ? Math.max(now.anchor, now.focus) : Math.min(now.anchor, now.focus);
      }
      return to(far ? "word" : "character", forward);
    }
    case "ArrowDown":
    case "ArrowUp": {
      const down = event.key === "ArrowDown";
      if (far) return to("paragraph", down);
      column.current ??= surface?.rect(now.focus)?.left ?? 0;
      return surface?.line(now.focus, down, column.current) ?? now.focus;
    }
    case "Home":
    case "End":
      return to(far ? "text" : "edge", event.key === "End");
    case "(":
    case ")":
      return to("sentence", event.key === ")");
    case "PageDown":
    case "PageUp": {
      const down = event.key === "PageDown";
      let at = now.focus;
      column.current ??= surface?.rect(at)?.left ?? 0;
      for (let i = 0; i < 3; i++) at = moved(reading.list, at, "paragraph", down, language);
      return at;
    }
    default:
      return null;
  }
}

function grow(reading: Reading, now: Selection): Selection {
  const span = { start: Math.min(now.anchor, now.focus), end: Math.max(now.anchor, now.focus) };
  const wider = grown(reading.text, reading.list, span, reading.source.value?.lang ?? "en");
  return { anchor: wider.start, focus: wider.end };
}

/** The words of the next mark, or of the one before. */
function mark(reading: Reading, now: Selection, forward: boolean): Selection | null {
  const start = Math.min(now.anchor, now.focus);
  const all = reading.marks.value;
  const found = forward
    ? all.find((m) => m.start16 > start)
    : [...all].reverse().find((m) => m.start16 < start);
  return found ? { anchor: found.start16, focus: found.end16 } : null;
}

function rightToLeft(surface: Surface | null, reading: Reading, unit: number): boolean {
  const node = surface?.node(reading.paragraph(unit))?.parentElement;
  return node ? getComputedStyle(node).direction === "rtl" : false;
}
