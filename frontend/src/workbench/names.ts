// What entities are called: every answer brings the names of what is in it, and they are kept here.
import { signal } from "@preact/signals";
import type { Kind, Name, Names } from "./model.ts";

export const names = signal<Names>({});

export function learn(more: Names | undefined): void {
  if (more && Object.keys(more).length) names.value = { ...names.value, ...more };
}

export function nameOf(id: string | null | undefined): string {
  return id ? (names.value[id]?.name ?? id) : "";
}

export function known(id: string): Name | undefined {
  return names.value[id];
}

export function kindOf(id: string | null | undefined): Kind | null {
  return id ? (names.value[id]?.kind ?? null) : null;
}
