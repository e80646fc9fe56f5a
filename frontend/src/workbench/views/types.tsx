// Types found among the lives: how they are made, which life is in which, and how far that can be trusted.
import { useSignal, type Signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { call } from "../api.ts";
import type { Written } from "../model.ts";
import { nameOf } from "../names.ts";
import { DeclareForm } from "../types/declare.tsx";
import { Dendrogram, Distribution, QualityTable, Times } from "../types/figures.tsx";
import {
  type Found,
  type Group,
  groupsOf,
  type Moved,
  type Searched,
  searched,
  type Settings,
  wished,
} from "../types/found.ts";
import { type At, Moving } from "../types/moving.tsx";
import { SettingsForm } from "../types/settings.tsx";
import { Legend, Life } from "../types/strips.tsx";
import { Answered, Empty, Heading } from "../ui/lists.tsx";
import { useAnswer } from "../ui/loading.ts";
import { complain, notice } from "../ui/notices.tsx";
import { Entity, Go } from "../ui/said.tsx";
import { undo } from "../undoing.ts";
import { t } from "../words.ts";

const LOOK = 600;

export function TypesView(): JSX.Element {
  const running = useSignal(false);
  const typed = useSignal<[string | null, string | null]>([null, null]);
  const turn = useSignal(0);
  const search = (next: Settings): void => {
    wished.value = next;
    searched.value = next;
    call("types", { settings: next, begin: "again" }).then(() => (turn.value += 1), complain);
  };
  return (
    <>
      <Heading title={t("view_types")} />
      <p class="lede">{t("types_what")}</p>
      <SettingsForm busy={running.value} typed={typed} onSearch={() => search(wished.value)} />
      <Search
        key={JSON.stringify(searched.value)}
        settings={searched.value}
        turn={turn.value}
        running={running}
        onSearch={search}
      />
    </>
  );
}

/** One search; another one is another view, so that no life stands in a type of the other. */
function Search(props: {
  settings: Settings;
  turn: number;
  running: Signal<boolean>;
  onSearch: (settings: Settings) => void;
}): JSX.Element {
  const { settings, running, onSearch } = props;
  const answer = useAnswer<Searched>("types", { settings, begin: "missing" });
  const works = answer.data.value?.state === "running";
  useEffect(() => {
    if (props.turn) answer.again();
  }, [props.turn]);
  useEffect(() => {
    running.value = works;
    if (!works) return;
    const look = setInterval(answer.again, LOOK);
    return () => {
      running.value = false;
      clearInterval(look);
    };
  }, [works]);
  return (
    <Answered answer={answer}>
      {(found) => (
        <>
          <Standing found={found} onAgain={() => onSearch(settings)} />
          {found.found && (
            <FoundTypes
              key={found.edit}
              found={found.found}
              settings={settings}
              fresh={found.state === "fresh"}
              onSearch={onSearch}
            />
          )}
        </>
      )}
    </Answered>
  );
}

function Standing({ found, onAgain }: { found: Searched; onAgain: () => void }): JSX.Element {
  if (found.state === "running") {
    return (
      <div class="progress" role="status">
        <progress
          {...(found.total ? { max: found.total, value: found.done } : {})}
          aria-label={t("searching_types")}
        />
        <span class="note">{t("searching_types")}</span>
      </div>
    );
  }
  if (found.state === "failed") {
    return (
      <Empty title={t("no_types_title")}>
        <p>{found.failure}</p>
        <p>{t("no_types")}</p>
        <button type="button" onClick={onAgain}>
          {t("try_again")}
        </button>
      </Empty>
    );
  }
  if (found.state === "stale") {
    return (
      <p class="note" role="status">
        {t("types_stale")}{" "}
        <button type="button" class="quiet" onClick={onAgain}>
          {t("search_types_again")}
        </button>
      </p>
    );
  }
  return <></>;
}

function FoundTypes(props: {
  found: Found;
  settings: Settings;
  fresh: boolean;
  onSearch: (settings: Settings) => void;
}): JSX.Element {
  const { found, settings } = props;
  const at = useSignal<At | null>(null);
  const moved = useSignal<Moved | null>(null);
  const steady = useSignal<boolean[] | null>(null);
  const declares = useSignal(false);
  const groups = groupsOf(found, moved.value, (who) => t("around", { name: nameOf(who) }));
  const declared = (written: Written): void => {
    declares.value = false;
    notice(t("declared_n", { n: written.ids.entity?.length ?? 0 }), {
      label: t("undo"),
      run: () => void undo(),
    });
  };
  return (
    <div class="typology">
      <div class="typology-side">
        <Moving
          found={found}
          settings={settings}
          at={at}
          moved={moved}
          steady={steady}
          onSearch={({ k, indel }) => props.onSearch({ ...settings, k, indel })}
          onMeasure={() => props.onSearch({ ...settings, measure: "om", indel: 1 })}
        />
        <section aria-labelledby="claims">
          <h2 id="claims">{t("claims")}</h2>
          <ul class="bullets">
            {found.claims.map((claim) => (
              <li key={claim}>{claim}</li>
            ))}
          </ul>
        </section>
      </div>
      <div class="typology-main">
        <p class="standfirst">
          {t("n_lives", { n: found.people.length })} · {found.period}
        </p>
        <Legend found={found} />
        {groups.map((group) => (
          <GroupView
            key={group.key}
            group={group}
            found={found}
            settings={settings}
            moved={moved.value}
            steady={steady.value}
          />
        ))}
        {!moved.value && (
          <div class="actions declare-actions">
            {declares.value ? null : (
              <button
                type="button"
                class="primary"
                disabled={!props.fresh}
                onClick={() => (declares.value = true)}
              >
                {t("declare_types")} …
              </button>
            )}
            <Go to={{ view: "entities", kind: "type" }}>{t("declared_already")}</Go>
          </div>
        )}
        {declares.value && !moved.value && (
          <DeclareForm
            found={found}
            settings={settings}
            onClose={() => (declares.value = false)}
            onDeclared={declared}
          />
        )}
        <Borderline found={found} />
        <NotPlaced found={found} />
        <section>
          <h2>{t("how_near")}</h2>
          <Dendrogram tree={found.tree} />
        </section>
        <QualityTable found={found} />
      </div>
    </div>
  );
}

const FEW = 12;

function GroupView(props: {
  group: Group;
  found: Found;
  settings: Settings;
  moved: Moved | null;
  steady: boolean[] | null;
}): JSX.Element {
  const { group, found, moved, steady } = props;
  const all = useSignal(false);
  const members = new Map(group.type?.members.map((member) => [member.person, member]));
  const shown = all.value ? group.people : group.people.slice(0, FEW);
  const stays = (who: string): boolean => !moved || moved.stays[found.people.indexOf(who)] === true;
  return (
    <section class="found-type" aria-labelledby={group.key}>
      <h2 id={group.key}>
        {group.name} <span class="count">{t("n_lives", { n: group.people.length })}</span>
      </h2>
      <p class="note">
        {t("exemplar_is")} <Entity id={group.medoid} />.{" "}
        {group.type && t("survives_type", { percent: Math.round(100 * group.type.survives) })}
      </p>
      {group.type && group.type.marks.length > 0 && (
        <>
          <h3>{t("distinguished")}</h3>
          <ul class="bullets">
            {group.type.marks.map((mark) => (
              <li key={mark.said}>{mark.said}</li>
            ))}
          </ul>
        </>
      )}
      <ul class="lives" aria-label={t("lives_of", { name: group.name })}>
        {shown.map((who) => (
          <Life
            key={who}
            found={found}
            settings={props.settings}
            person={who}
            exemplar={who === group.medoid}
            member={members.get(who)}
            left={!stays(who)}
            unsteady={steady !== null && steady[found.people.indexOf(who)] === false}
          />
        ))}
      </ul>
      <Times found={found} />
      {group.people.length > shown.length && (
        <button type="button" class="quiet" onClick={() => (all.value = true)}>
          {t("all_n", { n: group.people.length })}
        </button>
      )}
      <Distribution found={found} people={group.people} name={group.name} />
    </section>
  );
}

function Borderline({ found }: { found: Found }): JSX.Element {
  const names = new Map(found.types.map((type) => [type.id, type.name]));
  const some = found.types.flatMap((type) =>
    type.members
      .filter((member) => member.borderline)
      .map((member) => ({ member, type: type.name, other: names.get(member.nearest ?? "") })),
  );
  const all = useSignal(false);
  const shown = all.value ? some : some.slice(0, 2 * FEW);
  return (
    <section aria-labelledby="borderline">
      <h2 id="borderline">
        {t("borderline")} <span class="count">{some.length || ""}</span>
      </h2>
      {some.length === 0 && <p class="empty">{t("no_borderline")}</p>}
      <ul class="lines">
        {shown.map(({ member, type, other }) => (
          <li key={member.person}>
            <Entity id={member.person} />
            <span class="hint">{t("between", { type, other: other ?? "" })}</span>
          </li>
        ))}
      </ul>
      {some.length > shown.length && (
        <button type="button" class="quiet" onClick={() => (all.value = true)}>
          {t("all_n", { n: some.length })}
        </button>
      )}
    </section>
  );
}

function NotPlaced({ found }: { found: Found }): JSX.Element {
  if (!found.left_out_total) return <></>;
  const more = found.left_out_total - found.left_out.length;
  return (
    <section aria-labelledby="not-placed">
      <h2 id="not-placed">
        {t("not_placed")} <span class="count">{found.left_out_total}</span>
      </h2>
      <p class="note">{t("not_placed_said", { n: found.times.length })}</p>
      <ul class="chips">
        {found.left_out.map(([who, cells]) => (
          <li key={who}>
            <Entity id={who} /> <small>{cells}</small>
          </li>
        ))}
      </ul>
      {more > 0 && <p class="note">{t("n_more", { n: more })}</p>}
    </section>
  );
}
