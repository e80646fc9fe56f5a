// A text → its words as the search compares them: as publish/indexing/words.py folds them, letter by letter.

const MARKS = "\\u00ad\\u0300-\\u036f\\u0483-\\u0489\\u200b-\\u200f\\u2060\\ufeff";
const WORD = new RegExp(`[\\p{L}\\p{N}]+(?:[${MARKS}]+[\\p{L}\\p{N}]*)*`, "gu");
const MARK = new RegExp(`[${MARKS}]`, "gu");
const PLAIN: Record<string, string> = {
  ...{ і: "и", ѣ: "е", є: "е", ґ: "г", ѵ: "и", ѳ: "ф" },
  ...{ ł: "l", ø: "o", đ: "d", ð: "d", ı: "i", æ: "ae", œ: "oe", ß: "ss" },
};
const NOT_PLAIN = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "gu");
const LONGEST = 40;

export function words(text: string): RegExpMatchArray[] {
  return [...text.matchAll(WORD)];
}

export function folded(word: string): string {
  let plain = word.toLowerCase().normalize("NFKD").replaceAll("и\u0306", "й");
  plain = plain.replace(MARK, "").replace(NOT_PLAIN, (sign) => PLAIN[sign] ?? sign);
  // «Орловъ»: the hard sign that ended words until 1918.
  if ([...plain].length > 2 && plain.endsWith("ъ")) plain = plain.slice(0, -1);
  return [...plain].slice(0, LONGEST).join("");
}
