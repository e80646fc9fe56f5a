// Words somebody types → where they stand. "first words … last words" finds the whole stretch between: the
// quickest way to select a long passage without a mouse. Letters only: case, ё/е and kinds of quotation mark,
// dash and space are overlooked, as the archive overlooks them when it looks for a quote.
import type { Span } from "./lanes.ts";

const ALIKE: [RegExp, string][] = [
  [/["“”„‟«»″]/gu, '"'],
  [/['‘’‚‛‹›′`´ʼ]/gu, "'"],
  [/[-‐‑‒–—―−]/gu, "-"],
  [/\s/gu, " "],
  [/ё/gu, "е"],
];
const GAP = /\s*(?:…|\.\.\.)\s*/u;
const LONGEST = 4000;

/** Fold a text without changing the place of any of its letters. */
export function folded(text: string): string {
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const small = (text[i] as string).toLowerCase();
    out += small.length === 1 ? small : (text[i] as string);
  }
  return ALIKE.reduce((so_far, [from, to]) => so_far.replace(from, to), out);
}

/** Every place of some words in a text that was folded before. */
export function findWords(foldedText: string, typed: string): Span[] {
  const query = typed.normalize("NFC"); // as the archive keeps its texts
  const literal = places(foldedText, folded(query.trim()));
  if (literal.length || !GAP.test(query)) return literal;
  const [first = "", ...rest] = query.split(GAP).map((piece) => folded(piece.trim()));
  return places(foldedText, first).flatMap((span) => {
    let end = span.end;
    for (const piece of rest.filter(Boolean)) {
      const next = foldedText.indexOf(piece, end);
      if (next < 0 || next - span.start > LONGEST) return [];
      end = next + piece.length;
    }
    return [{ start: span.start, end }];
  });
}

function places(text: string, words: string): Span[] {
  const found: Span[] = [];
  if (!words) return found;
  for (
    let at = text.indexOf(words);
    at >= 0 && found.length < 500;
    at = text.indexOf(words, at + 1)
  ) {
    found.push({ start: at, end: at + words.length });
  }
  return found;
}
