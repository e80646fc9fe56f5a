// What lists have in common: a heading with a count, an answer that may still be on its way, turning pages.
import type { Signal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { count, t } from "../words.ts";
import type { Answer } from "./loading.ts";

export function Heading(props: {
  title: string;
  count?: number | undefined;
  children?: ComponentChildren;
}): JSX.Element {
  return (
    <header class="heading">
      <h1>
        {props.title}
        {props.count !== undefined && <span class="count"> {count(props.count)}</span>}
      </h1>
      {props.children && <div class="heading-tools">{props.children}</div>}
    </header>
  );
}

/** The answer, or why there is none. */
export function Answered<T>(props: {
  answer: Answer<T>;
  children: (data: T) => ComponentChildren;
}): JSX.Element {
  const { data, error, again } = props.answer;
  return (
    <>
      {error.value && (
        <div class="error" role="alert">
          <Complaint text={error.value} />{" "}
          <button type="button" class="quiet" onClick={again}>
            {t("try_again")}
          </button>
        </div>
      )}
      {data.value !== null ? (
        props.children(data.value)
      ) : error.value ? null : (
        <p class="note loading">{t("loading")}</p>
      )}
    </>
  );
}

/** A sentence; what follows on lines of its own points at a place in what was typed. */
function Complaint({ text }: { text: string }): JSX.Element {
  const [sentence, ...shown] = text.split("\n");
  return (
    <>
      {sentence}
      {shown.length > 0 && <pre>{shown.map((line) => line.replace(/^ {2}/, "")).join("\n")}</pre>}
    </>
  );
}

export function Pager(props: {
  offset: Signal<number>;
  limit: number;
  total: number;
}): JSX.Element {
  const { offset, limit, total } = props;
  if (total <= limit) return <></>;
  const turn = (by: number) => () => {
    offset.value = Math.max(0, offset.value + by * limit);
    scrollTo(0, 0);
  };
  const last = Math.min(total, offset.value + limit);
  return (
    <nav class="pager" aria-label={t("pages")}>
      <button type="button" onClick={turn(-1)} disabled={offset.value === 0}>
        {t("earlier")}
      </button>
      <span>{t("from_to_of", { from: offset.value + 1, to: last, n: total })}</span>
      <button type="button" onClick={turn(1)} disabled={last >= total}>
        {t("later")}
      </button>
    </nav>
  );
}

/** Nothing yet: what would be here, and what to do to have it. */
export function Empty(props: { title: string; children: ComponentChildren }): JSX.Element {
  return (
    <div class="empty-state">
      <h2>{props.title}</h2>
      {props.children}
    </div>
  );
}
