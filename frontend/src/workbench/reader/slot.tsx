// One place of a statement: an entity (there, or to be made), a term, a number, a grade, words.
import type { JSX } from "preact";
import type { Kind, Value } from "../model.ts";
import { Combobox } from "../ui/combobox.tsx";
import { Choice, TextField } from "../ui/fields.tsx";
import { list } from "../vocabulary.ts";
import { t } from "../words.ts";
import { empty, type NewEntity, type Slot } from "./draft.ts";
import { slotOptions } from "./values.ts";

interface Props {
  label: string;
  name: string;
  slot: Slot;
  onSlot: (slot: Slot) => void;
  objects: Kind[];
  values?: Value[];
  source?: string | undefined;
  near?: string[];
  onNext?: () => void;
  error?: string | undefined;
  placeholder?: string;
}

const onlyWords = ({ objects, values = [] }: Props): boolean =>
  objects.length === 0 && values.length > 0 && values.every((v) => v.type === "text");

export function SlotField(props: Props): JSX.Element {
  const { slot, onSlot } = props;
  if (onlyWords(props)) {
    return (
      <TextField
        label={props.label}
        name={props.name}
        value={slot.text}
        error={props.error}
        onInput={(text) => onSlot({ text, ref: null, value: text.trim() || null })}
      />
    );
  }
  const change = (more: Partial<NewEntity>) => {
    const ref = slot.ref;
    if (!ref?.make) return;
    const make = { ...ref.make, ...more };
    onSlot({
      text: make.label,
      value: null,
      ref: { ...ref, name: make.label, kind: make.kind, make },
    });
  };
  return (
    <>
      <Combobox<Slot>
        label={props.label}
        name={props.name}
        text={slot.text}
        chosen={slot.ref !== null || slot.value !== null}
        error={props.error}
        {...(props.placeholder ? { placeholder: props.placeholder } : {})}
        onText={(text) => onSlot({ ...empty(), text })}
        onChoose={onSlot}
        {...(props.onNext ? { onNext: props.onNext } : {})}
        options={(text) =>
          slotOptions(text, {
            objects: props.objects,
            values: props.values ?? [],
            source: props.source,
            near: props.near ?? [],
          })
        }
      />
      {slot.ref?.make && (
        <NewEntityFields make={slot.ref.make} kinds={props.objects} onChange={change} {...props} />
      )}
    </>
  );
}

const SORTED: readonly Kind[] = ["place", "group", "thing"];
const NESTED: readonly Kind[] = ["place", "group", "type"];

/** What is said of somebody or something new. All of it can wait. */
export function NewEntityFields(props: {
  make: NewEntity;
  kinds: Kind[];
  onChange: (more: Partial<NewEntity>) => void;
  source?: string | undefined;
  name: string;
  choose?: boolean;
}): JSX.Element {
  const { make, onChange } = props;
  const sort: Slot = { text: make.sort, ref: null, value: make.sort || null };
  return (
    <div class="making" role="group" aria-label={t(`new_${make.kind}`)}>
      <p class="note">{t(`new_${make.kind}`)}</p>
      {props.choose && props.kinds.length > 1 && (
        <Choice
          label={t("kind")}
          value={make.kind}
          options={props.kinds.map((kind) => ({ value: kind, label: t(`kind_${kind}`) }))}
          onChange={(kind) => onChange({ kind, slug: "" })}
        />
      )}
      <div class="pair">
        {SORTED.includes(make.kind) && (
          <TermField
            label={t("sort")}
            name={`${props.name}-sort`}
            vocab="sort"
            value={sort.value ?? ""}
            onChange={(value) => onChange({ sort: value })}
          />
        )}
        {NESTED.includes(make.kind) && (
          <SlotField
            label={t("part_of")}
            name={`${props.name}-part`}
            slot={make.partOf}
            objects={[make.kind]}
            source={props.source}
            onSlot={(partOf) => onChange({ partOf })}
          />
        )}
        <TextField
          label={t("short_id")}
          name={`${props.name}-id`}
          value={make.slug}
          placeholder={t("short_id_auto")}
          onInput={(slug) => onChange({ slug: slug.trim() })}
        />
      </div>
    </div>
  );
}

/** One term of a list. */
export function TermField(props: {
  label: string;
  name: string;
  vocab: string;
  value: string;
  onChange: (value: string) => void;
}): JSX.Element {
  const options = (text: string) =>
    slotOptions(text, { objects: [], values: [{ type: "term", list: props.vocab }] });
  const known = list(props.vocab).find((term) => term.id === props.value);
  return (
    <Combobox<Slot>
      label={props.label}
      name={props.name}
      text={known?.label ?? props.value}
      chosen={known !== undefined}
      onText={(text) => props.onChange(text)}
      onChoose={(slot) => props.onChange(slot.value ?? "")}
      options={options}
    />
  );
}
