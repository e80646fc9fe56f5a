// A folded word → what it is heard as, without its ending: the same in Cyrillic and in every romanization. As
// publish/spelling.py hears it; tests hold that both hear the same.

const SPELL: Record<string, string> = Object.fromEntries([
  ...zip([..."абвгдезийклмнопрстуфыэ"], [..."abvgdeziyklmnoprstufye"]),
  ...zip([..."жхцчшщъьюя"], ["zh", "kh", "ts", "ch", "sh", "shch", "", "", "yu", "ya"]),
]);

/** In this order: what is merged, into what. */
const MERGES: [RegExp, string][] = [
  [/schtsch|stsch|shtsh|shch|szcz|stch|sch|sh|sz|sc(?=[ei])/g, "s"],
  [/tsch|tch|tzsch|cz|ch|ts|tz/g, "c"],
  [/zh|dzh/g, "z"],
  [/kh/g, "h"],
  [/x/g, "ks"],
  [/ph/g, "f"],
  [/th/g, "t"],
  [/gh/g, "g"],
  [/ck|q/g, "k"],
  [/w/g, "v"],
  [/ou|oo/g, "u"],
  [/([aou])e/g, "$1"],
  [/([oe])ff?(?=a?$)/g, "$1v"],
  [/[yij]+o|eo/g, "e"],
  [/[yij]+(?=[aeu])/g, ""],
  [/[yij]+/g, "i"],
  [/e{2,}/g, "e"],
  [/(.)\1+/gu, "$1"],
];
const LEAST = 3;

export function soundKeys(form: string): string[] {
  if (!/^\p{L}{3,}$/u.test(form)) return [];
  let ways: string[];
  if (/[\u0400-\u052f]/.test(form)) {
    const plain = [...form].map((letter) => SPELL[letter] ?? letter).join("");
    ways = [plain, plain.replaceAll("g", "h")]; // Ukrainian and Belarusian г
  } else {
    ways = [form, form.replace(/c(?!h|z)/g, "k")]; // an English "c" is к, a scholar's is ц or ч
  }
  const keys = ways.map(heard).map(withoutEnding);
  return [...new Set(keys)].filter((key) => key.length > 1);
}

function heard(word: string): string {
  return MERGES.reduce((said, [pattern, into]) => said.replace(pattern, into), word);
}

function withoutEnding(word: string): string {
  const short = word.replace(/[aeiou]+$/, "");
  return short.length >= LEAST ? short : word;
}

function zip(a: string[], b: string[]): [string, string][] {
  return a.map((letter, i) => [letter, b[i] ?? ""]);
}
