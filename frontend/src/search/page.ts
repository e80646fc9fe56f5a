// The page of the search: what is typed → what is found, counted, by kind, a dozen at a time.
import { scripts } from "./files.ts";
import { Group } from "./group.ts";
import { type Answer, find, type Hit } from "./query.ts";
import { pieces, snippet } from "./snippet.ts";
import { folded } from "./words.ts";

const SHOWN = 12;
/** Milliseconds without a key before files are asked for. */
const PAUSE = 40;

export function startSearch(): void {
  const place = document.querySelector<HTMLElement>("[data-search-groups]");
  const field = place?.querySelector<HTMLInputElement>("input[type=search]");
  if (place && field) new SearchPage(place, field).start();
}

class SearchPage {
  readonly place: HTMLElement;
  readonly field: HTMLInputElement;
  readonly #list = this.#part<HTMLOListElement>("results");
  readonly #status = this.#part("status");
  readonly #note = this.#part("note");
  readonly #more = this.#part<HTMLButtonElement>("more");
  readonly #kinds = this.#part("kinds-shown");
  readonly #say: DOMStringMap;
  #groups: Promise<Group[]>;
  #answer: Answer | undefined;
  #kind = "";
  #turn = 0;
  #pause = 0;

  constructor(place: HTMLElement, field: HTMLInputElement) {
    [this.place, this.field] = [place, field];
    this.#say = this.#status.dataset;
    const ask = scripts(place.dataset.searchRoot ?? "");
    const names = (place.dataset.searchGroups ?? "").split(" ");
    this.#groups = Promise.all(names.map((name) => Group.open(name, ask)));
    this.#groups.catch(() => this.#failed());
  }

  start(): void {
    const { field } = this;
    const asked = new URLSearchParams(location.search);
    field.value = asked.get("q") ?? "";
    this.#kind = asked.get("kind") ?? "";
    field.addEventListener("input", () => {
      clearTimeout(this.#pause);
      this.#pause = window.setTimeout(() => void this.#search(), PAUSE);
    });
    field.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(this.#pause);
      void this.#search().then(() => {
        this.#remember();
        this.#list.querySelector("a")?.focus();
      });
    });
    this.#list.addEventListener("click", () => this.#remember());
    this.#more.addEventListener("click", () => void this.#showMore());
    void this.#search();
    field.focus();
  }

  async #search(): Promise<void> {
    const turn = ++this.#turn;
    const query = this.field.value.trim();
    this.place.toggleAttribute("data-searching", query !== "");
    try {
      const answer = query ? await find(await this.#groups, query) : undefined;
      if (turn !== this.#turn) return; // something else was typed meanwhile
      this.#answer = answer;
      await this.#show(turn);
    } catch {
      if (turn === this.#turn) this.#failed();
    }
  }

  async #show(turn: number): Promise<void> {
    const hits = this.#chosen();
    const items = await this.#items(hits.slice(0, SHOWN));
    if (turn !== this.#turn) return;
    this.#list.replaceChildren(...items);
    this.#showKinds();
    this.#note.textContent = this.#instead();
    this.#told(hits.length);
  }

  async #showMore(): Promise<void> {
    const turn = this.#turn;
    const hits = this.#chosen();
    const there = this.#list.children.length;
    const items = await this.#items(hits.slice(there, there + SHOWN));
    if (turn !== this.#turn) return;
    this.#list.append(...items);
    this.#told(hits.length);
    items[0]?.querySelector("a")?.focus();
  }

  /** The hits of the kind that was chosen; of all, where it has none. */
  #chosen(): Hit[] {
    const all = this.#answer?.hits ?? [];
    const own = all.filter(({ group, slot }) => group.kind(slot) === this.#kind);
    return own.length ? own : all;
  }

  #told(found: number): void {
    const shown = this.#list.children.length;
    this.place.removeAttribute("data-searching");
    this.#more.hidden = shown >= found;
    const next = count(Math.min(SHOWN, found - shown));
    this.#more.textContent = (this.#say.more ?? "").replace("{n}", next);
    if (!this.#answer) this.#status.textContent = this.#say.ready ?? "";
    else if (!found) this.#status.textContent = this.#none();
    else this.#status.textContent = counted(this.#say, shown, found);
  }

  #none(): string {
    return (this.#say.none ?? "").replace("{query}", () => this.field.value.trim());
  }

  #instead(): string {
    const instead = this.#answer?.instead ?? [];
    if (!instead.length || !this.#answer?.hits.length) return "";
    return (this.#say.near ?? "").replace("{words}", () => instead.slice(0, 3).join(", "));
  }

  #failed(): void {
    this.place.removeAttribute("data-searching");
    this.#status.textContent = this.#say.failed ?? "";
  }

  /** How many of each kind, to choose one: only where there are several. */
  #showKinds(): void {
    const many = new Map<string, number>();
    for (const { group, slot } of this.#answer?.hits ?? []) {
      const kind = group.kind(slot);
      many.set(kind, (many.get(kind) ?? 0) + 1);
    }
    const chosen = many.has(this.#kind) ? this.#kind : "";
    const all = this.#answer?.hits.length ?? 0;
    const order = (this.place.dataset.searchKinds ?? "").split(" ").filter((k) => many.has(k));
    const buttons = ["", ...order].map((kind) => {
      const button = document.createElement("button");
      button.type = "button";
      const name = document.createElement("span");
      name.textContent = this.#kinds.dataset[kind || "all"] ?? kind;
      button.append(name, ` ${count(kind ? (many.get(kind) ?? 0) : all)}`);
      button.setAttribute("aria-pressed", String(kind === chosen));
      button.addEventListener("click", () => this.#choose(kind));
      return button;
    });
    const held = this.#kinds.contains(document.activeElement);
    this.#kinds.replaceChildren(...(many.size > 1 ? buttons : []));
    if (held) this.#kinds.querySelector<HTMLElement>("[aria-pressed=true]")?.focus();
  }

  #choose(kind: string): void {
    this.#kind = kind;
    void this.#show(++this.#turn).then(
      () => this.#remember(),
      () => this.#failed(),
    );
  }

  /** So that one comes back to what was found: in the address, once something was done with it. */
  #remember(): void {
    const asked = new URLSearchParams({ q: this.field.value.trim() });
    if (this.#kind) asked.set("kind", this.#kind);
    try {
      history.replaceState(null, "", `?${asked}`);
    } catch {
      // A browser may refuse it to a page from a folder: then one comes back to what was asked first.
    }
  }

  async #items(hits: Hit[]): Promise<HTMLLIElement[]> {
    return Promise.all(hits.map((hit) => this.#item(hit)));
  }

  async #item({ group, slot, block }: Hit): Promise<HTMLLIElement> {
    const page = await group.page(slot, block);
    const forms = this.#answer?.forms ?? new Set();
    const isHit = (word: string) => forms.has(folded(word));
    const cut = { before: page.cutBefore, after: page.cutAfter };
    const li = document.createElement("li");
    const link = document.createElement("a");
    link.href = page.url;
    link.append(...pieces(page.title, isHit).map(([text, marked]) => mark(text, marked)));
    const kind = document.createElement("span");
    kind.className = "kind";
    kind.textContent = this.#list.dataset[page.kind] ?? "";
    const words = document.createElement("p");
    words.lang = page.lang;
    words.append(...snippet(page.text, isHit, cut).map(([text, marked]) => mark(text, marked)));
    li.append(kind, link, words);
    return li;
  }

  #part<T extends HTMLElement>(name: string): T {
    return document.querySelector<T>(`[data-search-${name}]`) as T;
  }
}

function mark(text: string, marked: boolean): string | HTMLElement {
  if (!marked) return text;
  const element = document.createElement("mark");
  element.textContent = text;
  return element;
}

function language(): "en-GB" | "ru" {
  return document.documentElement.lang === "ru" ? "ru" : "en-GB";
}

function count(n: number): string {
  return new Intl.NumberFormat(language()).format(n);
}

/** The sentences stand on the page, with "{shown}" and "{n}": data-one="…", data-some="…". */
function counted(say: DOMStringMap, shown: number, n: number): string {
  const form = new Intl.PluralRules(language()).select(n);
  const whole = form === "one" ? say.one : form === "few" ? say.few : say.many;
  const pattern = (shown < n ? say.some : whole) ?? "";
  return pattern.replace("{shown}", count(shown)).replace("{n}", count(n));
}
