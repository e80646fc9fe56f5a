// What the forms share: what is at hand by default, and how a record is written.
import { signal } from "@preact/signals";
import { write } from "../api.ts";
import type { Entry, Written } from "../model.ts";
import { refOf } from "../entities.ts";
import { entryOf, ofEntity, type AtHand, type Draft, type Ref } from "./draft.ts";
import type { Reading } from "./reading.ts";

/** By source: whom and what the last statements were about; newest first. */
interface Habit {
  subject: Ref | null;
  refs: Ref[];
  predicates: string[];
  basis: string;
  certainty: number | null;
}

const habits = signal<Record<string, Habit>>({});
const KEPT = 12;

const fresh = (): Habit => ({ subject: null, refs: [], predicates: [], basis: "", certainty: 4 });

export const habitOf = (source: string): Habit => habits.value[source] ?? fresh();

function keep(source: string, draft: Draft, rename: (ref: Ref) => Ref): void {
  const habit = habitOf(source);
  const slots = [draft.subject, draft.object, ...Object.values(draft.roles)];
  const refs = [...slots, ...draft.tellers.map((teller) => teller.speaker)]
    .map((slot) => slot.ref)
    .filter((ref): ref is Ref => ref !== null)
    .map(rename);
  const predicates = [draft.predicate.value ?? "", ...habit.predicates];
  habits.value = {
    ...habits.value,
    [source]: {
      subject: draft.subject.ref ? rename(draft.subject.ref) : null,
      refs: [...refs, ...habit.refs]
        .filter((ref, at, all) => all.findIndex((other) => other.id === ref.id) === at)
        .slice(0, KEPT),
      predicates: [...new Set(predicates)].slice(0, KEPT),
      basis: draft.basis || habit.basis,
      certainty: draft.certainty,
    },
  };
}

/** Who may be meant in these words. */
export function handOf(reading: Reading, draft: Draft): Omit<AtHand, "subjectChosen"> {
  const span = {
    start: reading.points.unit(draft.at[0]),
    end: reading.points.unit(draft.at[1]),
  };
  const habit = habitOf(reading.id);
  const author = reading.source.value?.author;
  const recent = [...(habit.subject ? [habit.subject] : []), ...habit.refs];
  if (author) recent.push(refOf(author));
  return { named: reading.named(span).map(refOf), recent };
}

/** What a new draft begins with. */
export function withDefaults(reading: Reading, draft: Draft): Draft {
  const habit = habitOf(reading.id);
  const { named, recent } = handOf(reading, draft);
  const subject = recent.find((ref) => ref.kind !== null) ?? named[0];
  return {
    ...draft,
    subject: subject ? ofEntity(subject) : draft.subject,
    basis: habit.basis,
    certainty: habit.certainty,
  };
}

/** Record a statement, with whoever has to be made for it: one edit. */
export async function recordStatement(reading: Reading, draft: Draft): Promise<Written> {
  const { entities, statement } = entryOf(draft);
  const words = { at: draft.at, exact: draft.exact };
  const made = Object.keys(entities).length ? { entities } : {};
  const written = draft.restates
    ? await write("restate", {
        attestation: draft.restates.attestation,
        read: draft.restates.read,
        source: reading.id,
        statement: { ...statement, ...words },
        ...made,
      })
    : await write("record", {
        source: reading.id,
        ...made,
        statements: [{ ...statement, ...words }],
      });
  const ids = Object.keys(entities);
  const rename = (ref: Ref): Ref => {
    if (!ref.make) return ref;
    const at = ids.indexOf(ref.make.slug || ref.id);
    const id = written.ids.entity?.[at] ?? (ref.make.slug || ref.id);
    return { id, name: ref.name, kind: ref.kind };
  };
  keep(reading.id, draft, rename);
  return written;
}

/** Record whatever else an evidence file can say of these words. */
export function recordEntry(
  reading: Reading,
  what: Record<string, Record<string, Entry> | Entry[]>,
): Promise<Written> {
  return write("record", { source: reading.id, ...what });
}
