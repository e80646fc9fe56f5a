// Ask the archive: who was with whom, who was there, what is said by whom, which codes meet, and where.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import {
  bodyOf,
  kept,
  type Asked,
  type Table,
  unsettled,
  type Verb,
  VERBS,
  which,
} from "../across/asked.ts";
import { QuestionForm } from "../across/fields.tsx";
import { AnswerTable } from "../across/table.tsx";
import { call } from "../api.ts";
import { Choice } from "../ui/fields.tsx";
import { Answered, Empty, Heading, Pager } from "../ui/lists.tsx";
import { useAnswer } from "../ui/loading.ts";
import { complain, notice } from "../ui/notices.tsx";
import { t } from "../words.ts";

const LIMIT = 50;
const LOOK = 900;

export function AcrossView(): JSX.Element {
  const verb = which.value;
  return (
    <>
      <Heading title={t("view_across")} />
      <p class="lede">{t("across_what")}</p>
      <div class="filters">
        <Choice
          label={t("which_question")}
          value={verb}
          options={VERBS.map((value) => ({ value, label: t(`across_${value}`) }))}
          onChange={(value) => (which.value = value)}
        />
      </div>
      <Question key={verb} verb={verb} />
    </>
  );
}

function Question({ verb }: { verb: Verb }): JSX.Element {
  const { wish, asked } = kept[verb];
  const error = useSignal("");
  const ask = (): void => {
    const body = bodyOf(verb, wish.value);
    error.value = unsettled(wish.value) ? t("choose_from_list") : body ? "" : t(`needs_${verb}`);
    if (body && !error.value) {
      asked.value = { body, sort: null, descending: false, offset: 0 };
    }
  };
  return (
    <div class="across">
      <p class="note">{t(`across_${verb}_said`)}</p>
      <QuestionForm verb={verb} onAsk={ask} error={error.value} />
      {asked.value ? (
        <Answer key={JSON.stringify(asked.value.body)} verb={verb} asked={asked.value} />
      ) : (
        <Empty title={t("not_asked_title")}>
          <p>{t(`across_${verb}_try`)}</p>
        </Empty>
      )}
    </div>
  );
}

function Answer({ verb, asked }: { verb: Verb; asked: Asked }): JSX.Element {
  const { body, ...page } = asked;
  const looked = { ...body, ...page, limit: LIMIT };
  const answer = useAnswer<Table>(verb, looked);
  const state = answer.data.value?.state;
  const busy = state === "running" || state === "stale" || state === "none";
  useEffect(() => {
    if (!busy) return;
    const look = setInterval(answer.again, LOOK);
    return () => clearInterval(look);
  }, [busy]);
  const put = (more: Partial<Asked>): void => {
    const now = kept[verb].asked;
    if (now.value) now.value = { ...now.value, ...more };
  };
  const offset = useSignal(asked.offset);
  useEffect(() => {
    if (offset.value !== asked.offset) put({ offset: offset.value });
  }, [offset.value]);
  const sort = (column: string): void => {
    const descending = asked.sort === column && !asked.descending;
    offset.value = 0;
    put({ sort: column, descending, offset: 0 });
  };
  return (
    <Answered answer={answer}>
      {(table) =>
        table.failure ? (
          <p class="error" role="alert">
            {table.failure}
          </p>
        ) : busy && !table.rows.length ? (
          <p class="note loading" role="status">
            {t("asking")}
          </p>
        ) : table.total ? (
          <>
            <div class="answer-head">
              <p role="status">
                {t("n_rows", { n: table.total })}
                {busy && ` · ${t("asking")}`}
              </p>
              <button type="button" onClick={() => void download(verb, body)}>
                {t("as_csv")}
              </button>
            </div>
            <AnswerTable verb={verb} table={table} asked={asked} onSort={sort} />
            <Pager offset={offset} limit={LIMIT} total={table.total} />
          </>
        ) : (
          <Empty title={t("nobody_knows_title")}>
            <p>{t(`across_${verb}_none`)}</p>
          </Empty>
        )
      }
    </Answered>
  );
}

/** The whole table as a file; its name says nothing of what is in it. */
async function download(verb: Verb, body: Record<string, unknown>): Promise<void> {
  try {
    const { csv } = await call<Table>(verb, { ...body, csv: true });
    if (csv === null) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([csv], { type: "text/csv" }));
    link.download = `${verb}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    notice(t("csv_made"));
  } catch (error) {
    complain(error);
  }
}
