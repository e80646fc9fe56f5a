// A text → its paragraphs, each with the place it stands at. Every line is one: the archive keeps line ends
// as they came, and a paragraph that holds exactly one text node makes DOM offsets plain arithmetic.

export interface Paragraph {
  /** UTF-16 position of its first unit in the text. */
  start: number;
  end: number;
  text: string;
  /** Whether an empty line stands before it. */
  apart: boolean;
}

export function paragraphs(text: string): Paragraph[] {
  const found: Paragraph[] = [];
  let start = 0;
  let apart = false;
  while (start <= text.length) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end);
    if (line.trim()) {
      found.push({ start, end, text: line, apart });
      apart = false;
    } else apart = true;
    start = end + 1;
  }
  return found;
}

/** The index of the paragraph that holds a position, or the next one. */
export function paragraphAt(list: Paragraph[], unit: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as Paragraph).end < unit) low = middle + 1;
    else high = middle;
  }
  return Math.min(low, list.length - 1);
}
