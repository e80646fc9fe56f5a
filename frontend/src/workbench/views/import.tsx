// Files in: dropped or chosen, what is known of all of them said once, each with what became of it.
import { signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { Trouble, undoable, upload, write } from "../api.ts";
import { refOf } from "../entities.ts";
import { empty, idIn, ofEntity } from "../reader/draft.ts";
import type { Entry, Finding, Names, Source } from "../model.ts";
import { learn } from "../names.ts";
import { go } from "../place.ts";
import { SlotField, TermField } from "../reader/slot.tsx";
import { WhenField } from "../reader/when.tsx";
import { Select, TextField } from "../ui/fields.tsx";
import { Heading } from "../ui/lists.tsx";
import { complain, notice } from "../ui/notices.tsx";
import { Go } from "../ui/said.tsx";
import { Icon } from "../ui/icons.tsx";
import { undo } from "../undoing.ts";
import { t } from "../words.ts";

interface Imported {
  added: Source[];
  already: string[];
  titles: Record<string, string>;
  completed: string[];
  refused: { name: string; message: string }[];
  recorded: Record<string, unknown> | null;
  findings: Finding[];
  edit: number | null;
  names?: Names;
}

interface Batch {
  total: number;
  sent: number;
  running: boolean;
  answers: Imported[];
}

/** Kept here, so that leaving the page stops nothing and loses nothing. */
const batch = signal<Batch | null>(null);
const details = signal({
  kind: "letter",
  author: empty(),
  addressee: empty(),
  place: empty(),
  written: "",
  lang: "",
  rights: "",
  access: "public",
});

const FILES = 24;
const BYTES = 24_000_000;

export function ImportView(): JSX.Element {
  return (
    <>
      <Heading title={t("view_import")} />
      <p class="lede">{t("import_what")}</p>
      <DropZone />
      <Details />
      <Results />
    </>
  );
}

export function DropZone(): JSX.Element {
  const over = useSignal(false);
  return (
    <div
      class={over.value ? "drop-zone over" : "drop-zone"}
      onDragOver={(event) => {
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => (over.value = false)}
      onDrop={(event) => {
        event.preventDefault();
        over.value = false;
        void bring([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <Icon name="source" />
      <p>{t("drop_here")}</p>
      <label class="as-button">
        {t("choose_files")}
        <input
          class="unseen"
          type="file"
          multiple
          onChange={(event) => {
            void bring([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = "";
          }}
        />
      </label>
    </div>
  );
}

/** A file dropped anywhere is brought in: it must never replace the page. */
export function startDropping(): void {
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    const files = [...(event.dataTransfer?.files ?? [])];
    if (!files.length || (event.target as HTMLElement).closest(".drop-zone")) return;
    go({ view: "import" });
    void bring(files);
  });
}

async function bring(files: File[]): Promise<void> {
  if (!files.length) return;
  if (batch.value?.running) return notice(t("import_running"));
  const state: Batch = { total: files.length, sent: 0, running: true, answers: [] };
  batch.value = state;
  go({ view: "import" });
  try {
    await makeWhoIsNew();
    for (const some of portions(files)) {
      const answer = await upload<Imported>(formOf(some));
      learn(answer.names);
      state.sent += some.length;
      state.answers = [...state.answers, answer];
      batch.value = { ...state };
    }
  } catch (error) {
    if (error instanceof Trouble && error.findings.length) {
      const refused = [{ name: "", message: error.message }];
      state.answers.push({ ...NOTHING, refused, findings: error.findings });
    } else complain(error);
  }
  batch.value = { ...state, running: false };
}

const NOTHING: Imported = {
  added: [],
  already: [],
  titles: {},
  completed: [],
  refused: [],
  recorded: null,
  findings: [],
  edit: null,
};

const NAMED = ["author", "addressee", "place"] as const;

/** Cards of those whom the details name and whom the archive did not know: made once, before the first text. */
async function makeWhoIsNew(): Promise<void> {
  const entities: Record<string, Entry> = {};
  const ids = NAMED.map((name) => {
    const ref = details.value[name].ref;
    return ref?.make ? idIn(entities, ref) : null;
  });
  const keys = Object.keys(entities);
  if (!keys.length) return;
  const written = await write("record", { entities });
  NAMED.forEach((name, index) => {
    const at = keys.indexOf(ids[index] ?? "");
    const id = written.ids.entity?.[at];
    if (id) details.value = { ...details.value, [name]: ofEntity(refOf(id)) };
  });
}

/** Texts before the evidence that speaks of them; not too much in one call. */
function portions(files: File[]): File[][] {
  const evidence = (file: File): number => (/\.evidence\.(ya?ml|jsonl)$/i.test(file.name) ? 1 : 0);
  const found: File[][] = [];
  let size = 0;
  for (const file of [...files].sort((a, b) => evidence(a) - evidence(b))) {
    const last = found[found.length - 1];
    if (!last || last.length >= FILES || size + file.size > BYTES) {
      found.push([file]);
      size = file.size;
    } else {
      last.push(file);
      size += file.size;
    }
  }
  return found;
}

function formOf(files: File[]): FormData {
  const form = new FormData();
  for (const file of files) form.append("file", file, file.name);
  const { author, addressee, place, ...plain } = details.value;
  for (const [name, slot] of Object.entries({ author, addressee, place })) {
    const id = slot.ref ? slot.ref.id : slot.text.trim();
    if (id) form.append(name, id);
  }
  for (const [name, value] of Object.entries(plain)) {
    if (value.trim()) form.append(name, value.trim());
  }
  return form;
}

function Details(): JSX.Element {
  const now = details.value;
  const put = (more: Partial<typeof now>): void => {
    details.value = { ...details.value, ...more };
  };
  const who = (name: "author" | "addressee" | "place"): JSX.Element => (
    <SlotField
      label={t(`source_${name}`)}
      name={name}
      slot={now[name]}
      objects={name === "place" ? ["place"] : ["person", "group"]}
      onSlot={(slot) => put({ [name]: slot })}
    />
  );
  return (
    <details class="import-details">
      <summary>{t("import_details")}</summary>
      <p class="note">{t("import_details_what")}</p>
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
        {who("author")}
        {who("addressee")}
        {who("place")}
        <Select
          label={t("source_lang")}
          value={now.lang}
          options={["", "en", "ru", "uk", "de", "fr", "es", "pl"].map((value) => ({
            value,
            label: value || t("find_out"),
          }))}
          onChange={(lang) => put({ lang })}
        />
        <TextField
          label={t("source_rights")}
          value={now.rights}
          onInput={(rights) => put({ rights })}
        />
        <Select
          label={t("access")}
          value={now.access}
          options={["public", "restricted"].map((value) => ({
            value,
            label: t(`access_${value}`),
          }))}
          onChange={(access) => put({ access })}
        />
      </div>
    </details>
  );
}

function Results(): JSX.Element {
  const now = batch.value;
  if (!now) return <></>;
  const all = <K extends "added" | "already" | "completed" | "refused" | "findings">(key: K) =>
    now.answers.flatMap((answer) => answer[key] as Imported[K][number][]) as Imported[K];
  const added = all("added");
  const refused = all("refused");
  const already = all("already");
  const titles = Object.assign({}, ...now.answers.map((answer) => answer.titles)) as Record<
    string,
    string
  >;
  return (
    <section class="import-results" aria-live="polite">
      {now.running && (
        <>
          <progress max={now.total} value={now.sent} aria-label={t("importing")} />
          <p class="note">{t("import_progress", { done: now.sent, n: now.total })}</p>
        </>
      )}
      {added.length > 0 && (
        <>
          <h2>{t("n_added", { n: added.length })}</h2>
          <ul class="lines">
            {added.map((source) => (
              <li key={source.id}>
                <Icon name="source" />
                <Go to={{ view: "reader", source: source.id }} class="title">
                  {source.title}
                </Go>
                <span class="hint">{t("n_characters", { n: source.length })}</span>
              </li>
            ))}
          </ul>
          <p>
            <Go to={{ view: "reader", source: (added[0] as Source).id }} class="as-button">
              {t("begin_reading")}
            </Go>{" "}
            {undoable.value && !now.running && (
              <button type="button" class="quiet" onClick={() => void undo()}>
                {t("undo")}
              </button>
            )}
          </p>
        </>
      )}
      {now.answers.some((answer) => answer.recorded) && <p>{t("evidence_recorded")}</p>}
      {already.length > 0 && (
        <>
          <h2>{t("n_already", { n: already.length })}</h2>
          <ul class="lines">
            {already.map((id) => (
              <li key={id}>
                <Icon name="source" />
                <Go to={{ view: "reader", source: id }} class="title">
                  {titles[id] ?? id}
                </Go>
                <Go to={{ view: "reader", source: id }} class="as-button">
                  {t("read_it")}
                </Go>
              </li>
            ))}
          </ul>
        </>
      )}
      {refused.length > 0 && (
        <>
          <h2>{t("n_refused", { n: refused.length })}</h2>
          <ul class="bullets">
            {refused.map((one) => (
              <li key={one.name + one.message}>
                <b>{one.name}</b> {one.message}
              </li>
            ))}
          </ul>
        </>
      )}
      {all("findings").length > 0 && (
        <ul class="bullets">
          {all("findings").map((finding) => (
            <li key={finding.id + finding.message}>
              {finding.where.file}
              {finding.where.line ? `:${finding.where.line}` : ""} {finding.message}{" "}
              <em>{finding.fix}</em>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
