// A caret for a text that cannot be typed in: where the arrow keys lead. Everything but up and down is
// arithmetic on the text; for a line above or below the caller measures the screen.
import type { Paragraph } from "./paragraphs.ts";
import { paragraphAt } from "./paragraphs.ts";
import { around } from "./sentences.ts";

export type Step = "character" | "word" | "sentence" | "paragraph" | "edge" | "text";

export function moved(
  list: Paragraph[],
  unit: number,
  step: Step,
  forward: boolean,
  lang: string,
): number {
  if (!list.length) return unit;
  if (step === "text") return forward ? last(list).end : (list[0] as Paragraph).start;
  const index = paragraphAt(list, unit);
  const here = list[index] as Paragraph;
  if (step === "edge") return forward ? here.end : here.start;
  if (step === "paragraph") {
    if (!forward) return unit > here.start ? here.start : (list[index - 1] ?? here).start;
    return (list[index + 1] ?? { start: here.end }).start;
  }
  return forward ? ahead(list, index, unit, step, lang) : back(list, index, unit, step, lang);
}

type Within = "character" | "word" | "sentence";
const GRAIN = { character: "grapheme", word: "word", sentence: "sentence" } as const;

function ahead(list: Paragraph[], index: number, unit: number, step: Within, lang: string): number {
  const here = list[index] as Paragraph;
  if (unit >= here.end) return (list[index + 1] ?? { start: here.end }).start;
  let to = around(list, unit, GRAIN[step], lang).end;
  // A word's end, not the space after it: that is where one stops to select.
  while (step === "word" && to < here.end && !/[\p{L}\p{N}]/u.test(piece(here, unit, to))) {
    to = around(list, to, "word", lang).end;
  }
  return to;
}

function back(list: Paragraph[], index: number, unit: number, step: Within, lang: string): number {
  const here = list[index] as Paragraph;
  if (unit <= here.start) return (list[index - 1] ?? { end: here.start }).end;
  let to = around(list, unit - 1, GRAIN[step], lang).start;
  while (step === "word" && to > here.start && !/[\p{L}\p{N}]/u.test(piece(here, to, unit))) {
    to = around(list, to - 1, "word", lang).start;
  }
  return to;
}

const piece = (paragraph: Paragraph, from: number, to: number): string =>
  paragraph.text.slice(from - paragraph.start, to - paragraph.start);

const last = (list: Paragraph[]): Paragraph => list[list.length - 1] as Paragraph;
