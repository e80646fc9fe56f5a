// What the form says is what an evidence file would say.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Predicate, Said } from "../src/workbench/model.ts";
import {
  bounds,
  complete,
  draftOf,
  empty,
  entryOf,
  guesses,
  newDraft,
  newTeller,
  nextGap,
  ofEntity,
  ofValue,
  unchosen,
} from "../src/workbench/reader/draft.ts";

const ana = { id: "ana", name: "Ana", kind: "person" as const };
const north = { id: "north", name: "North", kind: "place" as const };
const predicate = (id: string, over: Partial<Predicate>): Predicate => ({
  id,
  label: id,
  definition: "",
  domain: [],
  objects: [],
  values: [],
  roles: [],
  cardinality: "many",
  unattested: false,
  own: false,
  ...over,
});
const stay = predicate("stay", { domain: ["person"], objects: ["place"], roles: ["regime"] });
const rating = predicate("rating", {
  domain: ["place"],
  values: [{ type: "scale" }],
  roles: ["aspect"],
});
const met = predicate("met", { domain: ["person"], objects: ["person"] });

test("a rating heard of twice, with its tellers and a new place", () => {
  const draft = newDraft([3, 9], "so good");
  const place = { id: "new:1", name: "East", kind: "place" as const };
  draft.subject = ofEntity({
    ...place,
    make: { kind: "place", label: "East", slug: "east", sort: "prison", partOf: ofEntity(north) },
  });
  draft.predicate = ofValue("rating");
  draft.object = ofValue("2", "very good");
  draft.roles = { aspect: ofValue("food"), verbatim: empty() };
  draft.tellers = [
    { ...newTeller(), speaker: ofEntity({ ...ana, id: "neighbours" }) },
    { ...newTeller(), speaker: ofEntity(ana), when: "2025-01", place: ofEntity(north) },
    newTeller(),
  ];
  draft.certainty = 3;
  assert.deepEqual(entryOf(draft), {
    entities: { east: { kind: "place", label: "East", sort: "prison", part_of: "north" } },
    statement: {
      subject: "east",
      predicate: "rating",
      value: 2,
      roles: { aspect: "food" },
      told_by: ["neighbours", { speaker: "ana", when: "2025-01", place: "north" }],
      certainty: 3,
    },
  });
});

test("what is missing is asked for in the order of a sentence, key roles last", () => {
  const draft = newDraft([0, 1], "x");
  assert.equal(nextGap(draft, undefined), "predicate");
  draft.predicate = ofValue("rating");
  assert.equal(nextGap(draft, rating), "subject");
  draft.subject = ofEntity(north);
  assert.equal(nextGap(draft, rating), "object");
  assert.equal(complete(draft), false);
  draft.object = ofValue("-1");
  assert.equal(nextGap(draft, rating), "role:aspect");
  assert.equal(complete(draft), true);
  draft.roles.aspect = ofValue("food");
  assert.equal(nextGap(draft, rating), undefined);
});

test("the predicate is guessed from who is there, then from what was said last", () => {
  const all = [met, stay, rating];
  const ids = (found: Predicate[]) => found.map((p) => p.id);
  assert.deepEqual(ids(guesses(all, "person", ["place"], [])), ["stay", "met"]);
  assert.deepEqual(ids(guesses(all, "person", [], ["stay"])), ["stay", "met"]);
  assert.deepEqual(ids(guesses(all, "place", [], [])), ["rating"]);
});

test("a statement said again is the same statement", () => {
  const said = {
    id: "st",
    version: "v",
    subject: "ana",
    predicate: "stay",
    object: "north",
    value: null,
    when: { edtf: "2025-03", words: "в марте" },
    duration: null,
    polarity: -1,
    roles: [{ term: "regime", entity: null, value: "common" }],
  } as unknown as Said;
  const evidence = {
    attestation: "at",
    version: "w",
    passage: { start: 2, end: 5, exact: "abc" },
    basis: "saw",
    stance: "asserts",
    certainty: null,
    chain: [
      { speaker: "knew", when: null, place: null, reliability: null },
      { speaker: "told", when: null, place: "north", reliability: 2 },
    ],
  } as unknown as Said["evidence"][number];
  const draft = draftOf(said, evidence, (id) => ({ id, name: id, kind: null }), {
    predicate: "stay",
    value: (text) => text,
  });
  assert.deepEqual(entryOf(draft).statement, {
    subject: "ana",
    predicate: "stay",
    object: "north",
    roles: { regime: "common" },
    when: "в марте",
    polarity: -1,
    told_by: [{ speaker: "told", place: "north", reliability: 2 }, "knew"],
    basis: "saw",
  });
  assert.deepEqual(draft.restates?.read, { "statement:st": "v", "attestation:at": "w" });
});

test("the bounds of a date are two stretches", () => {
  assert.deepEqual(bounds({ b0: "2025-03-01", b1: "2025-03-31", e0: null, e1: null }), [
    "2025-03-01 – 2025-03-31",
    "…",
  ]);
});

test("what is typed and not chosen is told before it is lost", () => {
  const draft = newDraft([0, 4], "They");
  draft.subject = ofEntity(ana);
  draft.predicate = { ...empty(), text: " profession " };
  draft.object = { ...empty(), text: "a hidden field" };
  assert.deepEqual(unchosen(draft, undefined), [{ name: "predicate", text: "profession" }]);
  draft.predicate = ofValue("stay");
  draft.object = ofEntity(north);
  draft.roles = {
    regime: { ...empty(), text: "strict" },
    aspect: { ...empty(), text: "of another" },
  };
  assert.deepEqual(unchosen(draft, stay), [{ name: "role:regime", text: "strict" }]);
  draft.roles = { regime: ofValue("strict") };
  draft.tellers = [{ ...newTeller(), speaker: { ...empty(), text: "the cook" } }];
  assert.deepEqual(unchosen(draft, stay), [{ name: "teller-0", text: "the cook" }]);
  draft.tellers = [
    { ...newTeller(), speaker: ofEntity(ana), place: { ...empty(), text: "the yard" } },
  ];
  assert.deepEqual(unchosen(draft, stay), [{ name: "teller-0-place", text: "the yard" }]);
  draft.tellers = [{ ...newTeller(), speaker: ofEntity(ana) }];
  assert.deepEqual(unchosen(draft, stay), []);
});
