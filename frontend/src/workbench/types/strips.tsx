// A life as a strip of its states: who leads to the card, the strip opens what every state is read from.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { nameOf } from "../names.ts";
import { Answered } from "../ui/lists.tsx";
import { useAnswer } from "../ui/loading.ts";
import { Entity, SaidView } from "../ui/said.tsx";
import { count, t } from "../words.ts";
import {
  type Found,
  letterOf,
  type LifeInStates,
  lookOf,
  type Member,
  type Run,
  type Settings,
} from "./found.ts";

/** A run at least so long has its letter in it. */
const LETTERED = 0.05;

export function Strip({ found, runs }: { found: Found; runs: Run[] }): JSX.Element {
  return (
    <span class="life-strip" aria-hidden="true">
      {runs.map(([state, cells], index) => (
        <span
          key={index}
          class={state < 0 ? "run gap" : `run ${lookOf(state)}`}
          style={{ flexGrow: cells }}
        >
          {state >= 0 && cells / found.times.length >= LETTERED ? letterOf(state) : ""}
        </span>
      ))}
    </span>
  );
}

/** A strip in words. */
export function inWords(found: Found, runs: Run[]): string {
  let at = 0;
  const said = runs.map(([state, cells]) => {
    const [first, last] = [found.times[at], found.times[at + cells - 1]];
    at += cells;
    return state < 0 ? "" : `${found.states[state]?.name}: ${first} – ${last}`;
  });
  return said.filter(Boolean).join("; ");
}

interface LifeProps {
  found: Found;
  settings: Settings;
  person: string;
  exemplar: boolean;
  member?: Member | undefined;
  /** In a moved grouping: no longer with its type. */
  left?: boolean;
  /** At some cost with another type. */
  unsteady?: boolean;
}

export function Life(props: LifeProps): JSX.Element {
  const { found, person, member } = props;
  const open = useSignal(false);
  const runs = found.runs[found.people.indexOf(person)] ?? [];
  return (
    <li class={props.exemplar ? "life exemplar" : "life"}>
      <span class="whose">
        {props.exemplar && (
          <span title={t("exemplar")} role="img" aria-label={t("exemplar")}>
            ★
          </span>
        )}{" "}
        <Entity id={person} />
      </span>
      <button
        type="button"
        class="plain strip-button"
        aria-expanded={open.value}
        aria-label={t("life_in_states", { name: nameOf(person), said: inWords(found, runs) })}
        title={t("open_life")}
        onClick={() => (open.value = !open.value)}
      >
        <Strip found={found} runs={runs} />
      </button>
      <span class="belongs">
        {member && <Strength member={member} />}
        {props.left && <span class="tag">{t("left_its_type")}</span>}
        {props.unsteady && <span class="tag">{t("not_at_every_cost")}</span>}
      </span>
      {open.value && <InStates {...props} />}
    </li>
  );
}

function Strength({ member }: { member: Member }): JSX.Element {
  const percent = Math.round(100 * member.strength);
  return (
    <span title={t("strength_said", { percent, n: Math.round(100 * member.survives) })}>
      {count(percent)} %{member.borderline && <span class="tag"> {t("on_the_border")}</span>}
    </span>
  );
}

/** State by state, with the statements and the words they stand on. */
function InStates({ found, settings, person }: LifeProps): JSX.Element {
  const answer = useAnswer<LifeInStates>("types-life", { settings, person });
  return (
    <div class="in-states">
      <Answered answer={answer}>
        {(life) => (
          <ol>
            {life.runs
              .filter((run) => run.state >= 0)
              .map((run) => (
                <li key={run.first}>
                  <h4>
                    <Swatch state={run.state} /> {found.states[run.state]?.name}{" "}
                    <small>
                      {run.first} – {run.last}
                    </small>
                  </h4>
                  {life.statements
                    .filter((said) => run.statements.includes(said.id))
                    .map((said) => (
                      <SaidView key={said.id} said={said} self={person} />
                    ))}
                </li>
              ))}
          </ol>
        )}
      </Answered>
    </div>
  );
}

export function Swatch({ state }: { state: number }): JSX.Element {
  return (
    <span class={`swatch ${lookOf(state)}`} aria-hidden="true">
      {letterOf(state)}
    </span>
  );
}

export function Legend({ found }: { found: Found }): JSX.Element {
  return (
    <ul class="states" aria-label={t("what_states")}>
      {found.states.map((state, number) => (
        <li key={state.id}>
          <Swatch state={number} /> {state.name}
        </li>
      ))}
      <li>
        <span class="swatch none" aria-hidden="true" /> {t("nothing_known")}
      </li>
    </ul>
  );
}
