// The card of a source: its details, to be mended where they are wrong; its text never changes.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { write } from "../api.ts";
import { refOf } from "../entities.ts";
import type { Names, Source } from "../model.ts";
import { empty, ofEntity, type Slot } from "../reader/draft.ts";
import { Form } from "../reader/forms.tsx";
import { SlotField, TermField } from "../reader/slot.tsx";
import { WhenField } from "../reader/when.tsx";
import { Choice, TextField } from "../ui/fields.tsx";
import { Answered } from "../ui/lists.tsx";
import { useAnswer } from "../ui/loading.ts";
import { notice } from "../ui/notices.tsx";
import { Go } from "../ui/said.tsx";
import { termLabel } from "../vocabulary.ts";
import { t } from "../words.ts";

export function SourceCard({ id }: { id: string }): JSX.Element {
  const answer = useAnswer<{ source: Source; names: Names }>("source", { id });
  return <Answered answer={answer}>{({ source }) => <Page source={source} />}</Answered>;
}

const slot = (id: string | null): Slot => (id ? ofEntity(refOf(id)) : empty());

const fieldsOf = (source: Source) => ({
  kind: source.kind,
  title: source.title,
  author: slot(source.author),
  addressee: slot(source.addressee),
  place: slot(source.place),
  written: source.written?.words ?? source.written?.edtf ?? "",
  lang: source.lang,
  rights: source.rights ?? "",
  access: source.access,
  release_after: source.release_after ?? "",
});

function Page({ source }: { source: Source }): JSX.Element {
  // What was read when the form was filled; what comes later is taken over only while nothing is typed.
  const base = useSignal(source);
  const draft = useSignal(fieldsOf(source));
  const typed = useSignal(false);
  useEffect(() => {
    if (typed.value) return;
    base.value = source;
    draft.value = fieldsOf(source);
  }, [source.version]);
  const now = draft.value;
  const put = (more: Partial<typeof now>): void => {
    typed.value = true;
    draft.value = { ...draft.value, ...more };
  };
  const save = (): Promise<import("../model.ts").Written> => {
    const { author, addressee, place, ...plain } = draft.value;
    const id = (s: Slot): string => s.ref?.id ?? s.text.trim();
    return write("edit-source", {
      id: source.id,
      ...plain,
      author: id(author),
      addressee: id(addressee),
      place: id(place),
      read: { [`source:${source.id}`]: base.value.version },
    });
  };
  return (
    <div class="card source-card">
      <header class="entry">
        <p class="kind">{termLabel("source-kind", source.kind)}</p>
        <h1 lang={source.lang}>{source.title}</h1>
        <p class="meta">
          <Go to={{ view: "reader", source: source.id }} class="as-button">
            {t("read_it")}
          </Go>
          <span>{t("n_characters", { n: source.length })}</span>
          <span>{t("n_marks", { n: source.reading.marks })}</span>
        </p>
      </header>
      <Form
        save={t("record_change")}
        onSave={save}
        onSaved={() => {
          typed.value = false;
          notice(t("recorded"));
        }}
        onClose={() => history.back()}
      >
        <TextField
          label={t("source_title")}
          value={now.title}
          onInput={(title) => put({ title })}
        />
        <div class="pair">
          <TermField
            label={t("source_kind")}
            name="kind"
            vocab="source-kind"
            value={now.kind}
            onChange={(kind) => put({ kind })}
          />
          <WhenField
            label={t("source_written")}
            name="written"
            value={now.written}
            alone
            onInput={(written) => put({ written })}
          />
          {(["author", "addressee", "place"] as const).map((name) => (
            <SlotField
              key={name}
              label={t(`source_${name}`)}
              name={name}
              slot={now[name]}
              objects={name === "place" ? ["place"] : ["person", "group"]}
              onSlot={(s) => put({ [name]: s })}
            />
          ))}
          <TextField label={t("source_lang")} value={now.lang} onInput={(lang) => put({ lang })} />
          <TextField
            label={t("source_rights")}
            value={now.rights}
            onInput={(rights) => put({ rights })}
          />
          <TextField
            label={t("release_after")}
            value={now.release_after}
            placeholder="2030-01-01"
            note={t("release_after_note")}
            onInput={(release_after) => put({ release_after })}
          />
        </div>
        <Choice
          label={t("access")}
          value={now.access}
          options={(["public", "restricted"] as const).map((value) => ({
            value,
            label: t(`access_${value}`),
          }))}
          onChange={(access) => put({ access })}
        />
      </Form>
    </div>
  );
}
