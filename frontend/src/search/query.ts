// Words → pages, the best first: which stems each word may mean, and how well a page answers (BM25, the title
// counting for itself).
import { eachPage } from "./digits.ts";
import type { Entry, Group } from "./group.ts";
import { nearest } from "./near.ts";
import { folded, words } from "./words.ts";

export interface Hit {
  group: Group;
  slot: number;
  score: number;
  block: number;
}

export interface Answer {
  hits: Hit[];
  /** Forms to be marked. */
  forms: Set<string>;
  /** What was looked for in place of words that nobody wrote. */
  instead: string[];
}

/** Stem → how much it counts. */
type Meant = Map<string, number>;

const SOUND = 0.7;
const BEGINNING = 0.35;
const SHORTENED = 0.9;
const MISTYPED = 0.5;
const MOST_MEANT = 40;
const MOST_LISTS = 3;
const MOST_GUESSES = 6;
const MOST_CUT = 5;
const LEAST = 3;
/** Words of a query that are looked for: whoever pastes a page finds it by its first ones. */
const MOST_WORDS = 32;

const K = 1.2;
const B = 0.7;
/** How much a title of one word counts, of an entry and of a letter; one of so many more words, half. */
const TITLE = 6;
const SPREAD = 4;
const LETTER_TITLE = 2.5;

export async function find(groups: Group[], query: string): Promise<Answer> {
  const asked = [...new Set(words(query).map((match) => folded(match[0])))].slice(0, MOST_WORDS);
  const answer: Answer = { hits: [], forms: new Set(), instead: [] };
  const last = asked.at(-1);
  if (last === undefined) return answer;
  const tables = await Promise.all(
    asked.map(async (word) => {
      const meant = await meaning(groups, word, word === last, answer);
      return weigh(groups, meant, answer);
    }),
  );
  answer.hits = ranked(groups, tables);
  return answer;
}

/** The stems a word may mean. */
async function meaning(
  groups: Group[],
  word: string,
  unfinished: boolean,
  answer: Answer,
): Promise<Meant> {
  const meant: Meant = new Map();
  const mean = (stem: string, weight: number) => {
    if (weight > (meant.get(stem) ?? 0)) meant.set(stem, weight);
  };
  await Promise.all(
    groups.map(async (group) => {
      const [stem, alike, begun] = await Promise.all([
        group.stemOf(word),
        group.sounding(word),
        unfinished ? group.beginning(word) : new Map<string, string>(),
      ]);
      if (stem) mean(stem, 1);
      for (const other of alike) mean(other, SOUND);
      for (const [other, form] of begun) mean(other, begins(word, form));
    }),
  );
  if (!meant.size) for (const stem of await shortened(groups, word)) mean(stem, SHORTENED);
  if (!meant.size) {
    for (const { stem, form, weight } of await mistyped(groups, word)) {
      mean(stem, weight);
      answer.instead.push(form);
    }
  }
  return meant;
}

/** How much a form counts of which only the beginning was typed: more, the more of it. */
function begins(word: string, form: string): number {
  return BEGINNING * (1 + word.length / form.length);
}

/** A form that nobody wrote loses letters until it is known: «тюрьмами» finds «тюрьма». */
async function shortened(groups: Group[], word: string): Promise<string[]> {
  for (let cut = 1; cut <= MOST_CUT && word.length - cut >= LEAST; cut++) {
    const shorter = word.slice(0, -cut);
    const found = await Promise.all(groups.map((group) => group.stemOf(shorter)));
    const stems = found.filter((stem): stem is string => stem !== undefined);
    if (stems.length) return stems;
  }
  return [];
}

interface Guess {
  stem: string;
  /** A form of it that somebody wrote. */
  form: string;
  weight: number;
  pages: number;
}

/** The stems nearest to a word, those on most pages first. */
async function mistyped(groups: Group[], word: string): Promise<Guess[]> {
  const all = await Promise.all(groups.map((group) => group.near(word)));
  const found = new Map(all.flatMap((each) => [...each]));
  const some = nearest(found).sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1));
  const guesses = some.slice(0, 3 * MOST_GUESSES).map(async ([stem, mistakes]) => {
    const entries = await Promise.all(groups.map((group) => group.entry(stem)));
    const forms = entries.flatMap((entry) => entry?.forms ?? []);
    const form = forms.sort((a, b) => a.length - b.length || (a < b ? -1 : 1))[0] ?? stem;
    return { stem, form, weight: MISTYPED / (1 + mistakes), pages: pagesOf(entries) };
  });
  const sure = await Promise.all(guesses);
  sure.sort((a, b) => b.weight - a.weight || b.pages - a.pages || (a.stem < b.stem ? -1 : 1));
  return sure.slice(0, MOST_GUESSES);
}

// ── weighing ────────────────────────────────────────────────────────────────────────────────────────

/** How well each page of a group answers one word, and where the word stands there. */
interface Table {
  scores: Float32Array;
  blocks: Uint16Array;
}

async function weigh(groups: Group[], meant: Meant, answer: Answer): Promise<Table[]> {
  const stems = await known(groups, meant);
  for (const { entries } of stems) {
    for (const entry of entries) entry?.forms.forEach((form) => answer.forms.add(form));
  }
  const total = groups.reduce((sum, group) => sum + group.pages, 0);
  // One rarity for all that a word may mean: a rare spelling of a name is no better than a frequent one.
  const on = Math.min(
    total,
    stems.reduce((sum, { pages }) => sum + pages, 0),
  );
  const rarity = Math.log(1 + (total - on + 0.5) / (on + 0.5));
  return Promise.all(
    groups.map(async (group, number) => {
      const table = {
        scores: new Float32Array(group.slots),
        blocks: new Uint16Array(group.slots),
      };
      const lists = stems.map(async ({ weight, entries }) => {
        const entry = entries[number];
        if (entry) add(table, group, await group.list(entry), weight * rarity);
      });
      await Promise.all(lists);
      return table;
    }),
  );
}

interface Known {
  weight: number;
  pages: number;
  entries: (Entry | undefined)[];
}

/** What the groups know of stems; of many, those that count most, and few whose lists are long. */
async function known(groups: Group[], meant: Meant): Promise<Known[]> {
  const most = [...meant].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const found = await Promise.all(
    most.slice(0, MOST_MEANT).map(async ([stem, weight]) => {
      const entries = await Promise.all(groups.map((group) => group.entry(stem)));
      return { weight, pages: pagesOf(entries), entries };
    }),
  );
  let long = 0;
  return found.filter(({ weight, entries }) => {
    const isLong = entries.some((entry) => entry?.many !== undefined);
    return !isLong || weight === 1 || ++long <= MOST_LISTS;
  });
}

/** On how many pages of all groups a stem stands. */
function pagesOf(entries: (Entry | undefined)[]): number {
  let pages = 0;
  for (const entry of entries) {
    if (entry?.many !== undefined) pages += entry.many;
    else if (entry) eachPage(entry.pages, () => pages++);
  }
  return pages;
}

function add(table: Table, group: Group, list: string, weight: number): void {
  const letter = group.all.kinds.indexOf("source");
  eachPage(list, (slot, times, inTitle, block) => {
    const length = 2 ** ((group.lengths[slot] ?? 0) / 2);
    const often = times / (1 - B + (B * length) / group.average);
    let score = (often * (K + 1)) / (often + K);
    if (inTitle) {
      const share = 1 / (1 + ((group.titles[slot] ?? 1) - 1) / SPREAD);
      score += share * (group.kinds[slot] === letter ? LETTER_TITLE : TITLE);
    }
    score *= weight;
    if (score <= (table.scores[slot] ?? 0)) return;
    table.scores[slot] = score;
    table.blocks[slot] = block;
  });
}

/** Pages with all the words; where there are none, those with most of them. */
function ranked(groups: Group[], tables: Table[][]): Hit[] {
  const hits: (Hit & { has: number })[] = [];
  let most = 0;
  for (const [number, group] of groups.entries()) {
    const own = tables.map((table) => table[number] as Table);
    for (let slot = 0; slot < group.slots; slot++) {
      let [score, has, best, block] = [0, 0, 0, 0];
      for (const { scores, blocks } of own) {
        const one = scores[slot] ?? 0;
        if (!one) continue;
        has++;
        score += one;
        if (one > best) [best, block] = [one, blocks[slot] ?? 0];
      }
      if (has) hits.push({ group, slot, score, block, has });
      most = Math.max(most, has);
    }
  }
  const found = most === tables.length ? hits.filter((hit) => hit.has === most) : hits;
  return found.sort((a, b) => b.has - a.has || b.score - a.score || a.slot - b.slot);
}
