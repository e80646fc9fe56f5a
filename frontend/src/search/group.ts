// One group of pages, the letters or those of a language: what is known of its words, asked for file by file.
import { DIGITS, Digits } from "./digits.ts";
import type { Ask } from "./files.ts";
import { near } from "./near.ts";
import { soundKeys } from "./sounds.ts";
import { fileName, leafFor, leavesBelow, type Tree } from "./tree.ts";

interface All {
  pages: number;
  shared: number;
  long: number;
  kinds: string[];
  words: Tree;
  ends: Tree;
  sounds: Tree;
  list: string;
}

/** A stem: its forms, on how many pages it stands, and which (or that they are in a file of their own). */
export interface Entry {
  stem: string;
  forms: string[];
  pages: string;
  /** More than a file of words should hold. */
  many?: number;
}

/** A page that is shown. */
export interface Shown {
  url: string;
  kind: string;
  title: string;
  lang: string;
  text: string;
  cutBefore: boolean;
  cutAfter: boolean;
}

interface Leaf {
  stems: Map<string, Entry>;
  /** Form → its stem. */
  forms: Map<string, string>;
}

const MOST_FILES = 8;
const PART = 4;

export class Group {
  readonly name: string;
  readonly ask: Ask;
  readonly all: All;
  readonly lengths: Uint8Array;
  readonly titles: Uint8Array;
  readonly kinds: Uint8Array;
  readonly slots: number;
  readonly pages: number;
  readonly average: number;
  readonly #leaves = new Map<string, Promise<Leaf>>();

  private constructor(name: string, ask: Ask, all: All) {
    [this.name, this.ask, this.all] = [name, ask, all];
    const slots: [number, number, number, number][] = [];
    const digits = new Digits(all.list);
    let slot = -1;
    let letters = 0;
    while (!digits.ended) {
      slot += digits.number() + 1;
      const length = digits.sign();
      slots.push([slot, length, digits.sign(), digits.number()]);
      letters += 2 ** (length / 2);
    }
    this.slots = slot + 1;
    this.pages = all.pages;
    this.average = letters / Math.max(1, all.pages);
    this.lengths = new Uint8Array(this.slots);
    this.titles = new Uint8Array(this.slots);
    this.kinds = new Uint8Array(this.slots);
    for (const [at, length, title, kind] of slots) {
      this.lengths[at] = length;
      this.titles[at] = title;
      this.kinds[at] = kind;
    }
  }

  static async open(name: string, ask: Ask): Promise<Group> {
    return new Group(name, ask, (await ask(`${name}/all`)) as All);
  }

  kind(slot: number): string {
    return this.all.kinds[this.kinds[slot] ?? 0] ?? "";
  }

  /** The stem of a form that occurs. */
  async stemOf(form: string): Promise<string | undefined> {
    const leaf = await this.#leafOf(form);
    return leaf?.forms.get(form) ?? (leaf?.stems.has(form) ? form : undefined);
  }

  async entry(stem: string): Promise<Entry | undefined> {
    return (await this.#leafOf(stem))?.stems.get(stem);
  }

  /** The list of pages of a stem. */
  async list(entry: Entry): Promise<string> {
    if (entry.many === undefined) return entry.pages;
    return (await this.ask(`${this.name}/b-${fileName(entry.stem)}`)) as string;
  }

  /** Stem → the shortest of its forms that begins so; empty where too many files would have to be read. */
  async beginning(letters: string): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const leaf of await this.#leavesBelow(letters)) {
      for (const [form, stem] of leaf.forms) {
        const known = found.get(stem);
        if (form.startsWith(letters) && (!known || form.length < known.length)) {
          found.set(stem, form);
        }
      }
    }
    return found;
  }

  /** Stems of names that are heard alike, in whichever script. */
  async sounding(word: string): Promise<string[]> {
    const found: string[] = [];
    for (const key of soundKeys(word)) {
      const leaf = leafFor(this.all.sounds, key);
      if (leaf === undefined || !this.pages) continue;
      for (const line of await this.#lines(`s-${fileName(leaf)}`)) {
        const [heard, stems = ""] = line.split(":");
        if (heard === key) found.push(...stems.split(","));
      }
    }
    return found;
  }

  /** Stems that differ from the beginning of a word in a letter or two, with how many. */
  async near(word: string): Promise<Map<string, number>> {
    const letters = [...word];
    const head = letters.slice(0, Math.min(3, Math.max(2, letters.length >> 1))).join("");
    const stems = new Set<string>();
    for (const leaf of await this.#leavesBelow(head)) {
      for (const stem of leaf.stems.keys()) stems.add(stem);
    }
    for (let cut = 0; cut <= 3 && letters.length - cut >= 3; cut++) {
      const tail = letters
        .slice(0, letters.length - cut)
        .reverse()
        .slice(0, 3)
        .join("");
      for (const leaf of leavesBelow(this.all.ends, tail, 4) ?? []) {
        if (!this.pages) continue;
        for (const stem of await this.#lines(`e-${fileName(leaf)}`)) stems.add(stem);
      }
    }
    return near(word, stems);
  }

  /** A page as it is shown, with its text, or of a long text the part in which a block is. */
  async page(slot: number, block: number): Promise<Shown> {
    const slotName = slot.toString(16);
    if ((this.lengths[slot] ?? 0) < this.all.long) {
      const shelf = Math.floor(slot / 2 ** this.all.shared).toString(16);
      type Short = [number, string, string, string, string, string];
      const pages = (await this.ask(`${this.name}/t-${shelf}`)) as Short[];
      const page = pages.find(([at]) => at === slot) as Short;
      const [, url, kind, title, lang, text] = page;
      return { url, kind, title, lang, text, cutBefore: false, cutAfter: false };
    }
    const part = Math.floor(block / PART);
    type Long = [string, string, string, string, number, ...string[]];
    const file = (await this.ask(`${this.name}/p-${slotName}-${part.toString(16)}`)) as Long;
    const [url, kind, title, lang, many, ...blocks] = file;
    const cutAfter = (part + 1) * PART < many;
    return { url, kind, title, lang, text: blocks.join(""), cutBefore: part > 0, cutAfter };
  }

  async #lines(name: string): Promise<string[]> {
    return ((await this.ask(`${this.name}/${name}`)) as string).split("|");
  }

  async #leavesBelow(letters: string): Promise<Leaf[]> {
    if (!this.pages) return [];
    const leaves = leavesBelow(this.all.words, letters, MOST_FILES) ?? [];
    return Promise.all(leaves.map((leaf) => this.#leaf(leaf)));
  }

  async #leafOf(word: string): Promise<Leaf | undefined> {
    const letters = this.pages ? leafFor(this.all.words, word) : undefined;
    return letters === undefined ? undefined : this.#leaf(letters);
  }

  #leaf(letters: string): Promise<Leaf> {
    let leaf = this.#leaves.get(letters);
    if (!leaf) {
      leaf = this.#lines(`w-${fileName(letters)}`).then(read);
      leaf.catch(() => this.#leaves.delete(letters));
      this.#leaves.set(letters, leaf);
    }
    return leaf;
  }
}

function read(lines: string[]): Leaf {
  const leaf: Leaf = { stems: new Map(), forms: new Map() };
  for (const line of lines) {
    const [head = "", tails = "", pages = ""] = line.split(":");
    if (head.startsWith("=")) {
      for (const form of tails.split(",")) leaf.forms.set(form, head.slice(1));
      continue;
    }
    const letters = [...head];
    const forms = tails.split(",").map((tail) => {
      return letters.slice(0, DIGITS.indexOf(tail[0] ?? "")).join("") + tail.slice(1);
    });
    const entry: Entry = { stem: head, forms, pages };
    if (pages.startsWith("~")) entry.many = new Digits(pages.slice(1)).number();
    leaf.stems.set(head, entry);
    for (const form of forms) leaf.forms.set(form, head);
  }
  return leaf;
}
