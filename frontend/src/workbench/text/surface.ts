// Between the screen and the text: DOM positions ↔ UTF-16 positions of the text, rectangles, the line above.
// Every paragraph's words are the only text node of an element with data-p="its number".
import type { Paragraph } from "./paragraphs.ts";
import { paragraphAt } from "./paragraphs.ts";

export class Surface {
  #nodes: (Text | undefined)[] = [];
  readonly root: HTMLElement;
  readonly list: Paragraph[];

  constructor(root: HTMLElement, list: Paragraph[]) {
    this.root = root;
    this.list = list;
    for (const element of root.querySelectorAll<HTMLElement>("[data-p]")) {
      const node = element.firstChild;
      if (node instanceof Text) this.#nodes[Number(element.dataset.p)] = node;
    }
  }

  readonly node = (paragraph: number): Text | undefined => this.#nodes[paragraph];

  /** A DOM position → a position in the text, or undefined where it is not in the text. */
  unit(node: Node | null, offset: number): number | undefined {
    if (!node || !this.root.contains(node)) return undefined;
    const element = node instanceof Element ? node : node.parentElement;
    const home = element?.closest<HTMLElement>("[data-p]");
    if (!home) return this.#beside(node, offset);
    const paragraph = this.list[Number(home.dataset.p)];
    if (!paragraph) return undefined;
    if (node instanceof Text) return paragraph.start + Math.min(offset, paragraph.text.length);
    return offset > 0 ? paragraph.end : paragraph.start;
  }

  /** Between paragraphs: the beginning of the next one. */
  #beside(node: Node, offset: number): number | undefined {
    const range = document.createRange();
    range.setStart(node, offset);
    const rows = this.root.querySelectorAll<HTMLElement>("[data-p]");
    for (const row of rows) {
      if (range.comparePoint(row, 0) >= 0) return this.list[Number(row.dataset.p)]?.start;
    }
    return this.list[this.list.length - 1]?.end;
  }

  /** A position in the text → its DOM position. */
  place(unit: number): [Text, number] | undefined {
    const index = paragraphAt(this.list, unit);
    const paragraph = this.list[index];
    const node = this.node(index);
    if (!paragraph || !node) return undefined;
    return [node, Math.min(Math.max(0, unit - paragraph.start), paragraph.text.length)];
  }

  /** Select on the screen what is selected in the text. */
  select(anchor: number, focus: number): void {
    const [from, to] = [this.place(anchor), this.place(focus)];
    if (from && to) getSelection()?.setBaseAndExtent(from[0], from[1], to[0], to[1]);
  }

  /** Where the caret stands on the screen. */
  rect(unit: number): DOMRect | undefined {
    const at = this.place(unit);
    if (!at) return undefined;
    const range = document.createRange();
    range.setStart(at[0], at[1]);
    const own = range.getClientRects();
    if (own.length) return own[own.length - 1];
    // Some browsers give an empty range no box: take the edge of the letter beside it.
    const before = at[1] > 0;
    range.setStart(at[0], before ? at[1] - 1 : at[1]);
    range.setEnd(at[0], before ? at[1] : Math.min(at[1] + 1, at[0].length));
    const box = range.getBoundingClientRect();
    return new DOMRect(before ? box.right : box.left, box.top, 0, box.height);
  }

  /** The position under a point of the window. */
  at(x: number, y: number): number | undefined {
    const old = document as Document & {
      caretRangeFromPoint?: (x: number, y: number) => Range | null;
    };
    if ("caretPositionFromPoint" in document) {
      const found = document.caretPositionFromPoint(x, y);
      return found ? this.unit(found.offsetNode, found.offset) : undefined;
    }
    const range = old.caretRangeFromPoint?.(x, y);
    return range ? this.unit(range.startContainer, range.startOffset) : undefined;
  }

  /** The position one line up or down, keeping to a column (x in the window). */
  line(unit: number, down: boolean, column: number): number {
    const rect = this.rect(unit);
    if (!rect) return unit;
    const height = rect.height || 20;
    for (let step = 1; step < 8; step++) {
      const y = down ? rect.bottom + height * (step - 0.6) : rect.top - height * (step - 0.6);
      if (y < 0 || y > innerHeight) break;
      const found = this.at(column, y);
      if (found !== undefined && (down ? found > unit : found < unit)) return found;
    }
    const index = paragraphAt(this.list, unit);
    const next = this.list[index + (down ? 1 : -1)];
    return next ? (down ? next.start : next.end) : unit;
  }
}
