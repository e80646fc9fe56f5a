// From whom the author had it, and from whom they had it: the chain by which word travelled.
import type { JSX } from "preact";
import { Icon } from "../ui/icons.tsx";
import { Select } from "../ui/fields.tsx";
import { t } from "../words.ts";
import { vocabulary } from "../vocabulary.ts";
import { newTeller, type Teller } from "./draft.ts";
import { SlotField } from "./slot.tsx";
import { WhenField } from "./when.tsx";

interface Props {
  tellers: Teller[];
  onChange: (tellers: Teller[]) => void;
  source: string;
  at: number;
  near: string[];
  /** What is wrong with a field, by its name. */
  wrong: (name: string) => string | undefined;
}

export function Tellers({ tellers, onChange, source, at, near, wrong }: Props): JSX.Element {
  const rows = tellers.length ? tellers : [newTeller()];
  const put = (index: number, more: Partial<Teller>) =>
    onChange(rows.map((row, i) => (i === index ? { ...row, ...more } : row)));
  const last = rows[rows.length - 1];
  return (
    <fieldset class="tellers">
      <legend>{t("told_by")}</legend>
      <ol>
        {rows.map((teller, index) => (
          <li key={index}>
            <SlotField
              label={index ? t("who_had_it_from") : t("the_author_had_it_from")}
              name={`teller-${index}`}
              slot={teller.speaker}
              objects={["person", "group", "type"]}
              source={source}
              near={near}
              error={wrong(`teller-${index}`)}
              onSlot={(speaker) => put(index, { speaker })}
            />
            {(teller.speaker.text || teller.when || teller.place.text) && (
              <details {...(wrong(`teller-${index}-place`) ? { open: true } : {})}>
                <summary>{t("of_the_telling")}</summary>
                <WhenField
                  label={t("told_when")}
                  name={`teller-${index}-when`}
                  value={teller.when}
                  source={source}
                  at={at}
                  onInput={(when) => put(index, { when })}
                />
                <SlotField
                  label={t("told_where")}
                  name={`teller-${index}-place`}
                  slot={teller.place}
                  objects={["place"]}
                  source={source}
                  near={near}
                  error={wrong(`teller-${index}-place`)}
                  onSlot={(place) => put(index, { place })}
                />
                <Select
                  label={t("reliability")}
                  name={`teller-${index}-reliability`}
                  value={teller.reliability === null ? "" : String(teller.reliability)}
                  options={[
                    { value: "", label: t("not_judged") },
                    ...vocabulary.value.reliabilities.map((r) => ({
                      value: String(r.value),
                      label: `${r.value} · ${r.label}`,
                    })),
                  ]}
                  onChange={(value) =>
                    put(index, { reliability: value === "" ? null : Number(value) })
                  }
                />
              </details>
            )}
            {tellers.length > 1 && (
              <button
                type="button"
                class="plain drop"
                aria-label={t("drop_teller")}
                onClick={() => onChange(rows.filter((_, i) => i !== index))}
              >
                <Icon name="close" />
              </button>
            )}
          </li>
        ))}
      </ol>
      {last?.speaker.text && (
        <button
          type="button"
          class="quiet"
          name="add-teller"
          onClick={(event) => {
            const field = event.currentTarget.parentElement;
            onChange([...rows, newTeller()]);
            const name = `[name="teller-${rows.length}"]`;
            queueMicrotask(() => field?.querySelector<HTMLElement>(name)?.focus());
          }}
        >
          <Icon name="plus" /> {t("add_teller")}
        </button>
      )}
    </fieldset>
  );
}
