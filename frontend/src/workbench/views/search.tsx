// Search: sources, names, statements and memos at once.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import type { Hit, Names } from "../model.ts";
import type { Place } from "../place.ts";
import { Answered, Empty, Heading, Pager } from "../ui/lists.tsx";
import { Choice } from "../ui/fields.tsx";
import { useAnswer } from "../ui/loading.ts";
import { Go } from "../ui/said.tsx";
import { t } from "../words.ts";

const LIMIT = 30;
const LOOKING = ["words", "phrase", "beginning", "either", "who", "by", "when", "code", "signs"];
type Which = Hit["kind"] | "all";

interface Found {
  total: number;
  hits: Hit[];
  names: Names;
  nearest: string[];
}

/** What was found for a query; another query is another view, so that no hit of the one stands under the other. */
export function SearchView({ text }: { text: string }): JSX.Element {
  return <Searched key={text} text={text} />;
}

function Searched({ text }: { text: string }): JSX.Element {
  const which = useSignal<Which>("all");
  const offset = useSignal(0);
  const body = {
    text,
    offset: offset.value,
    limit: LIMIT,
    ...(which.value === "all" ? {} : { kinds: [which.value] }),
  };
  const answer = useAnswer<Found>("search", body);
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
          onChange={(value) => {
            which.value = value;
            offset.value = 0;
          }}
        />
      </div>
      <HowToAsk />
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
              {found.nearest.length > 0 && <Nearest words={found.nearest} />}
              <p>{t("nothing_found")}</p>
            </Empty>
          )
        }
      </Answered>
    </>
  );
}

/** Words of the archive that are spelled or sound like those typed. */
function Nearest({ words }: { words: string[] }): JSX.Element {
  return (
    <p class="nearest">
      {t("did_you_mean")}{" "}
      {words.map((word, index) => (
        <span key={word}>
          {index > 0 && ", "}
          <Go to={{ view: "search", text: word }}>{word}</Go>
        </span>
      ))}
    </p>
  );
}

/** The language of queries in a few lines. */
function HowToAsk(): JSX.Element {
  return (
    <details class="how-to-ask">
      <summary>{t("how_to_ask")}</summary>
      <dl>
        {LOOKING.map((key) => (
          <div key={key}>
            <dt>
              <code>{t(`ask_${key}`)}</code>
            </dt>
            <dd>{t(`ask_${key}_finds`)}</dd>
          </div>
        ))}
      </dl>
    </details>
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
