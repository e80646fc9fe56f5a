// Every source: what has been read of it, and how much is marked.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { Names, Source } from "../model.ts";
import { nameOf } from "../names.ts";
import { Answered, Empty, Heading, Pager } from "../ui/lists.tsx";
import { Choice, TextField } from "../ui/fields.tsx";
import { useAnswer } from "../ui/loading.ts";
import { Go } from "../ui/said.tsx";
import { t } from "../words.ts";

const LIMIT = 50;
type Order = "written" | "added" | "title";
type Which = "all" | "unread" | "begun" | "done";

export function Sources(): JSX.Element {
  const text = useSignal("");
  const which = useSignal<Which>("all");
  const order = useSignal<Order>("written");
  const offset = useSignal(0);
  const body = {
    order: order.value,
    offset: offset.value,
    limit: LIMIT,
    ...(text.value.trim() ? { text: text.value.trim() } : {}),
    ...(which.value === "all" ? {} : { reading: which.value }),
  };
  const answer = useAnswer<{ total: number; sources: Source[]; names: Names }>("sources", body);
  const unasked = which.value === "all" && !text.value.trim();
  return (
    <>
      <Heading title={t("view_sources")} count={answer.data.value?.total}>
        <Go to={{ view: "import" }} class="as-button">
          {t("view_import")}
        </Go>
      </Heading>
      <div class="filters">
        <TextField
          label={t("filter")}
          value={text.value}
          onInput={(value) => {
            text.value = value;
            offset.value = 0;
          }}
        />
        <Choice
          label={t("reading")}
          value={which.value}
          options={(["all", "unread", "begun", "done"] as const).map((value) => ({
            value,
            label: t(`reading_${value}`),
          }))}
          onChange={(value) => {
            which.value = value;
            offset.value = 0;
          }}
        />
        <Choice
          label={t("order")}
          value={order.value}
          options={(["written", "added", "title"] as const).map((value) => ({
            value,
            label: t(`order_${value}`),
          }))}
          onChange={(value) => (order.value = value)}
        />
      </div>
      <Answered answer={answer}>
        {(found) =>
          found.total === 0 ? (
            unasked ? (
              <Empty title={t("no_sources_title")}>
                <p>{t("no_sources")}</p>
                <Go to={{ view: "import" }} class="as-button">
                  {t("view_import")}
                </Go>
              </Empty>
            ) : (
              <p class="empty">{t("none_such")}</p>
            )
          ) : (
            <>
              <ul class="lines sources">
                {found.sources.map((source) => (
                  <SourceLine key={source.id} source={source} />
                ))}
              </ul>
              <Pager offset={offset} limit={LIMIT} total={found.total} />
            </>
          )
        }
      </Answered>
    </>
  );
}

export function SourceLine({ source }: { source: Source }): JSX.Element {
  const { reading } = source;
  const share = reading.done ? 100 : source.length ? (100 * reading.read_to) / source.length : 0;
  const facts = [
    source.author ? nameOf(source.author) : "",
    source.written?.said ?? "",
    reading.marks ? t("n_marks", { n: reading.marks }) : "",
    reading.pending ? t("n_kept", { n: reading.pending }) : "",
  ].filter(Boolean);
  return (
    <li class="source-line">
      <span
        class={`dial ${reading.done ? "done" : share ? "begun" : ""}`}
        role="img"
        aria-label={reading.done ? t("read_whole") : t("read_share", { share: Math.round(share) })}
      >
        <svg viewBox="0 0 20 20" width="14" height="14" aria-hidden="true">
          <circle cx="10" cy="10" r="8" class="track" />
          <circle
            cx="10"
            cy="10"
            r="8"
            class="done"
            pathLength={100}
            stroke-dasharray={`${share} 100`}
          />
        </svg>
      </span>
      <Go to={{ view: "reader", source: source.id }} class="title">
        {source.title}
      </Go>
      <span class="hint">{facts.join(" · ")}</span>
    </li>
  );
}
