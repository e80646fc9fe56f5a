// A word → the stem it is indexed under. The stemmer itself runs in Python when the site is built; here is
// only its table: every form that occurs, by stem. A form that does not occur is shortened, letter by
// letter, until it is a known stem or form: "тюрьмами" finds "тюрьма" though nobody wrote it.

const WORD = /[\p{L}\p{N}]+/gu;
const MAX_ENDING = 5;
const MIN_STEM = 3;

export function words(text: string): RegExpMatchArray[] {
  return [...text.matchAll(WORD)];
}

export function folded(word: string): string {
  return word.normalize("NFC").toLowerCase().replaceAll("ё", "е");
}

export class Stems {
  readonly #stem = new Map<string, string>();
  readonly #stems = new Set<string>();

  /** @param table one entry a stem: the stem, then its other forms, separated by spaces */
  constructor(table: readonly string[]) {
    for (const line of table) {
      const [stem = "", ...forms] = line.split(" ");
      this.#stems.add(stem);
      for (const form of forms) this.#stem.set(form, stem);
    }
  }

  of(word: string): string {
    const form = folded(word);
    const known = this.#known(form);
    if (known) return known;
    for (let cut = 1; cut <= MAX_ENDING && form.length - cut >= MIN_STEM; cut++) {
      const shorter = this.#known(form.slice(0, -cut));
      if (shorter) return shorter;
    }
    return form;
  }

  #known(form: string): string | undefined {
    return this.#stem.get(form) ?? (this.#stems.has(form) ? form : undefined);
  }
}
