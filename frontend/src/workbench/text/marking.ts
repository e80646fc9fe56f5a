// Marks → the platform's highlights (CSS Custom Highlight API). The text itself stays one text node a
// paragraph, so marks cost no elements and can overlap freely. What kind of mark it is shows in the line
// beneath the words (solid, dashed, dotted, wavy), which of several overlapping ones in its distance from
// them, how many there are in the depth of the wash: nothing is told by colour alone.
import { lanes, type Span } from "./lanes.ts";
import type { Paragraph } from "./paragraphs.ts";
import { paragraphAt } from "./paragraphs.ts";

export type Look = "statement" | "hearsay" | "code" | "memo";

export interface Mark extends Span {
  id: string;
  look: Look;
  /** Of a code: 1 to PALETTE. */
  hue?: number;
}

export const LANES = 3;
export const PALETTE = 8;
export const DEPTHS = 3;

/** Highlight name → spans. */
export function layers(marks: readonly Mark[]): Map<string, Span[]> {
  const found = new Map<string, Span[]>();
  const put = (name: string, span: Span) => {
    const list = found.get(name);
    if (list) list.push(span);
    else found.set(name, [span]);
  };
  const lane = lanes(marks, LANES);
  marks.forEach((mark, index) => {
    const kind = mark.look === "code" ? `code${mark.hue ?? 1}` : mark.look;
    put(`${kind}-${lane[index]}`, mark);
  });
  for (const { depth, ...span } of depths(marks)) put(`wash-${Math.min(depth, DEPTHS)}`, span);
  return found;
}

/** What of the layers touches a stretch of the text. */
export function within(all: Map<string, Span[]>, near: Span): Map<string, Span[]> {
  const found = new Map<string, Span[]>();
  for (const [name, spans] of all) {
    const here = spans.filter((span) => span.start < near.end && span.end > near.start);
    if (here.length) found.set(name, here);
  }
  return found;
}

/** Stretches of text by how many marks lie over them. */
export function depths(marks: readonly Span[]): (Span & { depth: number })[] {
  const edges = marks.flatMap((m) => [
    [m.start, 1],
    [m.end, -1],
  ]) as [number, number][];
  edges.sort((a, b) => a[0] - b[0]);
  const found: (Span & { depth: number })[] = [];
  let depth = 0;
  let from = 0;
  for (const [at, step] of edges) {
    if (depth > 0 && at > from) found.push({ start: from, end: at, depth });
    depth += step;
    from = at;
  }
  return found;
}

export type NodeOf = (paragraph: number) => Text | undefined;

/** The DOM ranges of a span: one a paragraph, as between paragraphs stands what is not text. */
export function ranges(span: Span, list: Paragraph[], nodeOf: NodeOf): StaticRange[] {
  const found: StaticRange[] = [];
  for (let i = paragraphAt(list, span.start); i < list.length; i++) {
    const paragraph = list[i] as Paragraph;
    if (paragraph.start >= span.end) break;
    const node = nodeOf(i);
    const start = Math.max(0, span.start - paragraph.start);
    const end = Math.min(paragraph.text.length, span.end - paragraph.start);
    if (!node || end <= start) continue;
    found.push(
      new StaticRange({
        startContainer: node,
        startOffset: start,
        endContainer: node,
        endOffset: end,
      }),
    );
  }
  return found;
}

const drawn = new Set<string>();
const PRIORITY: Record<string, number> = { wash: 0, hover: 8, chosen: 9, hit: 7 };

/** Whether this browser can draw marks at all. */
export const canDraw = (): boolean => typeof Highlight !== "undefined" && "highlights" in CSS;

/** Draw these layers, and nothing else under the names given (all names where none are). */
export function draw(
  wanted: Map<string, Span[]>,
  list: Paragraph[],
  nodeOf: NodeOf,
  only?: readonly string[],
): void {
  if (!canDraw()) return;
  for (const name of only ?? drawn) {
    if (wanted.has(name)) continue;
    CSS.highlights.delete(name);
    drawn.delete(name);
  }
  for (const [name, spans] of wanted) {
    const highlight = new Highlight(...spans.flatMap((span) => ranges(span, list, nodeOf)));
    highlight.priority = PRIORITY[name.split("-")[0] ?? ""] ?? 1;
    CSS.highlights.set(name, highlight);
    if (!only) drawn.add(name);
  }
}
