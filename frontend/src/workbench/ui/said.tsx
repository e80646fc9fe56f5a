// A statement as it is shown everywhere: the sentence, then the words it stands on, who said them and from
// whom they had it, how certain our reading is; and what can be done with it.
import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { write } from "../api.ts";
import type { Evidence, Rank, Said, Segments } from "../model.ts";
import { nameOf } from "../names.ts";
import { go } from "../place.ts";
import { termLabel, vocabulary } from "../vocabulary.ts";
import { named, t } from "../words.ts";
import { Icon } from "./icons.tsx";
import { Menu } from "./menu.tsx";
import { complain, notice } from "./notices.tsx";
import { quoted } from "../text/quotes.ts";
import { undo } from "../undoing.ts";

/** A link that leads within the workbench: a button, as it has no address. */
export function Go(props: {
  to: Parameters<typeof go>[0];
  children: ComponentChildren;
  class?: string;
  current?: boolean;
  label?: string;
}): JSX.Element {
  return (
    <button
      type="button"
      class={`go ${props.class ?? ""}`}
      aria-current={props.current ? "page" : undefined}
      aria-label={props.label}
      onClick={() => go(props.to)}
    >
      {props.children}
    </button>
  );
}

export function Entity({ id }: { id: string }): JSX.Element {
  return <Go to={{ view: "card", id }}>{nameOf(id)}</Go>;
}

export function Linked({ segments, self }: { segments: Segments; self?: string }): JSX.Element {
  return (
    <>
      {segments.map(([text, entity], index) =>
        entity && entity !== self ? (
          <Go key={index} to={{ view: "card", id: entity }}>
            {text}
          </Go>
        ) : (
          text
        ),
      )}
    </>
  );
}

interface Props {
  said: Said;
  self?: string;
  /** Of a mark: only what its passage attests. */
  passage?: string;
  onEdit?: (said: Said, evidence: Evidence) => void;
  /** Beside what it conflicts with: how many know it, and what we conclude. */
  weigh?: boolean;
  target?: boolean;
}

export function SaidView(props: Props): JSX.Element {
  const { said } = props;
  const evidence = said.evidence.filter((e) => !props.passage || e.passage.id === props.passage);
  const more = useSignal(false);
  const shown = more.value ? evidence : evidence.slice(0, 3);
  const names = ["said"];
  if (!said.stands) names.push("fallen");
  if (props.target) names.push("target");
  return (
    <article class={names.join(" ")} data-statement={said.id}>
      <div class="says">
        <p>
          <Linked segments={said.sentence} {...(props.self ? { self: props.self } : {})} />
        </p>
        {said.rank !== "normal" && <span class={`tag ${said.rank}`}>{t(`rank_${said.rank}`)}</span>}
        {said.access === "restricted" && <span class="tag">{t("restricted")}</span>}
        {props.weigh && <Weigh said={said} />}
      </div>
      <ul class="because">
        {evidence.length === 0 && <li class="by">{t("owner_says")}</li>}
        {shown.map((one) => (
          <EvidenceView key={one.attestation} evidence={one} />
        ))}
        {evidence.length > shown.length && (
          <li>
            <button type="button" class="quiet" onClick={() => (more.value = true)}>
              {t("n_more", { n: evidence.length - shown.length })}
            </button>
          </li>
        )}
      </ul>
      <Menu label={t("statement_actions")}>
        {props.onEdit && evidence[0] && (
          <button type="button" onClick={() => props.onEdit?.(said, evidence[0] as Evidence)}>
            <Icon name="edit" /> {t("change")}
          </button>
        )}
        {(["preferred", "normal", "deprecated"] as const)
          .filter((rank) => rank !== said.rank)
          .map((rank) => (
            <button key={rank} type="button" onClick={() => void setRank(said, rank)}>
              {t(`make_rank_${rank}`)}
            </button>
          ))}
        <button type="button" onClick={() => void setAccess(said)}>
          {t(said.access === "public" ? "restrict" : "open_up")}
        </button>
        <button type="button" onClick={() => void takeBack(said, evidence, props.passage)}>
          <Icon name="bin" /> {t("take_back")}
        </button>
      </Menu>
    </article>
  );
}

function Weigh({ said }: { said: Said }): JSX.Element {
  return (
    <div class="weigh">
      <span>{t("n_witnesses", { n: said.independent })}</span>
      <label>
        <span class="unseen">{t("rank")}</span>
        <select
          value={said.rank}
          onChange={(event) => void setRank(said, event.currentTarget.value as Rank)}
        >
          {(["preferred", "normal", "deprecated"] as const).map((rank) => (
            <option key={rank} value={rank}>
              {t(`rank_${rank}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

export function EvidenceView({ evidence: e }: { evidence: Evidence }): JSX.Element {
  const certain = vocabulary.value.certainties.find((c) => c.value === e.certainty)?.label;
  const facts = [
    e.basis !== "unknown" ? termLabel("basis", e.basis) : "",
    e.stance !== "asserts" ? t(`stance_${e.stance}`) : "",
    certain ?? "",
    e.method === "machine" ? t("by_machine") : "",
  ].filter(Boolean);
  return (
    <li class={e.heard ? "hearsay" : undefined}>
      <Go to={{ view: "reader", source: e.passage.source, passage: e.passage.id }} class="quote">
        <q>{quoted(e.passage.exact)}</q>
      </Go>
      <span class="by">
        {e.author ? nameOf(e.author) : t("somebody")}, {e.source.title}
        {e.source.written ? `, ${e.source.written.said}` : ""}
      </span>
      {e.chain.length > 0 && (
        <span class="by way">
          {t("heard_through")}{" "}
          {e.chain.map((telling, index) => (
            <span key={telling.telling}>
              {index > 0 && " → "}
              {telling.speaker ? <Entity id={telling.speaker} /> : t("somebody")}
              {telling.place || telling.when ? (
                <small>
                  {" "}
                  (
                  {[telling.place && nameOf(telling.place), telling.when?.said]
                    .filter(Boolean)
                    .join(", ")}
                  )
                </small>
              ) : null}
            </span>
          ))}
          {" → "}
          {e.author ? nameOf(e.author) : t("the_author")}
        </span>
      )}
      {facts.length > 0 && <span class="by">{facts.join(" · ")}</span>}
    </li>
  );
}

async function setRank(said: Said, rank: Rank): Promise<void> {
  await attempt("rank", { ranks: { [said.id]: rank } }, said);
}

async function setAccess(said: Said): Promise<void> {
  const access = said.access === "public" ? "restricted" : "public";
  await attempt("access", { kind: "statement", id: said.id, access }, said);
}

async function takeBack(said: Said, evidence: Evidence[], passage?: string): Promise<void> {
  const body = passage
    ? { attestations: evidence.map((e) => e.attestation) }
    : { statements: [said.id] };
  if (await attempt("unsay", body, said)) {
    notice(t("taken_back"), { label: t("undo"), run: () => void undo() });
  }
}

/** Write with the version that was read; say what went wrong. */
export async function attempt(verb: string, body: object, said?: Said): Promise<boolean> {
  const read = said ? { [`statement:${said.id}`]: said.version } : {};
  try {
    await write(verb, { ...body, read });
    return true;
  } catch (error) {
    complain(error);
    return false;
  }
}

export const kindName = (kind: string): string => named("kind", kind);
