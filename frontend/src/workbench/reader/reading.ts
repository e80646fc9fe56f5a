// One source being read: its text, its marks, what is selected, what is being written. Kept while the page is
// open, so that whoever comes back finds the text where it was and every half-filled form as it was.
import { batch, computed, signal, type Signal } from "@preact/signals";
import { call, newest } from "../api.ts";
import type { FullMark, Known, Mark, Names, Part, Source, Written } from "../model.ts";
import { learn } from "../names.ts";
import { CodePoints } from "../text/codepoints.ts";
import { folded } from "../text/find.ts";
import type { Span } from "../text/lanes.ts";
import { layers, type Mark as Drawn, within } from "../text/marking.ts";
import { type Paragraph, paragraphAt, paragraphs } from "../text/paragraphs.ts";
import { trimmed, whole } from "../text/sentences.ts";
import { hueOf } from "../vocabulary.ts";
import type { Panel } from "./panels.ts";

interface SourceAnswer {
  source: Source;
  text: string;
  parts: Part[];
  entities_missing: string[];
  names: Names;
}

export interface Selection {
  /** UTF-16; the end that stays, and the end that moves. */
  anchor: number;
  focus: number;
}

const BATCH = 200;

export class Reading {
  readonly id: string;
  readonly source = signal<Source | null>(null);
  readonly parts = signal<Part[]>([]);
  readonly missing = signal<string[]>([]);
  readonly marks = signal<Mark[]>([]);
  readonly full = signal<Map<string, FullMark>>(new Map());
  readonly known = signal<Known[]>([]);
  readonly selection = signal<Selection | null>(null);
  readonly panel = signal<Panel | null>(null);
  /** Words found and not yet chosen. */
  readonly hit = signal<Span | null>(null);
  /** Mark under the pointer or the focus, in text and margin alike. */
  readonly hover = signal<string | null>(null);
  readonly trouble = signal<unknown>(null);
  /** Forms by the words they are about. */
  readonly drafts = new Map<string, Signal<unknown>>();
  points = new CodePoints("");
  list: Paragraph[] = [];
  low = "";
  scroll = 0;
  #asked = new Set<string>();
  #waiting = new Set<string>();
  #edit = -1;

  constructor(id: string) {
    this.id = id;
  }

  get text(): string {
    return this.points.text;
  }

  readonly span = computed<Span | null>(() => {
    const now = this.selection.value;
    if (!now) return null;
    return {
      start: Math.min(now.anchor, now.focus),
      end: Math.max(now.anchor, now.focus),
    };
  });

  /** The stretch of text near the window: only there marks are drawn, however many there are. */
  readonly near = signal<Span>({ start: 0, end: 0 });
  readonly #layers = computed(() => layers(this.marks.value.flatMap((mark) => this.#looks(mark))));
  readonly drawn = computed(() => within(this.#layers.value, this.near.value));

  /** Everything from the server; the text only once, as it never changes. */
  async load(): Promise<void> {
    if (this.#edit === newest.value) return;
    const edit = newest.value;
    try {
      if (!this.source.value) await this.#loadText();
      // Who is named takes longest to find out, and nothing waits for it.
      void this.#loadKnown();
      const [marks, head] = await Promise.all([
        call<{ marks: Mark[] }>("marks", { source: this.id }),
        this.#edit >= 0 ? call<SourceAnswer>("source", { id: this.id }) : null,
      ]);
      batch(() => {
        if (head) this.#head(head);
        this.marks.value = marks.marks;
        this.#asked.clear();
        this.trouble.value = null;
      });
      this.#edit = edit;
    } catch (error) {
      this.trouble.value = error;
    }
  }

  async #loadKnown(): Promise<void> {
    try {
      const known = await call<{ entities: Known[]; names: Names }>("known-here", {
        source: this.id,
      });
      learn(known.names);
      this.known.value = known.entities;
    } catch (error) {
      this.trouble.value = error;
    }
  }

  async #loadText(): Promise<void> {
    const found = await call<SourceAnswer>("source", { id: this.id });
    this.points = new CodePoints(found.text);
    this.list = paragraphs(found.text);
    this.low = folded(found.text);
    batch(() => this.#head(found));
  }

  #head(found: SourceAnswer): void {
    learn(found.names);
    this.source.value = found.source;
    this.parts.value = found.parts;
    this.missing.value = found.entities_missing;
  }

  /** The marks that one of our own writes touched, at once; the rest follows. */
  touched(written: Written): void {
    const touched = written.marks?.[this.id];
    learn(written.names);
    if (!touched) return;
    const now = new Map(this.marks.value.map((mark) => [mark.id, mark]));
    const full = new Map(this.full.value);
    for (const mark of touched) {
      const gone =
        !mark.statements.length && !mark.codings.length && !mark.memos.length && !mark.pending;
      if (gone) now.delete(mark.id);
      else now.set(mark.id, mark);
      full.delete(mark.id);
      this.#asked.delete(mark.id);
    }
    batch(() => {
      this.full.value = full;
      this.marks.value = [...now.values()].sort((a, b) => a.start - b.start || a.end - b.end);
    });
  }

  /** Ask for marks in full, many in one question. */
  want(ids: string[]): void {
    const fresh = ids.filter((id) => !this.#asked.has(id));
    if (!fresh.length) return;
    const first = this.#waiting.size === 0;
    for (const id of fresh) {
      this.#asked.add(id);
      this.#waiting.add(id);
    }
    if (first) setTimeout(() => void this.#fetch(), 20);
  }

  async #fetch(): Promise<void> {
    const ids = [...this.#waiting];
    this.#waiting.clear();
    for (let from = 0; from < ids.length; from += BATCH) {
      try {
        const passages = ids.slice(from, from + BATCH);
        const found = await call<{ marks: FullMark[]; names: Names }>("mark", { passages });
        learn(found.names);
        const full = new Map(this.full.value);
        for (const mark of found.marks) full.set(mark.passage.id, mark);
        this.full.value = full;
      } catch (error) {
        ids.forEach((id) => this.#asked.delete(id));
        this.trouble.value = error;
        return;
      }
    }
  }

  #looks(mark: Mark): Drawn[] {
    const { start16: start, end16: end, id } = mark;
    const full = this.full.value.get(id);
    const found: Drawn[] = [];
    if (mark.statements.length) {
      const heard = full?.statements.some((s) =>
        s.evidence.some((e) => e.passage.id === id && e.heard),
      );
      found.push({ id, start, end, look: heard ? "hearsay" : "statement" });
    }
    for (const coding of mark.codings) {
      found.push({ id, start, end, look: "code", hue: hueOf(coding.code) });
    }
    if (mark.memos.length || (mark.pending && !found.length)) {
      found.push({ id, start, end, look: "memo" });
    }
    return found;
  }

  /** Select; whole characters only. */
  select(anchor: number, focus: number): void {
    const span = whole(
      this.list,
      { start: Math.min(anchor, focus), end: Math.max(anchor, focus) },
      this.source.value?.lang ?? "en",
    );
    const [a, f] = anchor <= focus ? [span.start, span.end] : [span.end, span.start];
    const now = this.selection.value;
    if (now?.anchor !== a || now.focus !== f) this.selection.value = { anchor: a, focus: f };
  }

  /** What is selected, in code points, without spaces at its ends; null where nothing is. */
  chosen(): { at: [number, number]; exact: string; span: Span } | null {
    const now = this.span.peek();
    if (!now) return null;
    const span = trimmed(this.text, now);
    if (span.end <= span.start) return null;
    return {
      at: [this.points.point(span.start), this.points.point(span.end)],
      exact: this.text.slice(span.start, span.end),
      span,
    };
  }

  marksAt(unit: number): Mark[] {
    return this.marks.value.filter((mark) => mark.start16 <= unit && unit < mark.end16);
  }

  /** Who is named within a span. */
  named(span: Span): string[] {
    return this.known.value
      .filter((k) => k.spans.some(([, , start, end]) => start < span.end && end > span.start))
      .map((k) => k.id);
  }

  paragraph(unit: number): number {
    return paragraphAt(this.list, unit);
  }

  /** A form that outlives its being drawn. */
  draft<T>(key: string, make: () => T): Signal<T> {
    let found = this.drafts.get(key) as Signal<T> | undefined;
    if (!found) {
      found = signal(make());
      this.drafts.set(key, found as Signal<unknown>);
    }
    return found;
  }
}

const readings = new Map<string, Reading>();

export function readingOf(id: string): Reading {
  let found = readings.get(id);
  if (!found) {
    found = new Reading(id);
    readings.set(id, found);
  }
  return found;
}
