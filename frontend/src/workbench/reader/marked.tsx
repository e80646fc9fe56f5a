// What is marked on some words: their statements, codes and memos, in full, each to be changed or taken back.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { write } from "../api.ts";
import type { Coding, FullMark, Memo } from "../model.ts";
import { complain } from "../ui/notices.tsx";
import { Go, SaidView } from "../ui/said.tsx";
import { Icon } from "../ui/icons.tsx";
import { codePath, hueOf } from "../vocabulary.ts";
import { moment, t } from "../words.ts";
import type { Panel } from "./panels.ts";
import type { Reading } from "./reading.ts";
import { quoted } from "../text/quotes.ts";
import { restate } from "./restating.ts";

export function Marked({ reading, panel }: { reading: Reading; panel: Panel }): JSX.Element {
  const ids = panel.passages ?? [];
  useEffect(() => reading.want(ids), [ids.join(), reading.marks.value]);
  const there = reading.marks.value.filter((mark) => ids.includes(mark.id));
  if (!there.length) return <p class="empty">{t("nothing_marked_here")}</p>;
  return (
    <>
      {there.map((mark) => {
        const full = reading.full.value.get(mark.id);
        return full ? (
          <MarkView key={mark.id} full={full} pending={mark.pending} />
        ) : (
          <p key={mark.id} class="note">
            {t("loading")}
          </p>
        );
      })}
    </>
  );
}

function MarkView(props: { full: FullMark; pending: boolean }): JSX.Element {
  const { full } = props;
  return (
    <section class="mark-view">
      <blockquote>
        <q>{quoted(full.passage.exact)}</q>
      </blockquote>
      {full.statements.map((said) => (
        <SaidView key={said.id} said={said} passage={full.passage.id} onEdit={restate} />
      ))}
      {full.codings.map((coding) => (
        <CodingView key={coding.id} coding={coding} />
      ))}
      {full.memos.map((memo) => (
        <MemoView key={memo.id} memo={memo} />
      ))}
      {props.pending && (
        <p class="note">
          <Icon name="later" /> {t("kept_for_later")}{" "}
          <button
            type="button"
            class="quiet"
            onClick={() => write("unsay", { passages: [full.passage.id] }).catch(complain)}
          >
            {t("take_back")}
          </button>
        </p>
      )}
    </section>
  );
}

function CodingView({ coding }: { coding: Coding }): JSX.Element {
  return (
    <p class="coding">
      <span class={`swatch hue-${hueOf(coding.code)}`} aria-hidden="true" />
      <Go to={{ view: "codebook", code: coding.code }}>{codePath(coding.code)}</Go>
      <button
        type="button"
        class="plain"
        aria-label={t("take_back")}
        onClick={() =>
          write("unsay", {
            codings: [coding.id],
            read: { [`coding:${coding.id}`]: coding.version },
          }).catch(complain)
        }
      >
        <Icon name="close" />
      </button>
    </p>
  );
}

export function MemoView({ memo }: { memo: Memo }): JSX.Element {
  return (
    <article class="memo">
      {memo.title && <h3>{memo.title}</h3>}
      <p class="memo-text">{memo.text}</p>
      <p class="by">
        {memo.created_by}, {moment(memo.created_at)}{" "}
        <Go to={{ view: "memos", memo: memo.id }}>{t("open_memo")}</Go>
      </p>
    </article>
  );
}
