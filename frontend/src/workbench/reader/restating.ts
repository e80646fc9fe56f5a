// A statement that stands, to be said otherwise: its form is opened beside the words it rests on.
import { refOf } from "../entities.ts";
import type { Evidence, Said } from "../model.ts";
import { go } from "../place.ts";
import { predicate } from "../vocabulary.ts";
import { draftOf } from "./draft.ts";
import { readingOf } from "./reading.ts";
import { saidValue } from "./values.ts";

export function restate(said: Said, evidence: Evidence): void {
  const { source, start, end, exact } = evidence.passage;
  const reading = readingOf(source);
  const p = predicate(said.predicate);
  const key = `restate ${evidence.attestation}`;
  reading.draft(key, () =>
    draftOf(said, evidence, refOf, {
      predicate: p?.label ?? said.predicate,
      value: (text) => saidValue(text, p?.values ?? []),
    }),
  );
  go({ view: "reader", source, start });
  reading.panel.value = { kind: "statement", key, at: [start, end], exact };
}
