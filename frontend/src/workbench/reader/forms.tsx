// The smaller forms: a code, a memo, somebody new, two who are the same.
import { useSignal, type Signal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Trouble, write, Yielded } from "../api.ts";
import { cardlessHere, refOf } from "../entities.ts";
import type { Cardless, Entry, Verdict, Written } from "../model.ts";
import { KINDS } from "../model.ts";
import { folded } from "../text/find.ts";
import { Combobox, type Option, settled } from "../ui/combobox.tsx";
import { Check, Choice, TextField } from "../ui/fields.tsx";
import { Icon } from "../ui/icons.tsx";
import { complain } from "../ui/notices.tsx";
import { codebook, codePath } from "../vocabulary.ts";
import { t } from "../words.ts";
import { empty, idIn, ofEntity, type NewEntity, type Ref, type Slot } from "./draft.ts";
import { Foot } from "./foot.tsx";
import type { Panel } from "./panels.ts";
import type { Reading } from "./reading.ts";
import { recordEntry } from "./saving.ts";
import { NewEntityFields, SlotField } from "./slot.tsx";

/** A field without which nothing can be written, and what is to be said of it. */
export interface Lack {
  field: string;
  lacks: string;
}

/** A field in which nothing stands. */
export const blank = (field: string, label: string): Lack => ({
  field,
  lacks: t("field_blank", { name: label }),
});

interface FormProps {
  reading: Reading;
  panel: Panel;
  onSaved: (written: Written) => void;
  onClose: () => void;
}

/** The frame of a form: Enter in a field records, Escape closes, an error stays beside it. */
export function Form(props: {
  /** Writes; what is missing where something is, or null where it cannot be named. */
  onSave: () => Promise<Written | "unchanged" | Lack | null>;
  /** The field to begin in; else the first. */
  first?: string;
  onSaved: (written: Written) => void;
  onClose: () => void;
  save: string;
  children: ComponentChildren;
}): JSX.Element {
  const form = useRef<HTMLFormElement>(null);
  const error = useSignal("");
  const busy = useSignal(false);
  const find = (what: string): HTMLElement | null =>
    form.current?.querySelector<HTMLElement>(what) ?? null;
  useLayoutEffect(() => {
    find(props.first ? `[name="${props.first}"]` : "input, textarea, select")?.focus();
  }, []);
  const save = async (): Promise<void> => {
    await settled();
    if (busy.value) return;
    busy.value = true;
    error.value = "";
    try {
      const written = await props.onSave();
      if (written === "unchanged") props.onClose();
      else if (written && "lacks" in written) {
        error.value = written.lacks;
        find(`[name="${written.field}"]`)?.focus();
      } else if (written) props.onSaved(written);
      else error.value = t("still_missing");
    } catch (trouble) {
      if (trouble instanceof Trouble) {
        const more = trouble.findings.map((f) => `${f.message} ${f.fix}`);
        error.value = more.length ? more.join(" ") : trouble.message;
      } else if (!(trouble instanceof Yielded)) complain(trouble);
    } finally {
      busy.value = false;
    }
  };
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) {
          event.preventDefault();
          props.onClose();
        } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          void save();
        }
      }}
    >
      {props.children}
      <Foot>
        {error.value && (
          <p class="error" role="alert">
            {error.value}
          </p>
        )}
        <div class="actions">
          <button type="submit" class="primary" name="save">
            {props.save}
          </button>
          <button type="button" class="quiet" onClick={props.onClose}>
            {t("close")}
          </button>
        </div>
      </Foot>
    </form>
  );
}

interface CodeDraft {
  text: string;
  code: string;
}

export function CodeForm({ reading, panel, ...rest }: FormProps): JSX.Element {
  const draft = reading.draft<CodeDraft>(panel.key, () => ({ text: "", code: "" }));
  return (
    <Form
      {...rest}
      save={t("put_under_code")}
      onSave={async () => {
        const code = draft.value.code || asPath(draft.value.text);
        if (!code) return blank("code", t("code"));
        if (!panel.at) return null;
        const coding = { code, at: panel.at, exact: panel.exact };
        return recordEntry(reading, { codings: [coding] });
      }}
    >
      <CodeField
        label={t("code")}
        text={draft.value.text}
        chosen={draft.value.code !== ""}
        onText={(text) => (draft.value = { text, code: "" })}
        onChoose={(code) => (draft.value = { text: codePath(code), code })}
      />
    </Form>
  );
}

const asPath = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/\s*[›/]\s*/gu, "/")
    .replace(/[^\p{L}\p{N}/_-]+/gu, "-")
    .replace(/^[-/]+|[-/]+$/gu, "");

export function CodeField(props: {
  label: string;
  text: string;
  chosen: boolean;
  onText: (text: string) => void;
  onChoose: (code: string) => void;
  make?: boolean;
}): JSX.Element {
  const options = (text: string): Option<string>[] => {
    const low = folded(text.trim());
    const found = codebook.value.codes
      .map((code) => ({ code, path: codePath(code.id) }))
      .filter(({ code, path }) => folded(path).includes(low) || code.id.includes(low))
      .slice(0, 12)
      .map(({ code, path }) => ({
        key: code.id,
        label: path,
        hint: t("n_passages", { n: code.passages }),
        icon: "code",
        value: code.id,
      }));
    const path = asPath(text);
    const there = codebook.value.codes.some((code) => code.id === path);
    if (!path || there || props.make === false) return found;
    const making: Option<string> = {
      key: "new",
      label: t("make_code", { name: path }),
      icon: "plus",
      makes: true,
      value: path,
    };
    return [...found, making];
  };
  return (
    <Combobox<string>
      label={props.label}
      name="code"
      text={props.text}
      chosen={props.chosen}
      onText={props.onText}
      onChoose={props.onChoose}
      options={options}
    />
  );
}

interface MemoDraft {
  title: string;
  text: string;
}

export function MemoForm({ reading, panel, ...rest }: FormProps): JSX.Element {
  const draft = reading.draft<MemoDraft>(panel.key, () => ({ title: "", text: "" }));
  return (
    <Form
      {...rest}
      save={t("keep_memo")}
      onSave={async () => {
        if (!draft.value.text.trim()) return blank("text", t("memo_text"));
        if (!panel.at) return null;
        const words = { source: reading.id, at: panel.at, exact: panel.exact };
        return write("remark", { ...words, ...draft.value });
      }}
    >
      <TextField
        label={t("memo_title")}
        name="title"
        value={draft.value.title}
        onInput={(title) => (draft.value = { ...draft.value, title })}
      />
      <TextField
        label={t("memo_text")}
        name="text"
        rows={6}
        value={draft.value.text}
        onInput={(text) => (draft.value = { ...draft.value, text })}
      />
    </Form>
  );
}

export function EntityForm({ reading, panel, ...rest }: FormProps): JSX.Element {
  const draft: Signal<NewEntity> = reading.draft<NewEntity>(panel.key, () => ({
    kind: "person",
    label: panel.exact.slice(0, 80),
    slug: "",
    sort: "",
    partOf: empty(),
  }));
  const put = (more: Partial<NewEntity>): void => {
    draft.value = { ...draft.value, ...more };
  };
  return (
    <Form
      {...rest}
      save={t("make_it")}
      onSave={async () => {
        const make = draft.value;
        if (!make.label.trim()) return blank("label", t("what_to_call"));
        const entities: Record<string, Entry> = {};
        idIn(entities, { id: "new:0", name: make.label, kind: make.kind, make });
        return recordEntry(reading, { entities });
      }}
    >
      <TextField
        label={t("what_to_call")}
        name="label"
        value={draft.value.label}
        onInput={(label) => put({ label })}
      />
      <NewEntityFields
        make={draft.value}
        kinds={[...KINDS]}
        choose
        name="entity"
        source={reading.id}
        onChange={put}
      />
      <PerhapsNamed make={draft.value} source={reading.id} onChange={put} />
    </Form>
  );
}

/** Somebody whom this text names by an id: with one press the new card is theirs, and the two are one. */
function PerhapsNamed(props: {
  make: NewEntity;
  source: string;
  onChange: (more: Partial<NewEntity>) => void;
}): JSX.Element {
  const { label, kind, slug } = props.make;
  const named = useSignal<Cardless[]>([]);
  useEffect(() => {
    let over = false;
    cardlessHere(label, kind, props.source).then(
      (found) => over || (named.value = found),
      () => over || (named.value = []),
    );
    return () => void (over = true);
  }, [label, kind, props.source]);
  if (!named.value.length) return <></>;
  return (
    <ul class="perhaps">
      {named.value.map((c) => (
        <li key={c.id}>
          <Check
            label={t(`card_${c.part}_here`, { name: label.trim() })}
            checked={slug === c.id}
            onChange={(same) => props.onChange({ slug: same ? c.id : "" })}
          />
        </li>
      ))}
    </ul>
  );
}

interface SameDraft {
  a: Slot;
  b: Slot;
  verdict: Verdict;
  reason: string;
}

export function SameForm({ reading, panel, ...rest }: FormProps): JSX.Element {
  const span = panel.at && {
    start: reading.points.unit(panel.at[0]),
    end: reading.points.unit(panel.at[1]),
  };
  const near = span ? reading.named(span) : [];
  const draft = reading.draft<SameDraft>(panel.key, () => ({
    a: near[0] ? ofEntity(refOf(near[0])) : empty(),
    b: empty(),
    verdict: "same",
    reason: "",
  }));
  return <Judging draft={draft} near={near} source={reading.id} {...rest} />;
}

/** Who is judged must be known: chosen, and on a card of their own. */
function unjudged(draft: SameDraft): Lack | null {
  const open = (["a", "b"] as const).find((side) => !draft[side].ref || draft[side].ref?.make);
  if (!open) return null;
  const name = t(open === "a" ? "this_one" : "that_one");
  const text = draft[open].text.trim();
  const lacks = text ? t("field_unchosen", { name, text }) : t("field_blank", { name });
  return { field: open, lacks };
}

/** Two who may be one: a signed judgement, which can be taken back. */
export function Judging(props: {
  draft: Signal<SameDraft>;
  near: string[];
  source?: string;
  /** Whether the first of the two stands, as on their own card. */
  fixed?: boolean;
  onSaved: (written: Written) => void;
  onClose: () => void;
}): JSX.Element {
  const { draft } = props;
  const put = (more: Partial<SameDraft>): void => {
    draft.value = { ...draft.value, ...more };
  };
  const { a, b, verdict, reason } = draft.value;
  const kind = a.ref?.kind;
  return (
    <Form
      onSaved={props.onSaved}
      onClose={props.onClose}
      save={t("judge")}
      first={a.ref ? "b" : "a"}
      onSave={async () => {
        // As it is now: a choice may have come after this was drawn.
        const now = draft.value;
        const lack = unjudged(now);
        const [one, other] = [now.a.ref, now.b.ref];
        if (lack || !one || !other) return lack;
        const { verdict, reason } = now;
        return write("judge", { a: one.id, b: other.id, verdict, reason });
      }}
    >
      {props.fixed && a.ref ? (
        <Standing label={t("this_one")} who={a.ref} />
      ) : (
        <SlotField
          label={t("this_one")}
          name="a"
          slot={a}
          objects={[...KINDS]}
          source={props.source}
          near={props.near}
          onSlot={(slot) => put({ a: slot })}
        />
      )}
      <Choice
        label={t("verdict")}
        value={verdict}
        options={(["same", "maybe", "different"] as const).map((v) => ({
          value: v,
          label: t(`verdict_${v}`),
        }))}
        onChange={(v) => put({ verdict: v })}
      />
      <SlotField
        label={t("that_one")}
        name="b"
        slot={b}
        objects={kind ? [kind] : [...KINDS]}
        source={props.source}
        near={props.near}
        onSlot={(slot) => put({ b: slot })}
      />
      <TextField
        label={t("reason")}
        name="reason"
        value={reason}
        onInput={(text) => put({ reason: text })}
      />
    </Form>
  );
}

/** A place of a form that is filled, and is not to be changed here. */
function Standing({ label, who }: { label: string; who: Ref }): JSX.Element {
  return (
    <p class="standing">
      <span class="label">{label}</span>
      <span class="who">
        <Icon name={who.kind ?? "thing"} /> <b>{who.name}</b>
      </span>
    </p>
  );
}

/** Keep words for later: one key, no form. */
export function keepForLater(reading: Reading): Promise<Written> | null {
  const chosen = reading.chosen();
  if (!chosen) return null;
  return write("pend", { source: reading.id, at: chosen.at, exact: chosen.exact });
}
