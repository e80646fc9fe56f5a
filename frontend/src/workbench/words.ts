// Every sentence of the interface, in the language of the moment. The sentences are the package's own data
// (wording/texts/workbench.yaml), sent by the server; a change of language redraws what is shown and loses
// nothing that was typed, because nothing typed lives in the drawing.
import { signal } from "@preact/signals";

export type Lang = "en" | "ru";
type Forms = string | Record<string, string>;
export type Texts = Record<string, Record<Lang, Forms>>;

export const lang = signal<Lang>("en");
const texts = signal<Texts>({});
const rules = { en: new Intl.PluralRules("en"), ru: new Intl.PluralRules("ru") };
const numbers = { en: new Intl.NumberFormat("en-GB"), ru: new Intl.NumberFormat("ru") };

export function setTexts(all: Texts): void {
  texts.value = all;
}

export function setLang(next: Lang): void {
  lang.value = next;
  document.documentElement.lang = next;
}

export type Facts = Record<string, string | number | null | undefined>;

/** The sentence for a key, with the facts put in at {name}; `n` also chooses the plural form. */
export function t(key: string, facts: Facts = {}): string {
  const entry = texts.value[key];
  if (!entry) return key;
  const forms = entry[lang.value] ?? entry.en;
  const pattern = typeof forms === "string" ? forms : plural(forms, Number(facts.n ?? 0));
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const fact = facts[name];
    if (fact === undefined) return whole;
    return typeof fact === "number" ? count(fact) : String(fact ?? "");
  });
}

export function hasText(key: string): boolean {
  return key in texts.value;
}

/** `t` of `prefix_name` where there is one, else the name as it is. */
export function named(prefix: string, name: string): string {
  const key = `${prefix}_${name.replaceAll("-", "_")}`;
  return hasText(key) ? t(key) : name.replaceAll("-", " ");
}

function plural(forms: Record<string, string>, n: number): string {
  return forms[rules[lang.value].select(n)] ?? forms.other ?? forms.many ?? "";
}

export function count(n: number): string {
  return numbers[lang.value].format(n);
}

/** A moment, as the reader's own clock has it. */
export function moment(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const today = new Date().toDateString() === date.toDateString();
  return new Intl.DateTimeFormat(lang.value === "ru" ? "ru" : "en-GB", {
    ...(today ? {} : { day: "numeric", month: "short", year: "numeric" }),
    hour: "2-digit",
    minute: "2-digit",
  }).format(date);
}

/** The label of a term in the language of the moment. */
export function label(labels: Partial<Record<string, string>> | undefined, id: string): string {
  return labels?.[lang.value] ?? labels?.en ?? id.replaceAll("-", " ");
}
