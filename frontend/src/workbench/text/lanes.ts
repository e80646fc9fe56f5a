// Overlapping marks → lanes, so that no two that share a letter are drawn on the same line beneath the text.
// Greedy colouring of intervals by their start: with n marks over one letter n lanes are needed, never more.

export interface Span {
  start: number;
  end: number;
}

export function lanes(spans: readonly Span[], most: number): number[] {
  const order = spans
    .map((_, index) => index)
    .sort((a, b) => {
      const [x, y] = [spans[a] as Span, spans[b] as Span];
      return x.start - y.start || y.end - x.end || a - b;
    });
  const free: number[] = [];
  const lane = new Array<number>(spans.length).fill(0);
  for (const index of order) {
    const span = spans[index] as Span;
    let at = free.findIndex((end) => end <= span.start);
    if (at < 0) at = free.length;
    free[at] = span.end;
    // More than can be told apart share the last.
    lane[index] = Math.min(at, most - 1);
  }
  return lane;
}
