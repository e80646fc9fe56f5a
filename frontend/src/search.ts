// Full-text search without a server: the data come as scripts that add to a global (a page opened from a
// folder may not fetch), the index is made here, once, when the search page is opened.
import MiniSearch, { type SearchResult } from "minisearch";
import { snippet } from "./snippet";
import { Stems, words } from "./stems";

/** [address, kind, title, text, language of the text] */
type Page = [url: string, kind: string, title: string, text: string, lang: string];

interface SearchData {
  pages: Page[];
  stems: string[];
}

declare global {
  interface Window {
    kartotekaSearch?: SearchData[];
  }
}

const SHOWN = 50;

export function startSearch(): void {
  const shards = window.kartotekaSearch;
  const list = document.querySelector<HTMLOListElement>("[data-search-results]");
  const status = document.querySelector<HTMLElement>("[data-search-status]");
  const field = document.querySelector<HTMLInputElement>("main input[type=search]");
  if (!shards || !list || !status || !field) return;

  const data: SearchData = {
    pages: shards.flatMap((shard) => shard.pages),
    stems: shards.flatMap((shard) => shard.stems),
  };
  const stems = new Stems(data.stems);
  const index = makeIndex(data, stems);
  const show = () => {
    const query = field.value.trim();
    const found = query ? find(index, query, stems) : [];
    list.replaceChildren(...found.slice(0, SHOWN).map((hit) => item(hit, data, stems, list)));
    status.textContent = query ? counted(status.dataset, found.length, query) : "";
  };
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  field.addEventListener("input", show);
  field.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
    list.querySelector("a")?.focus();
  });
  show();
  field.focus();
}

function makeIndex(data: SearchData, stems: Stems): MiniSearch {
  const index = new MiniSearch({
    fields: ["title", "text"],
    tokenize: (text) => words(text).map((match) => match[0]),
    processTerm: (term) => stems.of(term),
  });
  index.addAll(data.pages.map(([, , title, text], id) => ({ id, title, text })));
  return index;
}

/** All words first; where nothing has all of them, any; then with a letter or two mistaken. */
function find(index: MiniSearch, query: string, stems: Stems): SearchResult[] {
  const last = words(query).length - 1;
  const options = {
    boost: { title: 4 },
    // The last word may still be being typed.
    prefix: (_: string, position: number) => position === last,
    processTerm: (term: string) => stems.of(term),
  };
  const all = index.search(query, { ...options, combineWith: "AND" });
  if (all.length) return all;
  const any = index.search(query, { ...options, combineWith: "OR" });
  return any.length ? any : index.search(query, { ...options, fuzzy: 0.2 });
}

/** What to call the kinds of pages stands on the list, in the language of the page: data-person="…". */
function item(hit: SearchResult, data: SearchData, stems: Stems, list: HTMLElement): HTMLLIElement {
  const [url, kind, title, text, lang] = data.pages[hit.id as number] as Page;
  const terms = new Set(hit.terms);
  const li = document.createElement("li");
  const link = document.createElement("a");
  link.href = url;
  link.textContent = title;
  const label = document.createElement("span");
  label.className = "kind";
  label.textContent = list.dataset[kind] ?? "";
  const words_ = document.createElement("p");
  words_.lang = lang;
  words_.append(...snippet(text, (word) => terms.has(stems.of(word))));
  li.append(label, link, words_);
  return li;
}

/** The sentences stand on the page, with "{n}" and "{query}": data-one="…". */
function counted(say: DOMStringMap, n: number, query: string): string {
  if (n === 0) return (say.none ?? "").replace("{query}", () => query);
  const russian = document.documentElement.lang === "ru";
  const form = new Intl.PluralRules(russian ? "ru" : "en").select(n);
  const pattern = form === "one" ? say.one : form === "few" ? say.few : say.many;
  return (pattern ?? "").replace("{n}", String(n));
}
