// Who may be who: suggestions with their reasons, judgements that stand and can be taken back.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { write } from "../api.ts";
import { refOf } from "../entities.ts";
import type { Card, Verdict } from "../model.ts";
import { empty, ofEntity } from "../reader/draft.ts";
import { Judging } from "../reader/forms.tsx";
import { Icon } from "../ui/icons.tsx";
import { complain, notice } from "../ui/notices.tsx";
import { Entity } from "../ui/said.tsx";
import { undo } from "../undoing.ts";
import { moment, t } from "../words.ts";

export function Identities({ card }: { card: Card }): JSX.Element {
  const judging = useSignal(false);
  const draft = useSignal({
    a: ofEntity(refOf(card.entity.id)),
    b: empty(),
    verdict: "same" as Verdict,
    reason: "",
  });
  return (
    <section class="identities">
      <h2>{t("who_may_be_who")}</h2>
      {card.same.map((one) => (
        <div key={one.identity} class={`judgement ${one.verdict}`}>
          <p>
            <b>{t(`verdict_${one.verdict}`)}</b> <Entity id={one.other} />
          </p>
          <p class="by">
            {one.reason && `${one.reason} · `}
            {one.created_by}, {moment(one.created_at)}
          </p>
          <button
            type="button"
            class="quiet"
            onClick={() => void withdraw(one.identity, one.version)}
          >
            {t("withdraw")}
          </button>
        </div>
      ))}
      {card.suggestions.map((one) => (
        <div key={one.other} class="suggestion">
          <p>
            {t("maybe_the_same")} <Entity id={one.other} />
          </p>
          <p class="by">{one.reasons.join("; ")}</p>
          <div class="actions">
            {(["same", "maybe", "different"] as const).map((verdict) => (
              <button
                key={verdict}
                type="button"
                onClick={() => void judge(card.entity.id, one.other, verdict, one.reasons)}
              >
                {t(`verdict_${verdict}`)}
              </button>
            ))}
          </div>
        </div>
      ))}
      {judging.value ? (
        <Judging
          draft={draft}
          near={[]}
          fixed
          onClose={() => (judging.value = false)}
          onSaved={() => {
            judging.value = false;
            said();
          }}
        />
      ) : (
        <button type="button" class="quiet" onClick={() => (judging.value = true)}>
          <Icon name="same" /> {t("judge_another")}
        </button>
      )}
    </section>
  );
}

const said = (): void => notice(t("judged"), { label: t("undo"), run: () => void undo() });

async function judge(a: string, b: string, verdict: Verdict, reasons: string[]): Promise<void> {
  try {
    await write("judge", { a, b, verdict, reason: reasons.join("; ") });
    said();
  } catch (error) {
    complain(error);
  }
}

async function withdraw(identity: string, version: string): Promise<void> {
  try {
    await write("withdraw", { identity, read: { [`identity:${identity}`]: version } });
    notice(t("withdrawn"));
  } catch (error) {
    complain(error);
  }
}
