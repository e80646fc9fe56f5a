// The tree that leads from a word to the file it is in (publish/indexing/tree.py).

/** A beginning that is not a file → the letters after it. */
export type Tree = Record<string, string>;

const END = " ";

/** Whether a beginning is above a file: "constructor" is in every object, and may be typed. */
function isAbove(tree: Tree, at: string): boolean {
  return Object.hasOwn(tree, at);
}

/** The letters of the file in which a word would be; undefined where there is none. */
export function leafFor(tree: Tree, word: string): string | undefined {
  const letters = [...word];
  let at = "";
  for (let depth = 0; isAbove(tree, at); depth++) {
    const letter = letters[depth] ?? END;
    if (!tree[at]?.includes(letter)) return undefined;
    at += letter;
  }
  return at;
}

/** The files of all words that begin so; undefined where they are more than some. */
export function leavesBelow(tree: Tree, beginning: string, most: number): string[] | undefined {
  const leaf = leafFor(tree, beginning);
  // Above every file of such words: all that is below it.
  if (!isAbove(tree, beginning)) return leaf === undefined ? [] : [leaf];
  const found: string[] = [];
  const open = [beginning];
  while (open.length) {
    const at = open.pop() as string;
    if (isAbove(tree, at)) open.push(...[...(tree[at] ?? "")].map((letter) => at + letter));
    else found.push(at);
    if (found.length > most) return undefined;
  }
  return found.sort();
}

/** Letters as the name of a file: their numbers. */
export function fileName(letters: string): string {
  return [...letters].map((letter) => (letter.codePointAt(0) ?? 0).toString(16)).join("-");
}
