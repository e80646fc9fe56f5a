// What may stand as object, value or role: entities, terms, numbers, grades, words, in one field.
import { entityOptions } from "../entities.ts";
import type { Kind, Value } from "../model.ts";
import type { Option } from "../ui/combobox.tsx";
import { folded } from "../text/find.ts";
import { list } from "../vocabulary.ts";
import { t } from "../words.ts";
import { ofEntity, ofValue, type Slot } from "./draft.ts";

const GRADES = ["2", "1", "0", "-1", "-2"];
const NUMBER = /^[+\-−]?\d+(?:[.,]\d+)?(?:\s*(?:\.\.|-|–|—)\s*\d+(?:[.,]\d+)?)?$/u;

interface Wish {
  objects: Kind[];
  values: Value[];
  source?: string | undefined;
  near?: string[];
}

export async function slotOptions(text: string, wish: Wish): Promise<Option<Slot>[]> {
  const typed = text.trim();
  const values = wish.values.flatMap((value) => valueOptions(typed, value));
  const words = wish.values.some((v) => v.type === "text") && typed ? [wordsOption(typed)] : [];
  if (!wish.objects.length) return [...values, ...words];
  const entities = await entityOptions(typed, {
    kinds: wish.objects,
    source: wish.source,
    near: wish.near ?? [],
  });
  const found = entities.map((o) => ({ ...o, value: ofEntity(o.value) }));
  // Words come before the first that nobody has named yet: the one who wrote this is named.
  const unnamed = found.findIndex((o) => o.value.ref?.make && !o.value.ref.make.slug);
  const at = unnamed < 0 ? found.length : unnamed;
  return [...values, ...found.slice(0, at), ...words, ...found.slice(at)];
}

function valueOptions(typed: string, value: Value): Option<Slot>[] {
  if (value.type === "term") return terms(typed, value.list);
  if (value.type === "scale") return grades(typed);
  if (value.type === "number" && NUMBER.test(typed)) {
    const said = typed.replace("−", "-").replace(/\s*(?:\.\.|–|—|(?<=\d)-)\s*/u, "..");
    return [{ key: `number ${said}`, label: said, hint: t("a_number"), value: ofValue(said) }];
  }
  if (value.type === "date" && typed) {
    return [{ key: `date ${typed}`, label: typed, hint: t("a_date"), value: ofValue(typed) }];
  }
  return [];
}

function terms(typed: string, name: string): Option<Slot>[] {
  const low = folded(typed);
  const fits = (label: string, id: string) =>
    !low || folded(label).includes(low) || id.startsWith(low);
  const starts = (label: string) => (folded(label).startsWith(low) ? 0 : 1);
  return list(name)
    .filter((term) => fits(term.label, term.id))
    .sort((a, b) => (low ? starts(a.label) - starts(b.label) : 0))
    .slice(0, 12)
    .map((term) => ({
      key: `${name} ${term.id}`,
      label: term.label,
      value: ofValue(term.id, term.label),
    }));
}

function grades(typed: string): Option<Slot>[] {
  const low = folded(typed).replace("−", "-").replace("+", "");
  return GRADES.map((grade) => ({ grade, label: t(`scale_${grade.replace("-", "minus_")}`) }))
    .filter(({ grade, label }) => !low || grade === low || folded(label).startsWith(low))
    .map(({ grade, label }) => ({
      key: grade,
      label,
      hint: grade.replace("-", "−"),
      value: ofValue(grade, label),
    }));
}

const wordsOption = (typed: string): Option<Slot> => ({
  key: "words",
  label: `“${typed}”`,
  hint: t("in_words"),
  value: ofValue(typed),
});

/** What a typed value is called when it is shown again. */
export function saidValue(value: string, values: Value[]): string {
  for (const kind of values) {
    if (kind.type === "scale" && GRADES.includes(value)) {
      return t(`scale_${value.replace("-", "minus_")}`);
    }
    if (kind.type === "term") {
      const found = list(kind.list).find((term) => term.id === value);
      if (found) return found.label;
    }
  }
  return value;
}
