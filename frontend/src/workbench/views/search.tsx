// Search: sources, names, statements and memos at once.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { Hit, Names } from "../model.ts";
import type { Place } from "../place.ts";
import { Answered, Empty, Heading, Pager } from "../ui/lists.tsx";
import { Choice } from "../ui/fields.tsx";
import { useAnswer } from "../ui/loading.ts";
import { Go } from "../ui/said.tsx";
import { t } from "../words.ts";

const LIMIT = 30;
type Which = Hit["kind"] | "all";

export function SearchView({ text }: { text: string }): JSX.Element {
  const which = useSignal<Which>("all");
  const offset = useSignal(0);
  useEffect(() => {
    offset.value = 0;
  }, [text, which.value]);
  const body = {
    text,
    offset: offset.value,
    limit: LIMIT,
    ...(which.value === "all" ? {} : { kinds: [which.value] }),
  };
  const answer = useAnswer<{ total: number; hits: Hit[]; names: Names }>("search", body);
  return (
    <>
      <Heading title={t("found_for", { text })} count={answer.data.value?.total} />
      <div class="filters">
        <Choice
          label={t("kind")}
          value={which.value}
          options={(["all", "source", "entity", "statement", "memo"] as const).map((value) => ({
            value,
            label: t(value === "all" ? "reading_all" : `hits_${value}`),
          }))}
          onChange={(value) => (which.value = value)}
        />
      </div>
      <Answered answer={answer}>
        {(found) =>
          found.total ? (
            <>
              <ol class="hits">
                {found.hits.map((hit) => (
                  <li key={`${hit.kind} ${hit.id} ${hit.start ?? ""}`}>
                    <span class="kind">{t(`hit_${hit.kind}`)}</span>
                    <Go to={where(hit)} class="title">
                      {hit.title}
                    </Go>
                    <p>
                      {hit.pieces.map(([piece, on], index) =>
                        on ? <mark key={index}>{piece}</mark> : piece,
                      )}
                    </p>
                  </li>
                ))}
              </ol>
              <Pager offset={offset} limit={LIMIT} total={found.total} />
            </>
          ) : (
            <Empty title={t("nothing_found_title")}>
              <p>{t("nothing_found")}</p>
            </Empty>
          )
        }
      </Answered>
    </>
  );
}

function where(hit: Hit): Place {
  if (hit.kind === "entity") return { view: "card", id: hit.id };
  if (hit.kind === "memo") return { view: "memos", memo: hit.id };
  if (!hit.source) return { view: "search", text: hit.title };
  return {
    view: "reader",
    source: hit.source,
    ...(hit.passage ? { passage: hit.passage } : {}),
    ...(hit.start !== null ? { start: hit.start } : {}),
  };
}
