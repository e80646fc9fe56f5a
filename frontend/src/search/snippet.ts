// A text and a test for words → the stretch with the most hits, the hits marked.
import { words } from "./words.ts";

const LENGTH = 220;
const BEFORE = 60;

/** A piece of a text, marked or not. */
export type Piece = [text: string, marked: boolean];

export function snippet(
  text: string,
  hits: (word: string) => boolean,
  cut: { before: boolean; after: boolean },
): Piece[] {
  const found = words(text).filter((match) => hits(match[0]));
  const start = bestStart(
    found.map((match) => [match.index ?? 0, match[0].toLowerCase()]),
    text,
  );
  const end = wordEnd(text, Math.min(text.length, start + LENGTH));
  const pieces: Piece[] = start > 0 || cut.before ? [["… ", false]] : [];
  let at = start;
  for (const match of found) {
    const from = match.index ?? 0;
    if (from < at || from + match[0].length > end) continue;
    pieces.push([text.slice(at, from), false], [match[0], true]);
    at = from + match[0].length;
  }
  pieces.push([text.slice(at, end), false], [end < text.length || cut.after ? " …" : "", false]);
  return pieces.filter(([piece]) => piece);
}

/** A whole text, with every hit marked. */
export function pieces(text: string, hits: (word: string) => boolean): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const match of words(text).filter(([word]) => hits(word))) {
    found.push([text.slice(at, match.index ?? 0), false], [match[0], true]);
    at = (match.index ?? 0) + match[0].length;
  }
  return [...found, [text.slice(at), false]];
}

/** The beginning of the stretch of LENGTH letters that holds most of the words, then most often. */
function bestStart(found: [at: number, word: string][], text: string): number {
  let best = 0;
  let most = 0;
  for (let i = 0; i < found.length; i++) {
    const from = found[i]?.[0] ?? 0;
    const within: string[] = [];
    for (let j = i; j < found.length && (found[j]?.[0] ?? 0) < from + LENGTH - BEFORE; j++) {
      within.push(found[j]?.[1] ?? "");
    }
    const count = new Set(within).size * 8 + within.length;
    if (count > most) [best, most] = [from, count];
  }
  const start = Math.max(0, best - BEFORE);
  return start === 0 ? 0 : text.indexOf(" ", start) + 1;
}

function wordEnd(text: string, position: number): number {
  if (position >= text.length) return text.length;
  const space = text.indexOf(" ", position);
  return space < 0 ? text.length : space;
}
