// The archive counts Unicode code points, the browser UTF-16 units: here the one becomes the other.
// Only characters beyond the Basic Multilingual Plane (emoji, old scripts) make them differ, so only their
// places are kept: a text without them costs nothing, and every question is one binary search.

export class CodePoints {
  /** UTF-16 positions of the first half of every pair. */
  readonly #pairs: number[] = [];
  readonly text: string;
  /** Length in code points. */
  readonly length: number;

  constructor(text: string) {
    this.text = text;
    const pair = /[\u{10000}-\u{10ffff}]/gu;
    for (let found = pair.exec(text); found; found = pair.exec(text)) this.#pairs.push(found.index);
    this.length = text.length - this.#pairs.length;
  }

  /** A UTF-16 position → code points before it; a position inside a pair counts as before the pair. */
  point(unit: number): number {
    return unit - below(this.#pairs, unit);
  }

  /** A number of code points → the UTF-16 position behind them. */
  unit(point: number): number {
    let low = 0;
    let high = this.#pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#pairs[middle] as number) - middle < point) low = middle + 1;
      else high = middle;
    }
    return point + low;
  }

  /** The words of a span given in code points. */
  slice(start: number, end: number): string {
    return this.text.slice(this.unit(start), this.unit(end));
  }
}

/** How many of a sorted list are below a limit. */
function below(sorted: number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
