// The drawings of found types: states over time, how many types, how the lives join.
import type { JSX } from "preact";
import { nameOf } from "../names.ts";
import { Entity } from "../ui/said.tsx";
import { count, lang, t } from "../words.ts";
import { countsOver, type Found, lookOf, type Tree } from "./found.ts";

const HIGH = 100;

/** Of the lives that are known at a time, the share of each state. */
export function Distribution(props: { found: Found; people: string[]; name: string }): JSX.Element {
  const { found, people } = props;
  const runs = people.map((who) => found.runs[found.people.indexOf(who)] ?? []);
  const counts = countsOver(runs, found.times.length);
  return (
    <figure class="plate over-time">
      <svg
        class="drawing distribution"
        viewBox={`0 0 ${found.times.length} ${HIGH}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t("states_over_time", { name: props.name })}
      >
        {counts.map((there, cell) => (
          <Column key={cell} cell={cell} there={there} />
        ))}
      </svg>
      <Times found={found} />
      <figcaption>{t("states_over_time_said")}</figcaption>
    </figure>
  );
}

function Column({ cell, there }: { cell: number; there: Map<number, number> }): JSX.Element {
  const all = [...there.values()].reduce((sum, n) => sum + n, 0);
  let below = 0;
  return (
    <>
      {[...there.entries()]
        .sort(([a], [b]) => a - b)
        .map(([state, n]) => {
          const high = (HIGH * n) / all;
          below += high;
          return (
            <rect
              key={state}
              class={lookOf(state)}
              x={cell}
              y={HIGH - below}
              width={1}
              height={high}
            />
          );
        })}
    </>
  );
}

export function Times({ found }: { found: Found }): JSX.Element {
  return (
    <p class="times" aria-hidden="true">
      <span>{found.times[0]}</span>
      <span>{found.times[found.times.length - 1]}</span>
    </p>
  );
}

export const decimal = (n: number): string =>
  new Intl.NumberFormat(lang.value === "ru" ? "ru" : "en-GB", {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(n);

/** How clearly the types are separate, for each number of them; a press shows the lives in so many. */
export function Separation(props: {
  found: Found;
  shown: number;
  onShow: (k: number) => void;
}): JSX.Element {
  return (
    <ul class="separation">
      {props.found.separation.map(([k, width]) => (
        <li key={k}>
          <button
            type="button"
            class="plain"
            aria-pressed={k === props.shown}
            onClick={() => props.onShow(k)}
          >
            <span>{t("n_types", { n: k })}</span>
            <span class="bar" aria-hidden="true">
              <span style={{ width: `${100 * Math.max(0, width)}%` }} />
            </span>
            <span>{decimal(width)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

const INDICES = ["asw", "hg", "pbc", "hc", "r2", "ch"];

/** Every figure of quality, for whoever wants to know. */
export function QualityTable({ found }: { found: Found }): JSX.Element {
  return (
    <details>
      <summary>{t("all_figures")}</summary>
      <div class="scroll" tabIndex={0} role="region" aria-label={t("all_figures")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("how_many_types")}</th>
              {INDICES.map((name) => (
                <th key={name} scope="col">
                  <abbr title={t(`index_${name}`)}>{name.toUpperCase()}</abbr>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.quality.map((row) => (
              <tr key={row.k}>
                <th scope="row">{row.k}</th>
                {INDICES.map((name) => (
                  <td key={name}>{typeof row[name] === "number" ? decimal(row[name]) : "—"}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul class="bullets">
        {INDICES.map((name) => (
          <li key={name}>
            {name.toUpperCase()}: {t(`index_${name}`)}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The tree: leaves on the left, where two branches join how far apart they are. */
export function Dendrogram({ tree }: { tree: Tree }): JSX.Element {
  const rows = tree.order.length;
  const most = Math.max(...tree.joins.map((join) => join.height), 1e-9);
  const at: [x: number, y: number][] = [];
  tree.order.forEach((leaf, row) => (at[leaf] = [0, row + 0.5]));
  const paths = tree.joins.map((join, step) => {
    const [xa, ya] = at[join.a] ?? [0, 0];
    const [xb, yb] = at[join.b] ?? [0, 0];
    const x = (100 * join.height) / most;
    at[tree.leaves.length + step] = [x, (ya + yb) / 2];
    return `M${xa} ${ya}H${x}V${yb}H${xb}`;
  });
  const size = tree.leaves.reduce((sum, leaf) => sum + leaf.lives, 0);
  return (
    <figure class="plate tree-of-lives">
      <div class="joined">
        <ol>
          {tree.order.map((leaf) => {
            const { person, lives } = tree.leaves[leaf] ?? { person: "", lives: 0 };
            return (
              <li key={leaf}>
                {lives === 1 ? (
                  <Entity id={person} />
                ) : (
                  <span>{t("n_lives_like", { n: lives, name: nameOf(person) })}</span>
                )}
              </li>
            );
          })}
        </ol>
        <svg
          class="drawing"
          viewBox={`0 0 101 ${rows}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={t("tree_said", { n: size })}
        >
          <path class="join" d={paths.join("")} vector-effect="non-scaling-stroke" />
        </svg>
      </div>
      <figcaption>
        {t("tree_key")} {size > rows && t("tree_cut", { n: count(rows) })}
      </figcaption>
    </figure>
  );
}
