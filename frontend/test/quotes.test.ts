import assert from "node:assert/strict";
import { test } from "node:test";
import { quoted } from "../src/workbench/text/quotes.ts";

test("quotation marks within a quotation are the inner ones", () => {
  assert.equal(quoted("called me out “with things”"), "called me out ‘with things’");
  assert.equal(quoted("в камере «Прядильня»"), "в камере „Прядильня“");
  assert.equal(quoted("it's so"), "it's so");
});
