// Stems → those that a word may be mistyped for: a letter wrong, missing, too many, or two exchanged; in words of
// eight letters or more two such mistakes. The ending of the word is free, but for a stem of three letters.

const MOST_ENDING = 4;

/** Letters of a stem that differs from nearly every word in a letter and an ending. */
const SHORT = 3;

/** What a letter of a free ending counts, in mistakes. */
const ENDING = 1 / 16;

export function near(word: string, stems: Iterable<string>): Map<string, number> {
  const letters = [...word];
  const most = letters.length >= 8 ? 2 : letters.length >= 4 ? 1 : 0;
  const found = new Map<string, number>();
  if (!most) return found;
  for (const stem of stems) {
    const mistakes = distance([...stem], letters, most);
    if (Math.floor(mistakes) <= most) found.set(stem, mistakes);
  }
  return found;
}

/** Of near stems the nearest, and those that leave one letter more of the word unexplained. */
export function nearest(found: Map<string, number>): [string, number][] {
  const least = Math.min(...found.values());
  return [...found].filter(([, mistakes]) => mistakes <= least + ENDING);
}

/** Mistakes between a stem and the best beginning of a word, or more than `most`. */
export function distance(stem: string[], word: string[], most: number): number {
  const spare = word.length - stem.length;
  // A short stem is near to everything.
  if (spare < -most || spare > MOST_ENDING + most || stem.length < 3) return most + 1;
  let before: number[] = [];
  let row = Array.from({ length: word.length + 1 }, (_, i) => i);
  for (let i = 1; i <= stem.length; i++) {
    const next = [i];
    for (let j = 1; j <= word.length; j++) {
      const same = stem[i - 1] === word[j - 1] ? 0 : 1;
      let least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      const exchanged = stem[i - 1] === word[j - 2] && stem[i - 2] === word[j - 1];
      if (i > 1 && j > 1 && exchanged) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    if (Math.min(...next) > most) return most + 1;
    [before, row] = [row, next];
  }
  // «про» is not what was meant by «праск», nor "for" by "torvn".
  const free = stem.length > SHORT ? MOST_ENDING : 0;
  const from = Math.max(0, word.length - free);
  return Math.min(
    ...row.slice(from).map((mistakes, i) => mistakes + ending(row.length - from - i)),
  );
}

/** A long free ending is a little worse than a short one. */
function ending(left: number): number {
  return (left - 1) * ENDING;
}
