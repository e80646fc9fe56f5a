// The costs, to be moved: the lives group themselves anew while one does, and it is said how many leave their type.
import { useSignal, type Signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { call } from "../api.ts";
import { complain } from "../ui/notices.tsx";
import { t } from "../words.ts";
import { decimal, Separation } from "./figures.tsx";
import { type Found, movable, type Moved, type Settings } from "./found.ts";

export interface At {
  k: number;
  indel: number | null;
}

const LEAST = 1;
const MOST = 5;
const STEP = 0.25;

interface Props {
  found: Found;
  settings: Settings;
  /** Where the slider and the number stand; null: as it was found. */
  at: Signal<At | null>;
  moved: Signal<Moved | null>;
  /** Of each life, whether it stays in its type at every cost; null where that was not tried. */
  steady: Signal<boolean[] | null>;
  onSearch: (at: At) => void;
  onMeasure: () => void;
}

export function Moving({
  found,
  settings,
  at,
  moved,
  steady,
  onSearch,
  onMeasure,
}: Props): JSX.Element {
  const still: At = { k: found.types.length, indel: settings.indel };
  const now = at.value ?? still;
  useFollowing(settings, at, moved, found);
  const move = (more: Partial<At>): void => {
    const next = { ...now, ...more };
    const back = next.k === still.k && next.indel === still.indel;
    at.value = back ? null : next;
  };
  const gone = moved.value?.stays.filter((stays) => !stays).length ?? 0;
  return (
    <section class="moving" aria-labelledby="moving">
      <h2 id="moving">{t("how_many_types")}</h2>
      <p class="note">{t("separation_said")}</p>
      <Separation found={found} shown={now.k} onShow={(k) => move({ k })} />
      {movable(settings.measure) ? (
        <div class="field slider">
          <label for="indel">{t("what_counts")}</label>
          <input
            id="indel"
            type="range"
            min={LEAST}
            max={MOST}
            step={STEP}
            value={now.indel ?? LEAST}
            aria-valuetext={t("indel_said", { cost: decimal(now.indel ?? LEAST) })}
            onInput={(event) => move({ indel: Number(event.currentTarget.value) })}
          />
          <p class="ends" aria-hidden="true">
            <span>{t("order_counts")}</span>
            <span>{decimal(now.indel ?? LEAST)}</span>
            <span>{t("time_counts")}</span>
          </p>
          <EveryCost found={found} settings={settings} k={now.k} steady={steady} />
        </div>
      ) : (
        <p class="note">
          {t("no_cost_here")}{" "}
          <button type="button" class="quiet" onClick={onMeasure}>
            {t("compare_by_om")}
          </button>
        </p>
      )}
      <div class="moved" role="status">
        {at.value && moved.value && (
          <>
            <p>
              {gone ? t("lives_leave", { n: gone, of: found.people.length }) : t("no_life_leaves")}{" "}
              {t("separation_now", { width: decimal(moved.value.width) })}
            </p>
            <p class="note">{t("moved_said")}</p>
            <div class="actions">
              <button type="button" class="primary" onClick={() => onSearch(now)}>
                {t("search_so")}
              </button>
              <button type="button" class="quiet" onClick={() => (at.value = null)}>
                {t("as_found")}
              </button>
            </div>
          </>
        )}
      </div>
    </section>
  );
}

/** The lives at every position of the slider: a type that lives by one cost only is no finding. */
function EveryCost(props: {
  found: Found;
  settings: Settings;
  k: number;
  steady: Signal<boolean[] | null>;
}): JSX.Element {
  const { found, settings, k, steady } = props;
  const done = useSignal(0);
  const costs: number[] = [];
  for (let cost = LEAST; cost <= MOST; cost += STEP) costs.push(cost);
  const busy = done.value > 0;
  const tryAll = async (): Promise<void> => {
    try {
      const stays = found.people.map(() => true);
      for (const [step, indel] of costs.entries()) {
        done.value = step + 1;
        const answer = await call<Moved>("types-moved", { settings, k, indel });
        answer.stays.forEach((stay, life) => (stays[life] &&= stay));
      }
      steady.value = stays;
    } catch (error) {
      complain(error);
    } finally {
      done.value = 0;
    }
  };
  const kept = steady.value?.filter(Boolean).length ?? 0;
  return (
    <>
      <button type="button" class="quiet" disabled={busy} onClick={() => void tryAll()}>
        {t("try_every_cost")}
      </button>
      <div role="status">
        {busy && (
          <progress max={costs.length} value={done.value} aria-label={t("try_every_cost")} />
        )}
        {!busy && steady.value && (
          <p class="note">
            {t("steady_said", { n: kept, of: found.people.length, costs: costs.length })}
          </p>
        )}
      </div>
    </>
  );
}

/** Ask for the groups of where the slider stands; one question at a time, the last position counts. */
function useFollowing(
  settings: Settings,
  at: Signal<At | null>,
  moved: Signal<Moved | null>,
  found: Found,
): void {
  const asking = useRef(false);
  const failed = useSignal(false);
  const key = JSON.stringify([at.value, settings]);
  useEffect(() => {
    failed.value = false;
    if (!at.value) {
      moved.value = null;
      return;
    }
    if (asking.current) return;
    asking.current = true;
    const follow = async (): Promise<void> => {
      for (let last: At | null = null; at.value && at.value !== last;) {
        last = at.value;
        const answer = await call<Moved>("types-moved", { settings, ...last });
        if (at.value) moved.value = answer;
      }
    };
    follow()
      .catch((error: unknown) => {
        at.value = null;
        complain(error);
      })
      .finally(() => (asking.current = false));
  }, [key, found]);
}
