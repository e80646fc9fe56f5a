// What the lives are made of, and how they are compared: the form of a search for types.
import type { JSX } from "preact";
import { Combobox, type Option, settled } from "../ui/combobox.tsx";
import { Select, TextField } from "../ui/fields.tsx";
import { folded } from "../text/find.ts";
import { list, vocabulary } from "../vocabulary.ts";
import { t } from "../words.ts";
import { MEASURES, type MeasureName, movable, type Settings, wished } from "./found.ts";

interface Alphabet {
  word: string;
  label: string;
  hint: string;
}

/** What a life can be a sequence of: how somebody is kept, places of a sort, a role, a predicate. */
function alphabets(): Alphabet[] {
  const of = (word: string, label: string, hint: string): Alphabet => ({ word, label, hint });
  return [
    of("kept", t("states_kept"), ""),
    ...list("sort").map((sort) => of(sort.id, sort.label, t("states_of_sort"))),
    ...vocabulary.value.roles.map((role) => of(role.id, role.label, t("states_of_role"))),
    ...vocabulary.value.predicates.map((p) => of(p.id, p.label, t("states_of_predicate"))),
  ];
}

const USUAL = ["kept", "prison", "member", "regime", "occupation", "cell"];

export const statesName = (word: string): string =>
  alphabets().find((one) => one.word === word)?.label ?? word;

function options(text: string): Option<string>[] {
  const low = folded(text.trim());
  const every = alphabets();
  const usual = USUAL.map((word) => every.find((one) => one.word === word)).filter(
    (one): one is Alphabet => one !== undefined,
  );
  const some = low
    ? every.filter((one) => folded(one.label).includes(low) || one.word.includes(low))
    : usual;
  return some.slice(0, 12).map((one) => ({
    key: `${one.word} ${one.hint}`,
    label: one.label,
    hint: one.hint,
    value: one.word,
  }));
}

interface Props {
  busy: boolean;
  onSearch: () => void;
  /** What is typed into the fields of states, until something is chosen. */
  typed: { value: [string | null, string | null] };
}

export function SettingsForm({ busy, onSearch, typed }: Props): JSX.Element {
  const now = wished.value;
  const put = (more: Partial<Settings>): void => {
    wished.value = { ...wished.value, ...more };
  };
  const counted = now.since === null ? "" : now.since === "first" ? "first" : "event";
  return (
    <form
      class="type-settings"
      aria-label={t("what_to_compare")}
      onSubmit={(event) => {
        event.preventDefault();
        void settled().then(onSearch);
      }}
    >
      <div class="pair">
        <StatesField
          label={t("lives_are_made_of")}
          name="states"
          place={0}
          typed={typed}
          onStates={(word) => put({ states: [word, ...now.states.slice(1)] })}
        />
        <StatesField
          label={t("and_at_the_same_time")}
          name="states-2"
          place={1}
          typed={typed}
          onStates={(word) =>
            put({ states: word ? [now.states[0] ?? "kept", word] : now.states.slice(0, 1) })
          }
        />
        <Select
          label={t("unit_of_time")}
          name="unit"
          value={now.unit ?? ""}
          options={["", "day", "week", "month"].map((value) => ({
            value,
            label: t(`unit_${value || "fitting"}`),
          }))}
          onChange={(unit) => put({ unit: (unit || null) as Settings["unit"] })}
        />
        <Select
          label={t("time_counts_from")}
          name="since"
          value={counted}
          options={["", "first", "event"].map((value) => ({
            value,
            label: t(`since_${value || "calendar"}`),
          }))}
          onChange={(value) => put({ since: value === "event" ? "transfer" : value || null })}
        />
        {counted === "event" && (
          <TextField
            label={t("since_which")}
            name="event"
            value={now.since ?? ""}
            onInput={(since) => put({ since })}
          />
        )}
        <Select
          label={t("compared_by")}
          name="measure"
          value={now.measure}
          options={MEASURES.map((value) => ({ value, label: t(`measure_${value}`) }))}
          onChange={(value) => {
            const measure = value as MeasureName;
            put({ measure, indel: movable(measure) ? (now.indel ?? 1) : null });
          }}
        />
        <Select
          label={t("how_many_types")}
          name="k"
          value={String(now.k ?? "")}
          options={["", "2", "3", "4", "5", "6", "7", "8"].map((value) => ({
            value,
            label: value || t("k_by_quality"),
          }))}
          onChange={(k) => put({ k: k ? Number(k) : null })}
        />
      </div>
      <p class="note">{t(`measure_${now.measure}_said`)}</p>
      <div class="actions">
        <button type="submit" class="primary" disabled={busy}>
          {t("find_types")}
        </button>
      </div>
    </form>
  );
}

function StatesField(props: {
  label: string;
  name: string;
  place: 0 | 1;
  typed: Props["typed"];
  onStates: (word: string) => void;
}): JSX.Element {
  const { place, typed } = props;
  const word = wished.value.states[place];
  const text = typed.value[place];
  const type = (said: string | null): void => {
    typed.value = place === 0 ? [said, typed.value[1]] : [typed.value[0], said];
  };
  return (
    <Combobox<string>
      label={props.label}
      name={props.name}
      text={text ?? (word ? statesName(word) : "")}
      chosen={text === null && word !== undefined}
      {...(place === 1 ? { placeholder: t("nothing_else") } : {})}
      onText={(said) => {
        type(said);
        if (place === 1 && !said.trim()) props.onStates("");
      }}
      onChoose={(chosen) => {
        type(null);
        props.onStates(chosen);
      }}
      options={options}
    />
  );
}
