// The smaller forms: a code, a memo, somebody new, two who are the same.
import { useSignal, type Signal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Trouble, write, Yielded } from "../api.ts";
import { refOf } from "../entities.ts";
import type { Entry, Verdict, Written } from "../model.ts";
import { KINDS } from "../model.ts";
import { folded } from "../text/find.ts";
import { Combobox, type Option, settled } from "../ui/combobox.tsx";
import { Choice, TextField } from "../ui/fields.tsx";
import { complain } from "../ui/notices.tsx";
import { codebook, codePath } from "../vocabulary.ts";
import { t } from "../words.ts";
import { empty, idIn, ofEntity, type NewEntity, type Slot } from "./draft.ts";
import type { Panel } from "./panels.ts";
import type { Reading } from "./reading.ts";
import { recordEntry } from "./saving.ts";
import { NewEntityFields, SlotField } from "./slot.tsx";

interface FormProps {
  reading: Reading;
  panel: Panel;
  onSaved: (written: Written) => void;
  onClose: () => void;
}

/** The frame of a form: Enter in a field records, Escape closes, an error stays beside it. */
export function Form(props: {
  /** Writes; null where something is missing. */
  onSave: () => Promise<Written | "unchanged" | null>;
  onSaved: (written: Written) => void;
  onClose: () => void;
  save: string;
  children: ComponentChildren;
}): JSX.Element {
  const form = useRef<HTMLFormElement>(null);
  const error = useSignal("");
  const busy = useSignal(false);
  useLayoutEffect(() => {
    form.current?.querySelector<HTMLElement>("input, textarea, select")?.focus();
  }, []);
  const save = async (): Promise<void> => {
    await settled();
    if (busy.value) return;
    busy.value = true;
    error.value = "";
    try {
      const written = await props.onSave();
      if (written === "unchanged") props.onClose();
      else if (written) props.onSaved(written);
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
        if (!code || !panel.at) return null;
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
        if (!draft.value.text.trim() || !panel.at) return null;
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
        if (!make.label.trim()) return null;
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
    </Form>
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

/** Two who may be one: a signed judgement, which can be taken back. */
export function Judging(props: {
  draft: Signal<SameDraft>;
  near: string[];
  source?: string;
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
      onSave={async () => {
        // As it is now: a choice may have come after this was drawn.
        const now = draft.value;
        const [one, other] = [now.a.ref, now.b.ref];
        if (!one || !other || one.make || other.make) return null;
        const { verdict, reason } = now;
        return write("judge", { a: one.id, b: other.id, verdict, reason });
      }}
    >
      <SlotField
        label={t("this_one")}
        name="a"
        slot={a}
        objects={[...KINDS]}
        source={props.source}
        near={props.near}
        onSlot={(slot) => put({ a: slot })}
      />
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

/** Keep words for later: one key, no form. */
export function keepForLater(reading: Reading): Promise<Written> | null {
  const chosen = reading.chosen();
  if (!chosen) return null;
  return write("pend", { source: reading.id, at: chosen.at, exact: chosen.exact });
}
