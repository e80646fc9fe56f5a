// Whom a text names: what the server found, less what only looks like a name. A part of a name counts where it
// is a part that tells one from another: a word that the name itself writes with a capital.
import type { Known } from "../model.ts";
import { folded } from "../text/find.ts";

const WORD = /[\p{L}\p{N}]+/gu;
const ALIKE = 3;

export function namesOnly(known: Known[], text: string, nameOf: (id: string) => string): Known[] {
  return known
    .map((one) => ({
      ...one,
      spans: one.spans.filter(([, , start, end]) => tells(text.slice(start, end), nameOf(one.id))),
    }))
    .filter((one) => one.spans.length > 0 || one.statements > 0);
}

/** Whether words of a text may stand for a name. */
export function tells(said: string, name: string): boolean {
  const saidWords = said.match(WORD) ?? [];
  const nameWords = name.match(WORD) ?? [];
  if (saidWords.length > 1 || nameWords.length <= 1) return true;
  const word = folded(saidWords[0] ?? "");
  if (said[0] === said[0]?.toLowerCase()) return false;
  // By other names, which are not known here, a capital alone has to do.
  const like = nameWords.find((other) => folded(other).startsWith(word.slice(0, ALIKE)));
  return like === undefined || like[0] !== like[0]?.toLowerCase();
}
