// The form of each question; whoever and whatever is asked about is completed, never spelled out.
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { call } from "../api.ts";
import { entityOptions } from "../entities.ts";
import type { Kind } from "../model.ts";
import { KINDS } from "../model.ts";
import { empty, ofEntity, ofValue, type Ref, type Slot } from "../reader/draft.ts";
import { CodeField } from "../reader/forms.tsx";
import { WhenField } from "../reader/when.tsx";
import { folded } from "../text/find.ts";
import { Combobox, type Option, settled } from "../ui/combobox.tsx";
import { Check, Choice, Select } from "../ui/fields.tsx";
import { codePath, list, vocabulary } from "../vocabulary.ts";
import { t } from "../words.ts";
import { APART, kept, type Verb, type Wish } from "./asked.ts";

interface Props {
  verb: Verb;
  onAsk: () => void;
  error: string;
}

export function QuestionForm({ verb, onAsk, error }: Props): JSX.Element {
  const wish = kept[verb].wish;
  const form = useRef<HTMLFormElement>(null);
  const put = (more: Partial<Wish>): void => {
    wish.value = { ...wish.value, ...more };
  };
  const Fields = FIELDS[verb];
  return (
    <form
      ref={form}
      class="question"
      aria-label={t(`across_${verb}`)}
      onSubmit={(event) => {
        event.preventDefault();
        void settled().then(onAsk);
      }}
    >
      <div class="pair">
        <Fields wish={wish.value} put={put} />
      </div>
      {error && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
      <div class="actions">
        <button type="submit" class="primary">
          {t("ask_it")}
        </button>
      </div>
    </form>
  );
}

interface FieldsProps {
  wish: Wish;
  put: (more: Partial<Wish>) => void;
}

const FIELDS: Record<Verb, (props: FieldsProps) => JSX.Element> = {
  together: ({ wish, put }) => (
    <>
      <EntityField
        label={t("who_q")}
        name="person"
        slot={wish.person}
        kinds={["person", "group"]}
        hint={t("anybody")}
        onSlot={(person) => put({ person })}
      />
      <EntityField
        label={t("with_whom_q")}
        name="other"
        slot={wish.other}
        kinds={["person", "group"]}
        hint={t("anybody")}
        onSlot={(other) => put({ other })}
      />
      <EntityField
        label={t("where_q")}
        name="place"
        slot={wish.place}
        kinds={["place"]}
        hint={t("anywhere")}
        onSlot={(place) => put({ place })}
      />
      <Select
        label={t("together_means")}
        name="level"
        value={wish.level}
        options={[
          { value: "", label: t("same_innermost") },
          ...list("sort")
            .filter((sort) => LEVELS.includes(sort.id))
            .map((sort) => ({ value: sort.id, label: t("same_sort", { sort: sort.label }) })),
        ]}
        onChange={(level) => put({ level })}
      />
      <During wish={wish} put={put} />
    </>
  ),
  present: ({ wish, put }) => (
    <>
      <EntityField
        label={t("where_q")}
        name="place"
        slot={wish.place}
        kinds={["place"]}
        onSlot={(place) => put({ place })}
      />
      <During wish={wish} put={put} />
    </>
  ),
  said: ({ wish, put }) => (
    <>
      <EntityField
        label={t("of_whom_q")}
        name="about"
        slot={wish.about}
        kinds={[...KINDS]}
        onSlot={(about) => put({ about })}
      />
      <PredicateField slot={wish.predicate} onSlot={(predicate) => put({ predicate })} />
      <Choice
        label={t("said_by_whom")}
        value={wish.by}
        options={(["all", "there", "elsewhere"] as const).map((value) => ({
          value,
          label: t(`by_${value}`),
        }))}
        onChange={(by) => put({ by })}
      />
    </>
  ),
  near: ({ wish, put }) => (
    <>
      <Code label={t("this_code")} slot={wish.code} onSlot={(code) => put({ code })} />
      <Code
        label={t("near_this_code")}
        slot={wish.otherCode}
        onSlot={(otherCode) => put({ otherCode })}
      />
      <Select
        label={t("how_near_q")}
        name="within"
        value={wish.within}
        options={APART.map((value) => ({
          value,
          label: t(value === "any" ? "apart_any" : value === "0" ? "apart_0" : "apart_n", {
            n: Number(value) || 0,
          }),
        }))}
        onChange={(within) => put({ within })}
      />
    </>
  ),
  cross: ({ wish, put }) => (
    <>
      <AttributeField slot={wish.attribute} onSlot={(attribute) => put({ attribute })} />
      <Code label={t("only_this_code")} slot={wish.code} onSlot={(code) => put({ code })} />
      <Select
        label={t("code_levels")}
        name="depth"
        value={wish.depth}
        options={["", "1", "2", "3"].map((value) => ({
          value,
          label: value || t("reading_all"),
        }))}
        onChange={(depth) => put({ depth })}
      />
    </>
  ),
};

/** Sorts of place within which being together can be asked. */
const LEVELS = ["cell", "prison", "town", "institution", "camp", "hospital"];

function During({ wish, put }: FieldsProps): JSX.Element {
  return (
    <>
      <WhenField
        label={t("when")}
        name="during"
        value={wish.during}
        alone
        onInput={(during) => put({ during })}
      />
      <Check
        label={t("only_certain")}
        checked={wish.certain}
        onChange={(certain) => put({ certain })}
      />
    </>
  );
}

function EntityField(props: {
  label: string;
  name: string;
  slot: Slot;
  kinds: Kind[];
  hint?: string;
  onSlot: (slot: Slot) => void;
}): JSX.Element {
  return (
    <Combobox<Ref>
      label={props.label}
      name={props.name}
      text={props.slot.text}
      chosen={props.slot.ref !== null}
      {...(props.hint ? { placeholder: props.hint } : {})}
      onText={(text) => props.onSlot({ ...empty(), text })}
      onChoose={(ref) => props.onSlot(ofEntity(ref))}
      options={(text) => entityOptions(text, { kinds: props.kinds, make: false })}
    />
  );
}

function Code(props: { label: string; slot: Slot; onSlot: (slot: Slot) => void }): JSX.Element {
  return (
    <CodeField
      label={props.label}
      text={props.slot.text}
      chosen={props.slot.value !== null}
      make={false}
      onText={(text) => props.onSlot({ ...empty(), text })}
      onChoose={(code) => props.onSlot(ofValue(code, codePath(code)))}
    />
  );
}

function matching(every: { id: string; label: string }[], text: string): Option<Slot>[] {
  const low = folded(text.trim());
  return every
    .filter((one) => folded(one.label).includes(low) || one.id.includes(low))
    .slice(0, 14)
    .map((one) => ({ key: one.id, label: one.label, value: ofValue(one.id, one.label) }));
}

function PredicateField(props: { slot: Slot; onSlot: (slot: Slot) => void }): JSX.Element {
  return (
    <Combobox<Slot>
      label={t("only_what_is_said")}
      name="predicate"
      text={props.slot.text}
      chosen={props.slot.value !== null}
      placeholder={t("anything")}
      onText={(text) => props.onSlot({ ...empty(), text })}
      onChoose={props.onSlot}
      options={(text) => matching(vocabulary.value.predicates, text)}
    />
  );
}

/** What codes are counted against: a detail of the source, or something said of whom or what it names. */
function AttributeField(props: { slot: Slot; onSlot: (slot: Slot) => void }): JSX.Element {
  const every = async (): Promise<{ id: string; label: string }[]> => {
    const { own, who } = await call<{ own: string[]; who: string[] }>("attributes");
    const said = who.flatMap((whose) => [
      ...(whose === "place" ? list("sort") : []).map((sort) => ({ whose, of: sort })),
      ...vocabulary.value.predicates
        .filter((p) => p.domain.includes(whose === "place" ? "place" : "person"))
        .map((p) => ({ whose, of: p })),
    ]);
    return [
      ...own.map((name) => ({ id: name, label: t(`attribute_${name}`) })),
      ...said.map(({ whose, of }) => ({
        id: `${whose}.${of.id}`,
        label: `${t(`attribute_${whose}`)} · ${of.label}`,
      })),
    ];
  };
  return (
    <Combobox<Slot>
      label={t("against_what")}
      name="attribute"
      text={props.slot.text}
      chosen={props.slot.value !== null}
      placeholder={t("attribute_example")}
      onText={(text) => props.onSlot({ ...empty(), text })}
      onChoose={props.onSlot}
      options={async (text) => matching(await every(), text)}
    />
  );
}
