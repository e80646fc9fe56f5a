// The search of the site, on files as the index writes them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { DIGITS, Digits, eachPage } from "../src/search/digits.ts";
import { MissingFile, scripts } from "../src/search/files.ts";
import type { Group } from "../src/search/group.ts";
import { distance, near, nearest } from "../src/search/near.ts";
import { find } from "../src/search/query.ts";
import { snippet } from "../src/search/snippet.ts";
import { soundKeys } from "../src/search/sounds.ts";
import { fileName, leafFor, leavesBelow } from "../src/search/tree.ts";
import { folded, words } from "../src/search/words.ts";

test("words are folded as the index folds them", () => {
  const same = ["Ёлка", "ЗАМО\u0301К", "Łódź", "Орловъ", "Пётр\u00adов", "й", "І"];
  assert.deepEqual(same.map(folded), ["елка", "замок", "lodz", "орлов", "петров", "й", "и"]);
  const found = words("за́мок, в 1931-м: «Ана»_Ana").map((match) => match[0]);
  assert.deepEqual(found, ["за́мок", "в", "1931", "м", "Ана", "Ana"]);
});

test("a name sounds the same in every romanization", () => {
  const alike = (a: string, b: string) => soundKeys(a).some((key) => soundKeys(b).includes(key));
  for (const [russian, ...latin] of [
    ["кагарлицкий", "kagarlitsky", "kagarlickij", "kagarlitski"],
    ["гусева", "guseva", "gousseva", "gussewa", "husewa"],
    ["соловьев", "solovyov", "solovyev", "solowjow", "solovieff"],
    ["щукин", "shchukin", "schukin"],
    ["чехов", "chekhov", "tchekhov"],
  ]) {
    for (const name of latin) assert.ok(alike(russian as string, name), `${russian} ${name}`);
  }
  assert.ok(!alike("орлов", "kozlov"));
});

test("names are folded and heard as the index folds and hears them", () => {
  const known = JSON.parse(readFileSync(new URL("heard.json", import.meta.url), "utf8")) as object;
  for (const [name, told] of Object.entries(known)) {
    assert.deepEqual([folded(name), soundKeys(folded(name)).sort()], told, name);
  }
});

test("a list of pages is read as it was written", () => {
  const read: unknown[] = [];
  const sign = (value: number) => DIGITS[value] as string;
  // Slot 5, once; slot 106, in the title and 9 times, first in block 3.
  const list = sign(10) + sign((201 % 32) + 32) + sign(201 >> 5) + sign(6 + 8 + 16) + sign(3);
  eachPage(list, (...told) => read.push(told));
  assert.deepEqual(read, [
    [5, 1, false, 0],
    [106, 16, true, 3],
  ]);
  assert.equal(new Digits(sign(36) + sign(3)).number(), 100);
});

test("the tree leads to the file of a word, and to those of a beginning", () => {
  const tree = { "": "ab", a: " bc" };
  assert.equal(leafFor(tree, "a"), "a ");
  assert.equal(leafFor(tree, "abc"), "ab");
  assert.equal(leafFor(tree, "x"), undefined);
  assert.equal(leafFor({}, "x"), "");
  assert.deepEqual(leavesBelow(tree, "a", 8), ["a ", "ab", "ac"]);
  assert.deepEqual(leavesBelow(tree, "abz", 8), ["ab"]);
  assert.deepEqual(leavesBelow(tree, "x", 8), []);
  assert.equal(leavesBelow(tree, "", 2), undefined);
  // What every object of the language has is no word of the index.
  assert.deepEqual(leavesBelow({ "": "c" }, "constructor", 8), ["c"]);
  assert.equal(fileName("ян"), "44f-43d");
});

test("a letter wrong, missing, too many, or two exchanged, whatever the ending", () => {
  for (const typed of ["тюрмами", "тюрьмы", "турьмах", "тюррьма", "тюрмь", "трюьма", "юрьма"]) {
    assert.ok(near(typed, ["тюрьм"]).has("тюрьм"), typed);
  }
  assert.deepEqual([...near("refigerators", ["refriger", "prison", "refug"]).keys()], ["refriger"]);
  assert.equal(near("тюрьма", ["шторм", "юр"]).size, 0);
  assert.equal(near("кот", ["код"]).size, 0);
  assert.equal(distance([..."abcd"], [..."abcd"], 2), 0);
});

test("a word that only begins like another is not near it", () => {
  for (const [typed, short] of [
    ["torvn", "for"],
    ["soup", "you"],
    ["праск", "про"],
    ["вадим", "вар"],
  ] as const) {
    assert.equal(near(typed, [short]).size, 0, typed);
  }
  assert.ok(near("soup", ["sup"]).has("sup"));
  const found = near("торвн", ["торвин", "втор"]);
  assert.deepEqual(
    nearest(found).map(([stem]) => stem),
    ["торвин"],
  );
  assert.deepEqual(nearest(new Map()), []);
});

test("a snippet is where most of the words are, and says where it was cut", () => {
  const text = `${"cold ".repeat(100)}bread and tea ${"cold ".repeat(100)}bread.`;
  const hits = new Set(["bread", "tea"]);
  const pieces = snippet(text, (word) => hits.has(word), { before: false, after: true });
  const marked = pieces.filter(([, isMarked]) => isMarked).map(([piece]) => piece);
  assert.deepEqual(marked, ["bread", "tea"]);
  assert.equal(pieces[0]?.[0], "… ");
  assert.equal(pieces.at(-1)?.[0], " …");
  assert.deepEqual(
    snippet("Nothing.", () => false, { before: false, after: false }),
    [["Nothing.", false]],
  );
});

test("a file that came without its data is missing, and is asked for again", async () => {
  const added: { src: string; onload: () => void }[] = [];
  const page = {
    createElement: () => ({ remove() {} }),
    head: { append: (script: (typeof added)[0]) => added.push(script) },
  };
  const here = globalThis as Record<string, unknown>;
  [here.window, here.document] = [here, page];
  const hand = () => here.kartotekaSearch as (name: string, data: unknown) => void;
  const ask = scripts("search/");
  const first = ask("en/all");
  added[0]?.onload();
  await assert.rejects(first, MissingFile);
  const second = ask("en/all");
  hand()("en/all", 7);
  added[1]?.onload();
  assert.equal(await second, 7);
  assert.equal(await ask("en/all"), 7);
  assert.deepEqual(
    added.map((script) => script.src),
    ["search/en/all.js", "search/en/all.js"],
  );
});

test("of a whole page that is pasted only some words are looked for", async () => {
  const asked: string[] = [];
  const nothing = async () => new Map();
  const stemOf = async (word: string) => void asked.push(word);
  const group = { slots: 0, pages: 0, stemOf, sounding: async () => [], beginning: nothing };
  const text = Array.from({ length: 5_000 }, (_, n) => `w${n}`).join(" ");
  await find([{ ...group, near: nothing } as unknown as Group], text);
  assert.ok(new Set(asked).has("w31"));
  assert.ok(!asked.includes("w32"));
});
