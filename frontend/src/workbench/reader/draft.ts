// A statement while it is being made. Plain data and plain functions: the form draws it, the tests check it.
import type { DateRead, Entry, Evidence, Kind, Predicate, RoleTerm, Said } from "../model.ts";

/** An entity chosen, or still to be made: then `id` is "new:1", or what the person typed. */
export interface Ref {
  id: string;
  name: string;
  kind: Kind | null;
  /** What is said of it when it is made. */
  make?: NewEntity;
}

export interface NewEntity {
  kind: Kind;
  label: string;
  /** The id the person gave; empty: the archive chooses. */
  slug: string;
  sort: string;
  partOf: Slot;
}

/** What stands in a field: what is typed, and what it was understood as. */
export interface Slot {
  text: string;
  ref: Ref | null;
  /** A value as the archive keeps it: a number, a term, words. */
  value: string | null;
}

export interface Teller {
  speaker: Slot;
  when: string;
  place: Slot;
  reliability: number | null;
}

export interface Draft {
  /** Where the words are, in code points; the words as they were seen. */
  at: [start: number, end: number];
  exact: string;
  subject: Slot;
  predicate: Slot;
  object: Slot;
  roles: Record<string, Slot>;
  when: string;
  duration: string;
  denied: boolean;
  basis: string;
  stance: "asserts" | "denies" | "doubts";
  certainty: number | null;
  tellers: Teller[];
  /** The attestation that is being said otherwise. */
  restates: { attestation: string; read: Record<string, string> } | null;
}

export const empty = (): Slot => ({ text: "", ref: null, value: null });
export const filled = (slot: Slot): boolean => slot.ref !== null || slot.value !== null;
export const ofEntity = (ref: Ref): Slot => ({ text: ref.name, ref, value: null });
export const ofValue = (value: string, text = value): Slot => ({ text, ref: null, value });
export const newTeller = (): Teller => ({
  speaker: empty(),
  when: "",
  place: empty(),
  reliability: null,
});

export function newDraft(at: [number, number], exact: string): Draft {
  return {
    at,
    exact,
    subject: empty(),
    predicate: empty(),
    object: empty(),
    roles: {},
    when: "",
    duration: "",
    denied: false,
    basis: "",
    stance: "asserts",
    certainty: null,
    tellers: [],
    restates: null,
  };
}

/** Roles without which a statement says little: asked for right after the object. */
export const KEY_ROLES: ReadonlySet<string> = new Set(["aspect", "of", "as"]);

export type Gap = "subject" | "predicate" | "object" | `role:${string}`;

/** What should be filled next; undefined where it can be recorded. */
export function nextGap(draft: Draft, predicate: Predicate | undefined): Gap | undefined {
  if (!draft.predicate.value) return "predicate";
  if (!filled(draft.subject)) return "subject";
  if (!filled(draft.object)) return "object";
  const role = predicate?.roles.find((r) => KEY_ROLES.has(r) && !filled(draft.roles[r] ?? empty()));
  return role ? `role:${role}` : undefined;
}

export interface Unchosen {
  name: string;
  text: string;
}

/** The fields in which something is typed and nothing chosen: what would be lost if it were recorded. */
export function unchosen(draft: Draft, predicate: Predicate | undefined): Unchosen[] {
  const slots: [string, Slot][] = [
    ["subject", draft.subject],
    ["predicate", draft.predicate],
  ];
  // What is not shown without a predicate, or not with this one, asks for nothing.
  if (predicate) slots.push(["object", draft.object]);
  for (const role of predicate?.roles ?? []) {
    slots.push([`role:${role}`, draft.roles[role] ?? empty()]);
  }
  draft.tellers.forEach((teller, index) => {
    slots.push([`teller-${index}`, teller.speaker], [`teller-${index}-place`, teller.place]);
  });
  return slots
    .filter(([, slot]) => slot.text.trim() && !filled(slot))
    .map(([name, slot]) => ({ name, text: slot.text.trim() }));
}

/** Whether all that must be there is there. */
export const complete = (draft: Draft): boolean =>
  Boolean(draft.predicate.value) && filled(draft.subject) && filled(draft.object);

/** Which predicate is meant, by the kinds at hand and by what was said last. */
export function guesses(
  predicates: Predicate[],
  subject: Kind | null,
  named: (Kind | null)[],
  recent: string[],
): Predicate[] {
  const score = (p: Predicate): number => {
    const at = recent.indexOf(p.id);
    return (
      (named.some((kind) => kind && p.objects.includes(kind)) ? 4 : 0) +
      (at >= 0 ? 3 / (1 + at) : 0)
    );
  };
  return predicates
    .filter((p) => subject === null || p.domain.includes(subject))
    .map((p, order) => ({ p, score: score(p), order }))
    .sort((a, b) => b.score - a.score || a.order - b.order)
    .map(({ p }) => p);
}

/** The id of an entity; where it is still to be made, its entry is put among those made. */
export function idIn(made: Record<string, Entry>, ref: Ref): string {
  if (!ref.make) return ref.id;
  const { kind, label, slug, sort, partOf } = ref.make;
  const id = slug || ref.id;
  if (!(id in made)) {
    const entry: Entry = { kind, label: label.trim() };
    made[id] = entry;
    if (sort) entry.sort = sort;
    if (partOf.ref) entry.part_of = idIn(made, partOf.ref);
  }
  return id;
}

/** What is sent to `record`: the new entities, and the statement as an evidence file would say it. */
export function entryOf(draft: Draft): { entities: Record<string, Entry>; statement: Entry } {
  const made: Record<string, Entry> = {};
  const idOf = (ref: Ref): string => idIn(made, ref);
  const said = (slot: Slot): string | undefined => (slot.ref ? idOf(slot.ref) : undefined);
  const statement: Entry = {
    subject: said(draft.subject),
    predicate: draft.predicate.value,
  };
  if (draft.object.ref) statement.object = said(draft.object);
  else if (draft.object.value !== null) statement.value = asNumber(draft.object.value);
  const roles = Object.entries(draft.roles)
    .filter(([, slot]) => filled(slot))
    .map(([term, slot]) => [term, said(slot) ?? asNumber(slot.value ?? "")]);
  if (roles.length) statement.roles = Object.fromEntries(roles) as Entry;
  if (draft.when.trim()) statement.when = draft.when.trim();
  if (draft.duration.trim()) statement.duration = draft.duration.trim();
  if (draft.denied) statement.polarity = -1;
  const tellers = draft.tellers.filter(hasTeller).map((teller) => tellerOf(teller, said));
  if (tellers.length) statement.told_by = tellers;
  if (draft.basis) statement.basis = draft.basis;
  if (draft.stance !== "asserts") statement.stance = draft.stance;
  if (draft.certainty !== null) statement.certainty = draft.certainty;
  return { entities: made, statement };
}

export const hasTeller = (teller: Teller): boolean =>
  Boolean(filled(teller.speaker) || teller.when.trim() || filled(teller.place));

function tellerOf(teller: Teller, said: (slot: Slot) => string | undefined): Entry | string {
  const speaker = said(teller.speaker);
  const entry: Entry = speaker ? { speaker } : {};
  if (teller.when.trim()) entry.when = teller.when.trim();
  if (filled(teller.place)) entry.place = said(teller.place);
  if (teller.reliability !== null) entry.reliability = teller.reliability;
  return Object.keys(entry).length === 1 && speaker ? speaker : entry;
}

/** A whole number is sent as one; everything else as it was typed. */
const asNumber = (value: string): string | number =>
  /^[+-]?\d{1,9}$/.test(value) ? Number(value) : value;

/** A statement that stands → the draft that says it again, to be changed. */
export function draftOf(
  said: Said,
  evidence: Evidence,
  ref: (id: string) => Ref,
  words: { predicate: string; value: (text: string) => string },
): Draft {
  const slot = (entity: string | null, value: string | null): Slot =>
    entity ? ofEntity(ref(entity)) : value !== null ? ofValue(value, words.value(value)) : empty();
  const draft = newDraft([evidence.passage.start, evidence.passage.end], evidence.passage.exact);
  return {
    ...draft,
    subject: ofEntity(ref(said.subject)),
    predicate: ofValue(said.predicate, words.predicate),
    object: slot(said.object, said.value),
    roles: Object.fromEntries(said.roles.map((r) => [r.term, slot(r.entity, r.value)])),
    when: said.when?.words ?? said.when?.edtf ?? "",
    duration: said.duration?.text ?? "",
    denied: said.polarity < 0,
    basis: evidence.basis,
    stance: evidence.stance,
    certainty: evidence.certainty,
    // The chain begins with the one who knew; told_by with the one who told the author.
    tellers: [...evidence.chain].reverse().map((telling) => ({
      speaker: slot(telling.speaker, null),
      when: telling.when?.words ?? telling.when?.edtf ?? "",
      place: slot(telling.place, null),
      reliability: telling.reliability,
    })),
    restates: {
      attestation: evidence.attestation,
      read: {
        [`statement:${said.id}`]: said.version,
        [`attestation:${evidence.attestation}`]: evidence.version,
      },
    },
  };
}

/** The four days of a date, as two stretches. */
export function bounds(date: Pick<DateRead, "b0" | "b1" | "e0" | "e1">): [string, string] {
  const stretch = (from: string | null, to: string | null) =>
    from === to ? (from ?? "…") : `${from ?? "…"} – ${to ?? "…"}`;
  return [stretch(date.b0, date.b1), stretch(date.e0, date.e1)];
}

export const rolesOf = (
  predicate: Predicate | undefined,
  find: (id: string) => RoleTerm | undefined,
): RoleTerm[] =>
  (predicate?.roles ?? []).map(find).filter((found): found is RoleTerm => found !== undefined);

export interface AtHand {
  /** Entities named in the words, then those of the last statements. */
  named: Ref[];
  recent: Ref[];
  /** Whether the person chose the subject, or it was put there for them. */
  subjectChosen: boolean;
}

/** A predicate was chosen: put the likely subject and object where they are missing or cannot be. */
export function fitted(draft: Draft, predicate: Predicate, hand: AtHand): Draft {
  const can = (kinds: Kind[], ref: Ref | null): boolean =>
    ref !== null && ref.kind !== null && kinds.includes(ref.kind);
  let subject = draft.subject;
  if (!can(predicate.domain, subject.ref) && !(hand.subjectChosen && filled(subject))) {
    const found = [...hand.named, ...hand.recent].find((ref) => can(predicate.domain, ref));
    subject = found ? ofEntity(found) : empty();
  }
  let object = draft.object;
  if (object.ref && !can(predicate.objects, object.ref)) object = empty();
  if (!object.ref && object.value !== null && !predicate.values.length) object = empty();
  if (!filled(object) && !object.text) {
    const found = hand.named.find(
      (ref) => can(predicate.objects, ref) && ref.id !== subject.ref?.id,
    );
    if (found) object = ofEntity(found);
  }
  return { ...draft, subject, object };
}
