// A text and a test for words → the stretch with the most hits, the hits marked.
import { words } from "./stems";

const LENGTH = 220;

export function snippet(text: string, hits: (word: string) => boolean): (string | HTMLElement)[] {
  const found = words(text).filter((match) => hits(match[0]));
  const start = bestStart(
    found.map((match) => match.index ?? 0),
    text,
  );
  const end = wordEnd(text, Math.min(text.length, start + LENGTH));
  const pieces: (string | HTMLElement)[] = start > 0 ? ["… "] : [];
  let at = start;
  for (const match of found) {
    const from = match.index ?? 0;
    if (from < at || from + match[0].length > end) continue;
    const mark = document.createElement("mark");
    mark.textContent = match[0];
    pieces.push(text.slice(at, from), mark);
    at = from + match[0].length;
  }
  pieces.push(text.slice(at, end), end < text.length ? " …" : "");
  return pieces;
}

/** The beginning of the stretch of LENGTH letters that holds the most hits. */
function bestStart(positions: number[], text: string): number {
  let best = 0;
  let most = 0;
  for (const from of positions) {
    const count = positions.filter((p) => p >= from && p < from + LENGTH - 60).length;
    if (count > most) [best, most] = [from, count];
  }
  const start = Math.max(0, best - 60);
  return start === 0 ? 0 : text.indexOf(" ", start) + 1;
}

function wordEnd(text: string, position: number): number {
  if (position >= text.length) return text.length;
  const space = text.indexOf(" ", position);
  return space < 0 ? text.length : space;
}
