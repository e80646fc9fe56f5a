// Everything that was ever done, the newest first; any of it can be taken back.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { Edit } from "../model.ts";
import { Answered, Empty, Heading, Pager } from "../ui/lists.tsx";
import { useAnswer } from "../ui/loading.ts";
import { undo } from "../undoing.ts";
import { moment, t } from "../words.ts";

const LIMIT = 30;

export function HistoryView(): JSX.Element {
  const offset = useSignal(0);
  const body = { offset: offset.value, limit: LIMIT };
  const answer = useAnswer<{ total: number; edits: Edit[] }>("history", body);
  return (
    <>
      <Heading title={t("view_history")} count={answer.data.value?.total} />
      <Answered answer={answer}>
        {(found) =>
          found.total ? (
            <>
              <ol class="edits">
                {found.edits.map((edit) => (
                  <EditLine key={edit.edit} edit={edit} whole />
                ))}
              </ol>
              <Pager offset={offset} limit={LIMIT} total={found.total} />
            </>
          ) : (
            <Empty title={t("no_history_title")}>
              <p>{t("no_history")}</p>
            </Empty>
          )
        }
      </Answered>
    </>
  );
}

const SIGN = { added: "+", changed: "~", removed: "−" };

export function EditLine({ edit, whole }: { edit: Edit; whole?: boolean }): JSX.Element {
  const shown = edit.changes.slice(0, whole ? 12 : 2);
  const more = edit.more + edit.changes.length - shown.length;
  return (
    <li class={edit.undone ? "edit undone" : "edit"}>
      <p class="by">
        {moment(edit.at)} · {edit.by} {whole && <span class="number">№ {edit.edit}</span>}
        {edit.undone && <span class="tag">{t("taken_back_tag")}</span>}
      </p>
      <p class="why">{edit.why}</p>
      <ul class="changes">
        {shown.map((change) => (
          <li key={`${change.kind} ${change.id}`} class={change.what}>
            <span class="sign" aria-hidden="true">
              {SIGN[change.what]}
            </span>
            <span class="unseen">{t(`change_${change.what}`)}: </span>
            {change.sentence}
          </li>
        ))}
        {more > 0 && <li class="note">{t("n_more", { n: more })}</li>}
      </ul>
      {whole && !edit.undone && (
        <button type="button" class="quiet" onClick={() => void undo(edit.edit)}>
          {t(edit.undoes ? "undo_the_undo" : "undo_this")}
        </button>
      )}
    </li>
  );
}
