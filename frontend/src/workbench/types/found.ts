// Found types as the server tells of them, and what is asked: kept here, so that leaving the page loses nothing.
import { signal } from "@preact/signals";
import type { Names, Said } from "../model.ts";

export type MeasureName = "matching" | "om" | "lcs" | "omspell";
export const MEASURES: readonly MeasureName[] = ["matching", "om", "omspell", "lcs"];

export interface Settings {
  states: string[];
  unit: "day" | "week" | "month" | null;
  since: string | null;
  measure: MeasureName;
  indel: number | null;
  k: number | null;
}

export interface Member {
  person: string;
  strength: number;
  width: number;
  survives: number;
  known: number;
  nearest: string | null;
  borderline: boolean;
}

export interface FoundType {
  id: string;
  name: string;
  names: Record<string, string>;
  medoid: string;
  survives: number;
  marks: { kind: string; said: string; evidence: string[] }[];
  members: Member[];
}

export interface Tree {
  leaves: { person: string; lives: number }[];
  joins: { a: number; b: number; height: number }[];
  order: number[];
}

/** A state (−1: nothing is known), and in how many cells of time. */
export type Run = [state: number, cells: number];

export interface Found {
  period: string;
  unit: string;
  times: string[];
  states: { id: string; name: string }[];
  people: string[];
  runs: Run[][];
  types: FoundType[];
  separation: [k: number, width: number][];
  quality: Record<string, number | null>[];
  claims: string[];
  left_out: [person: string, cells: number][];
  left_out_total: number;
  tree: Tree;
}

export interface Searched {
  state: "none" | "running" | "fresh" | "stale" | "failed";
  edit: number | null;
  done: number;
  total: number;
  failure: string | null;
  found: Found | null;
  names: Names;
}

export interface Moved {
  labels: number[];
  medoids: string[];
  width: number;
  stays: boolean[];
}

export interface LifeInStates {
  runs: { state: number; first: string; last: string; statements: string[] }[];
  statements: Said[];
  names: Names;
}

export const PLAIN: Settings = {
  states: ["kept"],
  unit: null,
  since: null,
  measure: "matching",
  indel: null,
  k: null,
};

/** What stands in the form, and what was searched for last. */
export const wished = signal<Settings>(PLAIN);
export const searched = signal<Settings>(PLAIN);
/** What was said of declaring, by search. */
export const declaring = signal<{
  key: string;
  why: string;
  off: string[];
  names: Record<string, Record<string, string>>;
} | null>(null);

export const movable = (measure: MeasureName): boolean => measure === "om" || measure === "omspell";

/** One group of lives to draw: a found type, or what a moved cost makes of them. */
export interface Group {
  key: string;
  name: string;
  medoid: string;
  people: string[];
  type: FoundType | null;
}

export function groupsOf(
  found: Found,
  moved: Moved | null,
  around: (who: string) => string,
): Group[] {
  if (!moved) {
    return found.types.map((type) => ({
      key: type.id,
      name: type.name,
      medoid: type.medoid,
      people: type.members.map((member) => member.person),
      type,
    }));
  }
  return moved.medoids.map((medoid, group) => ({
    key: `group-${group}`,
    name: around(medoid),
    medoid,
    people: [
      medoid,
      ...found.people.filter((who, at) => moved.labels[at] === group && who !== medoid),
    ],
    type: null,
  }));
}

/** For every cell of time, of the lives that are known then: state → how many. */
export function countsOver(runs: Run[][], cells: number): Map<number, number>[] {
  const found = Array.from({ length: cells }, () => new Map<number, number>());
  for (const life of runs) {
    let at = 0;
    for (const [state, long] of life) {
      for (let cell = at; cell < at + long; cell++) {
        const there = found[cell];
        if (state >= 0 && there) there.set(state, (there.get(state) ?? 0) + 1);
      }
      at += long;
    }
  }
  return found;
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const COLOURS = 9;
export const letterOf = (state: number): string => LETTERS[state] ?? "?";
export const lookOf = (state: number): string => `s${Math.min(state, COLOURS - 1)}`;
