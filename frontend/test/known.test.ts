// Who is named: a part of a name only where it tells one from another.
import assert from "node:assert/strict";
import { test } from "node:test";
import { tells } from "../src/workbench/reader/known.ts";

test("an article is not a name, a surname is", () => {
  assert.equal(tells("the", "the men of 214"), false);
  assert.equal(tells("The", "the Deacon"), false);
  assert.equal(tells("Deacon", "the Deacon"), true);
  assert.equal(tells("Glass", "Glass Street"), true);
  assert.equal(tells("refrigerators", "refrigerator"), true);
  assert.equal(tells("the men of 214", "the men of 214"), true);
  assert.equal(tells("Профессор", "Lev Ostashin"), true);
});
