// Offsets agree with the archive's on the texts that break naive counting.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CodePoints } from "../src/workbench/text/codepoints.ts";
import { findWords, folded } from "../src/workbench/text/find.ts";
import { lanes } from "../src/workbench/text/lanes.ts";
import { paragraphAt, paragraphs } from "../src/workbench/text/paragraphs.ts";
import { around, grown, whole } from "../src/workbench/text/sentences.ts";

const HARD = [
  "plain words",
  "🌲 in 🏔️ and 👩‍👩‍👧‍👦 again 🌲",
  "e\u0301tude, n\u0303, Ё and Е\u0308, и\u0306",
  "Пётр сказал: «Нет».\nИ ушёл.",
  "אני כאן 🕊 שלום",
  "𝔘nusual 𝒜lphabets 𐌀𐌁",
  "",
];

test("code points and UTF-16 units lead to each other on hard texts", () => {
  for (const text of HARD) {
    const points = new CodePoints(text);
    const letters = [...text];
    assert.equal(points.length, letters.length);
    for (let at = 0; at <= letters.length; at++) {
      const unit = letters.slice(0, at).join("").length;
      assert.equal(points.unit(at), unit, `${text} ${at}`);
      assert.equal(points.point(unit), at, `${text} ${at}`);
    }
    for (let at = 0; at < letters.length; at++) {
      assert.equal(points.slice(at, at + 1), letters[at]);
    }
  }
});

test("half of a character counts as before it", () => {
  const points = new CodePoints("a🌲b");
  assert.equal(points.point(2), 1);
});

test("every letter stands in exactly one paragraph, and every paragraph where it says", () => {
  const text = "One.\n\nTwo\nthree.\n\n\n  \nFour 🌲.\n";
  const list = paragraphs(text);
  assert.deepEqual(
    list.map((p) => [text.slice(p.start, p.end), p.apart]),
    [
      ["One.", false],
      ["Two", true],
      ["three.", false],
      ["Four 🌲.", true],
    ],
  );
  assert.equal(paragraphAt(list, text.indexOf("three")), 2);
  assert.equal(paragraphAt(list, text.length), 3);
});

test("marks that share a letter are in different lanes", () => {
  const spans = [
    { start: 0, end: 10 },
    { start: 5, end: 8 },
    { start: 5, end: 8 },
    { start: 10, end: 12 },
  ];
  assert.deepEqual(lanes(spans, 3), [0, 1, 2, 0]);
  const many = Array.from({ length: 400 }, (_, i) => ({ start: i * 3, end: i * 3 + 8 }));
  const lane = lanes(many, 9);
  for (let i = 0; i < many.length; i++) {
    for (let j = i + 1; j < i + 3 && j < many.length; j++) assert.notEqual(lane[i], lane[j]);
  }
});

test("words are found whatever their typography, and a stretch by its ends", () => {
  const text = "He said “no” — Ёлка and\u00a0all. Then much later he said “yes”.";
  const low = folded(text);
  assert.equal(low.length, text.length);
  const words = (query: string) => findWords(low, query).map((s) => text.slice(s.start, s.end));
  assert.deepEqual(words('said "no" - елка and all'), ["said “no” — Ёлка and\u00a0all"]);
  assert.deepEqual(words("then much … yes"), ["Then much later he said “yes"]);
  assert.deepEqual(words("never"), []);
});

test("folding keeps every letter in its place, even where lower case is longer", () => {
  const text = "İstanbul 🌲 ЁЛКА";
  assert.equal(folded(text).length, text.length);
});

test("a selection grows from word to sentence to paragraph", () => {
  const text = "Short one. Пришли письма вчера.\nNext.";
  const list = paragraphs(text);
  const at = text.indexOf("письма") + 2;
  let span = { start: at, end: at };
  const steps = [];
  for (let i = 0; i < 4; i++) {
    span = grown(text, list, span, "ru");
    steps.push(text.slice(span.start, span.end));
  }
  assert.deepEqual(steps, [
    "письма",
    "Пришли письма вчера.",
    "Short one. Пришли письма вчера.",
    "Short one. Пришли письма вчера.",
  ]);
});

test("a selection takes characters whole", () => {
  const text = "a👩‍👩‍👧b e\u0301";
  const list = paragraphs(text);
  assert.deepEqual(whole(list, { start: 0, end: 4 }, "en"), { start: 0, end: 9 });
  assert.deepEqual(around(list, text.length - 1, "grapheme", "en"), {
    start: text.length - 2,
    end: text.length,
  });
});
