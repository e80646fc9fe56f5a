// Somebody was faster: what we read, and what stands there now, side by side; the person decides. Whatever was
// typed stays where it is, whichever way it goes.
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { resolveWith } from "./api.ts";
import type { ConflictFacts } from "./model.ts";
import { Dialog } from "./ui/dialog.tsx";
import { moment, t } from "./words.ts";

interface Asked {
  facts: ConflictFacts;
  message: string;
  answer: (write: boolean) => void;
}

const asked = signal<Asked | null>(null);

export function startConflicts(): void {
  resolveWith(
    (facts, message) =>
      new Promise((answer) => {
        asked.value = { facts, message, answer };
      }),
  );
}

export function ConflictDialog(): JSX.Element {
  const now = asked.value;
  if (!now) return <></>;
  const done = (write: boolean): void => {
    asked.value = null;
    now.answer(write);
  };
  const { expected, actual, by, at } = now.facts;
  const keys = [...new Set([...Object.keys(expected ?? {}), ...Object.keys(actual ?? {})])];
  const differ = keys.filter((key) => show(expected?.[key]) !== show(actual?.[key]));
  return (
    <Dialog title={t("conflict")} wide onClose={() => done(false)}>
      <p>{t("conflict_who", { by, when: moment(at) })}</p>
      <p class="note">{now.message}</p>
      <div class="scroll">
        <table class="versions">
          <thead>
            <tr>
              <th scope="col">{t("field")}</th>
              <th scope="col">{t("as_you_read_it")}</th>
              <th scope="col">{t("as_it_is_now")}</th>
            </tr>
          </thead>
          <tbody>
            {(differ.length ? differ : keys).map((key) => (
              <tr key={key}>
                <th scope="row">{key}</th>
                <td>{show(expected?.[key])}</td>
                <td>{actual ? show(actual[key]) : t("removed")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div class="actions">
        <button type="button" class="primary" onClick={() => done(true)}>
          {t("write_mine")}
        </button>
        <button type="button" onClick={() => done(false)}>
          {t("keep_theirs")}
        </button>
      </div>
    </Dialog>
  );
}

const show = (value: unknown): string =>
  value === null || value === undefined
    ? "—"
    : typeof value === "string"
      ? value
      : JSON.stringify(value);
