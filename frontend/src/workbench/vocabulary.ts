// The words in which statements are made, asked for once a language.
import { computed, effect, signal } from "@preact/signals";
import { call } from "./api.ts";
import type {
  Code,
  Codebook,
  Kind,
  Predicate,
  RoleTerm,
  Term,
  Value,
  Vocabulary,
} from "./model.ts";
import { label, lang } from "./words.ts";

const EMPTY: Vocabulary = {
  predicates: [],
  roles: [],
  lists: {},
  certainties: [],
  reliabilities: [],
};

export const vocabulary = signal<Vocabulary>(EMPTY);
export const codebook = signal<Codebook>({ codes: [], palette: [] });

export function startVocabulary(onError: (error: unknown) => void): void {
  effect(() => {
    void lang.value;
    call<Vocabulary>("vocabulary").then((found) => (vocabulary.value = found), onError);
    loadCodebook().catch(onError);
  });
}

export async function loadCodebook(): Promise<void> {
  codebook.value = await call<Codebook>("codebook");
}

const predicates = computed(() => new Map(vocabulary.value.predicates.map((p) => [p.id, p])));
const roles = computed(() => new Map(vocabulary.value.roles.map((r) => [r.id, r])));
const codes = computed(() => new Map(codebook.value.codes.map((c) => [c.id, c])));
const hues = computed(() => new Map(codebook.value.palette.map((p, i) => [p.name, i + 1])));

export const predicate = (id: string | null): Predicate | undefined =>
  id ? predicates.value.get(id) : undefined;
export const role = (id: string): RoleTerm | undefined => roles.value.get(id);
export const code = (id: string): Code | undefined => codes.value.get(id);
export const list = (name: string): Term[] => vocabulary.value.lists[name] ?? [];
export const termLabel = (name: string, id: string): string =>
  list(name).find((term) => term.id === id)?.label ?? id.replaceAll("-", " ");

/** A code's colour as a number of the palette, inherited from the code above. */
export function hueOf(id: string): number {
  for (let at = code(id); at; at = at.broader ? code(at.broader) : undefined) {
    const found = at.colour ? hues.value.get(at.colour) : undefined;
    if (found) return found;
  }
  // Without a colour of its own: always the same one for the same branch of the tree.
  let sum = 0;
  for (const letter of id.split("/")[0] ?? "") sum += letter.codePointAt(0) ?? 0;
  return (sum % 8) + 1;
}

export function codeName(id: string): string {
  const found = code(id);
  return found ? found.name || label(found.label, id) : id;
}

/** Codes from the top down to this one, for a title. */
export function codePath(id: string): string {
  const names: string[] = [];
  let at: string | null = id;
  for (let steps = 0; at && steps < 8; steps++) {
    names.unshift(codeName(at));
    at = code(at)?.broader ?? (at.includes("/") ? at.slice(0, at.lastIndexOf("/")) : null);
  }
  return names.join(" › ");
}

export const allows = (p: Predicate, kind: Kind | null): boolean =>
  kind === null || p.domain.length === 0 || p.domain.includes(kind);

export const takesText = (values: Value[]): boolean => values.some((v) => v.type === "text");
