// The questions that can be asked across the archive: what is said of each, and what it becomes for the server.
import { signal, type Signal } from "@preact/signals";
import type { Names, Segments } from "../model.ts";
import { empty, type Slot } from "../reader/draft.ts";

export type Verb = "together" | "present" | "said" | "near" | "cross";
export const VERBS: readonly Verb[] = ["together", "present", "said", "near", "cross"];

export interface Row {
  cells: (string | number | boolean | null)[];
  evidence: string[];
  sentence: Segments | null;
}

export interface Table {
  state: "none" | "running" | "fresh" | "stale" | "failed";
  total: number;
  columns: string[];
  entities: string[];
  rows: Row[];
  titles: Record<string, string>;
  csv: string | null;
  failure: string | null;
  names: Names;
}

/** Everything that can stand in a form; each question uses some of it. */
export interface Wish {
  person: Slot;
  other: Slot;
  place: Slot;
  about: Slot;
  level: string;
  during: string;
  certain: boolean;
  by: "all" | "there" | "elsewhere";
  predicate: Slot;
  code: Slot;
  otherCode: Slot;
  within: string;
  attribute: Slot;
  depth: string;
}

export const APART = ["0", "100", "300", "1000", "any"] as const;

const nothing = (): Wish => ({
  person: empty(),
  other: empty(),
  place: empty(),
  about: empty(),
  level: "",
  during: "",
  certain: false,
  by: "all",
  predicate: empty(),
  code: empty(),
  otherCode: empty(),
  within: "0",
  attribute: empty(),
  depth: "",
});

/** What was asked last, and how its answer is looked at. */
export interface Asked {
  body: Record<string, unknown>;
  sort: string | null;
  descending: boolean;
  offset: number;
}

interface Kept {
  wish: Signal<Wish>;
  asked: Signal<Asked | null>;
}

const keep = (): Kept => ({ wish: signal(nothing()), asked: signal<Asked | null>(null) });

/** Kept here, so that leaving the page loses nothing. */
export const kept: Record<Verb, Kept> = {
  together: keep(),
  present: keep(),
  said: keep(),
  near: keep(),
  cross: keep(),
};

const given = (slot: Slot): string | undefined => slot.ref?.id ?? slot.value ?? undefined;

/** The question one is at. */
export const which = signal<Verb>("together");

/** The body of the call; null where something that is needed is not chosen. */
export function bodyOf(verb: Verb, wish: Wish): Record<string, unknown> | null {
  const all = bodies[verb](wish);
  const needed = NEEDED[verb];
  if (needed.some((key) => all[key] === undefined)) return null;
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

const NEEDED: Record<Verb, string[]> = {
  together: [],
  present: ["place"],
  said: ["about"],
  near: ["code", "other"],
  cross: ["attribute"],
};

const bodies: Record<Verb, (wish: Wish) => Record<string, unknown>> = {
  together: (w) => ({
    person: given(w.person),
    other: given(w.other),
    place: given(w.place),
    level: w.level || undefined,
    during: w.during.trim() || undefined,
    certain: w.certain,
  }),
  present: (w) => ({
    place: given(w.place),
    during: w.during.trim() || undefined,
    certain: w.certain,
  }),
  said: (w) => ({
    about: given(w.about),
    by: w.by === "all" ? undefined : w.by,
    predicate: given(w.predicate),
  }),
  near: (w) => ({
    code: given(w.code),
    other: given(w.otherCode),
    within: w.within === "any" ? null : Number(w.within),
  }),
  cross: (w) => ({
    attribute: given(w.attribute),
    code: given(w.code),
    depth: w.depth ? Number(w.depth) : undefined,
  }),
};

/** Fields in which something is typed that was not chosen: what stands there would not be asked. */
export function unsettled(wish: Wish): boolean {
  const slots = [wish.person, wish.other, wish.place, wish.about, wish.predicate];
  return [...slots, wish.code, wish.otherCode, wish.attribute].some(
    (slot) => slot.text.trim() !== "" && given(slot) === undefined,
  );
}
