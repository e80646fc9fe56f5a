// The codebook: a tree of codes; made, renamed, moved, merged, each an edit that can be undone.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { newest, write } from "../api.ts";
import type { Code, Coding, Names, Passage } from "../model.ts";
import { go } from "../place.ts";
import { CodeField, Form } from "../reader/forms.tsx";
import { Answered, Empty, Heading, Pager } from "../ui/lists.tsx";
import { Check, TextField } from "../ui/fields.tsx";
import { useAnswer } from "../ui/loading.ts";
import { complain, notice } from "../ui/notices.tsx";
import { Go } from "../ui/said.tsx";
import { codebook, codeName, codePath, hueOf, loadCodebook } from "../vocabulary.ts";
import { quoted } from "../text/quotes.ts";
import { lang, t } from "../words.ts";

type Doing = "make" | "edit" | "rename" | "merge" | null;

export function CodebookView({ code }: { code?: string }): JSX.Element {
  const edit = newest.value;
  const doing = useSignal<Doing>(null);
  useEffect(() => {
    loadCodebook().catch(complain);
  }, [edit]);
  useEffect(() => {
    doing.value = null;
  }, [code]);
  const codes = codebook.value.codes;
  const chosen = codes.find((one) => one.id === code);
  return (
    <>
      <Heading title={t("view_codebook")} count={codes.length}>
        <button type="button" onClick={() => (doing.value = "make")}>
          {t("new_code")}
        </button>
      </Heading>
      {doing.value === "make" && <Make above={chosen} onClose={() => (doing.value = null)} />}
      {codes.length === 0 && doing.value !== "make" ? (
        <Empty title={t("no_codes_title")}>
          <p>{t("no_codes")}</p>
        </Empty>
      ) : (
        <div class={chosen ? "codebook chosen" : "codebook"}>
          <Tree codes={codes} above={null} current={code} />
          {chosen && <CodeView code={chosen} doing={doing} />}
        </div>
      )}
    </>
  );
}

function Tree(props: {
  codes: Code[];
  above: string | null;
  current: string | undefined;
}): JSX.Element {
  const known = new Set(props.codes.map((code) => code.id));
  const here = props.codes.filter((code) =>
    props.above === null ? !code.broader || !known.has(code.broader) : code.broader === props.above,
  );
  if (!here.length) return <></>;
  return (
    <ul class={props.above === null ? "code-tree" : undefined}>
      {here.map((code) => (
        <li key={code.id}>
          <span class="row">
            <span class={`swatch hue-${hueOf(code.id)}`} aria-hidden="true" />
            <Go
              to={{ view: "codebook", code: code.id }}
              current={code.id === props.current}
              class="title"
            >
              {codeName(code.id)}
            </Go>
            <span class="hint">{code.passages_below || code.passages || ""}</span>
          </span>
          <Tree codes={props.codes} above={code.id} current={props.current} />
        </li>
      ))}
    </ul>
  );
}

function CodeView(props: { code: Code; doing: { value: Doing } }): JSX.Element {
  const { code, doing } = props;
  const read = { [`term:code:${code.id}`]: code.version };
  const close = (): void => {
    doing.value = null;
  };
  const remove = (): void => {
    write("remove-code", { id: code.id, read }).then(() => {
      notice(t("taken_back"));
      go({ view: "codebook" });
    }, complain);
  };
  return (
    <section class="code-view" key={code.id}>
      <p class="crumbs-line">{codePath(code.id)}</p>
      <h2>
        <span class={`swatch large hue-${hueOf(code.id)}`} aria-hidden="true" />
        {codeName(code.id)}
      </h2>
      {code.definition && <p>{code.definition}</p>}
      <div class="actions">
        {(["edit", "rename", "merge"] as const).map((what) => (
          <button
            key={what}
            type="button"
            aria-pressed={doing.value === what}
            onClick={() => (doing.value = doing.value === what ? null : what)}
          >
            {t(`code_${what}`)}
          </button>
        ))}
        {code.passages_below === 0 && code.own && (
          <button type="button" onClick={remove}>
            {t("code_remove")}
          </button>
        )}
      </div>
      {doing.value === "edit" && <EditCode code={code} onClose={close} />}
      {doing.value === "rename" && <Rename code={code} onClose={close} />}
      {doing.value === "merge" && <Merge code={code} onClose={close} />}
      <Passages code={code} />
    </section>
  );
}

function Passages({ code }: { code: Code }): JSX.Element {
  const below = useSignal(true);
  const offset = useSignal(0);
  const limit = 30;
  const body = { id: code.id, below: below.value, offset: offset.value, limit };
  const answer = useAnswer<{
    total: number;
    passages: { coding: Coding; passage: Passage; title: string }[];
    names?: Names;
  }>("code", body);
  return (
    <>
      <Check
        label={t("with_codes_below")}
        checked={below.value}
        onChange={(on) => (below.value = on)}
      />
      <Answered answer={answer}>
        {(found) =>
          found.total ? (
            <>
              <ul class="passages">
                {found.passages.map(({ coding, passage, title }) => (
                  <li key={coding.id}>
                    <Go
                      to={{ view: "reader", source: passage.source, passage: passage.id }}
                      class="quote"
                    >
                      <q>{quoted(passage.exact)}</q>
                    </Go>
                    <span class="by">
                      {title}
                      {coding.code !== code.id && ` · ${codePath(coding.code)}`}
                    </span>
                  </li>
                ))}
              </ul>
              <Pager offset={offset} limit={limit} total={found.total} />
            </>
          ) : (
            <p class="empty">{t("nothing_under_code")}</p>
          )
        }
      </Answered>
    </>
  );
}

function Make({ above, onClose }: { above: Code | undefined; onClose: () => void }): JSX.Element {
  const draft = useSignal({ id: above ? `${above.id}/` : "", definition: "", colour: "" });
  return (
    <div class="inline-form">
      <Form
        save={t("make_it")}
        onClose={onClose}
        onSaved={() => {
          go({ view: "codebook", code: draft.value.id });
          onClose();
        }}
        onSave={async () => {
          const { id, definition, colour } = draft.value;
          const slug = id.trim().replace(/\s+/g, "-").toLowerCase();
          if (!slug) return null;
          draft.value = { ...draft.value, id: slug };
          return write("make-code", {
            id: slug,
            ...(definition.trim() ? { definition: definition.trim() } : {}),
            ...(colour ? { colour } : {}),
          });
        }}
      >
        <TextField
          label={t("code_path")}
          value={draft.value.id}
          note={t("code_path_note")}
          onInput={(id) => (draft.value = { ...draft.value, id })}
        />
        <TextField
          label={t("definition")}
          value={draft.value.definition}
          onInput={(definition) => (draft.value = { ...draft.value, definition })}
        />
        <Colours
          value={draft.value.colour}
          onChange={(colour) => (draft.value = { ...draft.value, colour })}
        />
      </Form>
    </div>
  );
}

function EditCode({ code, onClose }: { code: Code; onClose: () => void }): JSX.Element {
  const read = useSignal({ [`term:code:${code.id}`]: code.version }).value;
  const draft = useSignal({
    label: code.label[lang.value] ?? code.name,
    definition: code.definition ?? "",
    colour: code.colour ?? "",
  });
  return (
    <Form
      save={t("record_change")}
      onClose={onClose}
      onSaved={onClose}
      onSave={() =>
        write("edit-code", {
          id: code.id,
          label: { ...code.label, [lang.value]: draft.value.label },
          definition: draft.value.definition,
          ...(draft.value.colour ? { colour: draft.value.colour } : {}),
          read,
        })
      }
    >
      <TextField
        label={t("what_to_call")}
        value={draft.value.label}
        onInput={(label) => (draft.value = { ...draft.value, label })}
      />
      <TextField
        label={t("definition")}
        rows={2}
        value={draft.value.definition}
        onInput={(definition) => (draft.value = { ...draft.value, definition })}
      />
      <Colours
        value={draft.value.colour}
        onChange={(colour) => (draft.value = { ...draft.value, colour })}
      />
    </Form>
  );
}

function Rename({ code, onClose }: { code: Code; onClose: () => void }): JSX.Element {
  const to = useSignal(code.id);
  return (
    <Form
      save={t("code_rename")}
      onClose={onClose}
      onSaved={() => {
        go({ view: "codebook", code: to.value.trim() });
        onClose();
      }}
      onSave={async () =>
        to.value.trim() && to.value.trim() !== code.id
          ? write("rename-code", { id: code.id, to: to.value.trim() })
          : null
      }
    >
      <TextField
        label={t("code_path")}
        value={to.value}
        note={t("code_rename_note")}
        onInput={(value) => (to.value = value)}
      />
    </Form>
  );
}

function Merge({ code, onClose }: { code: Code; onClose: () => void }): JSX.Element {
  const into = useSignal({ text: "", code: "" });
  return (
    <Form
      save={t("code_merge")}
      onClose={onClose}
      onSaved={() => {
        go({ view: "codebook", code: into.value.code });
        onClose();
      }}
      onSave={async () =>
        into.value.code && into.value.code !== code.id
          ? write("merge-codes", { from: [code.id], into: into.value.code })
          : null
      }
    >
      <CodeField
        label={t("merge_into")}
        text={into.value.text}
        chosen={into.value.code !== ""}
        make={false}
        onText={(text) => (into.value = { text, code: "" })}
        onChoose={(chosen) => (into.value = { text: codePath(chosen), code: chosen })}
      />
    </Form>
  );
}

function Colours(props: { value: string; onChange: (colour: string) => void }): JSX.Element {
  return (
    <fieldset class="field colours">
      <legend>{t("colour")}</legend>
      <div class="strip">
        {codebook.value.palette.map((colour, index) => (
          <label key={colour.name} title={colour.name}>
            <input
              type="radio"
              name="colour"
              aria-label={colour.name}
              checked={props.value === colour.name}
              onChange={() => props.onChange(colour.name)}
            />
            <span class={`swatch large hue-${index + 1}`} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
