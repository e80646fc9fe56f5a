// Where words, sentences and characters begin and end, as the reader's language has it.
import { type Paragraph, paragraphAt } from "./paragraphs.ts";
import type { Span } from "./lanes.ts";

type Grain = "grapheme" | "word" | "sentence";

const segmenters = new Map<string, Intl.Segmenter>();

function segmenter(lang: string, granularity: Grain): Intl.Segmenter {
  const key = `${lang} ${granularity}`;
  let made = segmenters.get(key);
  if (!made) {
    try {
      made = new Intl.Segmenter(lang || "en", { granularity });
    } catch {
      made = new Intl.Segmenter("en", { granularity }); // a language nobody has heard of
    }
    segmenters.set(key, made);
  }
  return made;
}

/** The word, sentence or character around a position; positions are UTF-16 in the whole text. */
export function around(list: Paragraph[], unit: number, grain: Grain, lang: string): Span {
  const paragraph = list[paragraphAt(list, unit)];
  if (!paragraph) return { start: unit, end: unit };
  const inside = Math.min(Math.max(0, unit - paragraph.start), paragraph.text.length - 1);
  const found = segmenter(lang, grain).segment(paragraph.text).containing(inside);
  if (!found) return { start: unit, end: unit };
  const start = paragraph.start + found.index;
  return { start, end: start + found.segment.length };
}

/** A span without the spaces at its ends. */
export function trimmed(text: string, { start, end }: Span): Span {
  while (start < end && /\s/u.test(text[start] as string)) start++;
  while (end > start && /\s/u.test(text[end - 1] as string)) end--;
  return { start, end };
}

/** Grow: nothing → the word → the sentence → the paragraph. */
export function grown(text: string, list: Paragraph[], span: Span, lang: string): Span {
  const steps = (["word", "sentence"] as const).map((grain) => {
    const first = around(list, span.start, grain, lang);
    const last = around(list, Math.max(span.start, span.end - 1), grain, lang);
    return trimmed(text, { start: first.start, end: last.end });
  });
  const first = list[paragraphAt(list, span.start)];
  const last = list[paragraphAt(list, Math.max(span.start, span.end - 1))];
  if (first && last) steps.push({ start: first.start, end: last.end });
  const wider = (next: Span) =>
    next.start <= span.start &&
    next.end >= span.end &&
    next.end - next.start > span.end - span.start;
  return steps.find(wider) ?? span;
}

/** Put both ends where characters end, so that no accent or half of an emoji is left behind. */
export function whole(list: Paragraph[], span: Span, lang: string): Span {
  const start = around(list, span.start, "grapheme", lang);
  const end = around(list, span.end, "grapheme", lang);
  return {
    start: span.start > start.start && span.start < start.end ? start.start : span.start,
    end: span.end > end.start && span.end < end.end ? end.end : span.end,
  };
}
