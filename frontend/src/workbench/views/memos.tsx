// Every memo in one place, with what it is about; to be changed where it stands.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { write } from "../api.ts";
import type { Memo, Names } from "../model.ts";
import type { Place } from "../place.ts";
import { Form } from "../reader/forms.tsx";
import { Answered, Empty, Heading, Pager } from "../ui/lists.tsx";
import { TextField } from "../ui/fields.tsx";
import { useAnswer } from "../ui/loading.ts";
import { complain, notice } from "../ui/notices.tsx";
import { Go } from "../ui/said.tsx";
import { Icon } from "../ui/icons.tsx";
import { quoted } from "../text/quotes.ts";
import { moment, t } from "../words.ts";

const LIMIT = 50;

export function Memos({ memo: target }: { memo?: string }): JSX.Element {
  const text = useSignal("");
  const offset = useSignal(0);
  const body = {
    offset: offset.value,
    limit: LIMIT,
    ...(text.value.trim() ? { text: text.value.trim() } : {}),
  };
  const answer = useAnswer<{ total: number; memos: Memo[]; names: Names }>("memos", body);
  return (
    <>
      <Heading title={t("view_memos")} count={answer.data.value?.total} />
      <div class="filters">
        <TextField
          label={t("filter")}
          value={text.value}
          onInput={(value) => {
            text.value = value;
            offset.value = 0;
          }}
        />
      </div>
      <Answered answer={answer}>
        {(found) =>
          found.total ? (
            <>
              <div class="memos">
                {found.memos.map((memo) => (
                  <MemoCard key={memo.id} memo={memo} target={memo.id === target} />
                ))}
              </div>
              <Pager offset={offset} limit={LIMIT} total={found.total} />
            </>
          ) : text.value.trim() ? (
            <p class="empty">{t("none_such")}</p>
          ) : (
            <Empty title={t("no_memos_title")}>
              <p>{t("no_memos")}</p>
            </Empty>
          )
        }
      </Answered>
    </>
  );
}

export function MemoCard({ memo, target }: { memo: Memo; target?: boolean }): JSX.Element {
  const editing = useSignal(false);
  const draft = useSignal({ title: memo.title, text: memo.text });
  const about = placeOf(memo);
  // Of the version that was read when the change was begun.
  const begun = useSignal(memo.version);
  const read = { [`memo:${memo.id}`]: editing.value ? begun.value : memo.version };
  const edit = (): void => {
    draft.value = { title: memo.title, text: memo.text };
    begun.value = memo.version;
    editing.value = true;
  };
  return (
    <article class={target ? "memo target" : "memo"}>
      {editing.value ? (
        <Form
          save={t("record_change")}
          onClose={() => (editing.value = false)}
          onSave={() => write("edit-memo", { id: memo.id, ...draft.value, read })}
          onSaved={() => (editing.value = false)}
        >
          <TextField
            label={t("memo_title")}
            value={draft.value.title}
            onInput={(title) => (draft.value = { ...draft.value, title })}
          />
          <TextField
            label={t("memo_text")}
            rows={6}
            value={draft.value.text}
            onInput={(text) => (draft.value = { ...draft.value, text })}
          />
        </Form>
      ) : (
        <>
          {memo.title && <h2>{memo.title}</h2>}
          <p class="memo-text">{memo.text}</p>
          {memo.passage && about && (
            <Go to={about} class="quote">
              <q>{quoted(memo.passage.exact)}</q>
            </Go>
          )}
          <p class="by">
            {!memo.passage && about && (
              <>
                {t("memo_about")} <Go to={about}>{memo.about_name}</Go> ·{" "}
              </>
            )}
            {memo.created_by}, {moment(memo.created_at)}
          </p>
          <div class="actions">
            <button type="button" class="quiet" onClick={edit}>
              <Icon name="edit" /> {t("change")}
            </button>
            <button
              type="button"
              class="quiet"
              onClick={() =>
                write("unsay", { memos: [memo.id], read }).then(
                  () => notice(t("taken_back")),
                  complain,
                )
              }
            >
              <Icon name="bin" /> {t("take_back")}
            </button>
          </div>
        </>
      )}
    </article>
  );
}

function placeOf(memo: Memo): Place | null {
  if (memo.passage) {
    return { view: "reader", source: memo.passage.source, passage: memo.passage.id };
  }
  if (memo.about_kind === "entity") return { view: "card", id: memo.about };
  if (memo.about_kind === "source") return { view: "reader", source: memo.about };
  if (memo.about_kind === "code" || memo.about_kind === "term") {
    return { view: "codebook", code: memo.about.replace(/^code:/, "") };
  }
  return null;
}
