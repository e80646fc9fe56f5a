// What has just happened, said once, at the edge of the page and to a screen reader; an error stays until it
// is put away.
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { Trouble, Yielded } from "../api.ts";
import { t } from "../words.ts";
import { Icon } from "./icons.tsx";

interface Notice {
  id: number;
  text: string;
  wrong: boolean;
  action?: { label: string; run: () => void };
}

const notices = signal<Notice[]>([]);
const spoken = signal("");
let last = 0;
const SHOWN_FOR = 6000;

export function notice(text: string, action?: Notice["action"]): void {
  add({ id: ++last, text, wrong: false, ...(action ? { action } : {}) });
  const id = last;
  setTimeout(() => drop(id), SHOWN_FOR);
}

/** Say an error in its own words, and what to do where the server says so. */
export function complain(error: unknown): void {
  if (error instanceof Yielded || (error instanceof DOMException && error.name === "AbortError")) {
    return;
  }
  const findings =
    error instanceof Trouble ? error.findings.map((f) => `${f.message} ${f.fix}`.trim()) : [];
  const text =
    error instanceof Trouble ? [error.message, ...findings].join("\n") : t("server_gone");
  add({ id: ++last, text, wrong: true });
  if (!(error instanceof Trouble) && !(error instanceof TypeError)) throw error;
}

/** Say something to a screen reader only. */
export function speak(text: string): void {
  spoken.value = text;
}

const add = (one: Notice): void => {
  notices.value = [...notices.value.filter((n) => n.text !== one.text), one].slice(-4);
};
const drop = (id: number): void => {
  notices.value = notices.value.filter((n) => n.id !== id);
};

export function Notices(): JSX.Element {
  return (
    <>
      <div class="unseen" role="status" aria-live="polite">
        {spoken.value}
      </div>
      <div class="notices" role="region" aria-label={t("notices")} aria-live="polite">
        {notices.value.map((one) => (
          <div key={one.id} class={one.wrong ? "notice wrong" : "notice"}>
            <p>{one.text}</p>
            {one.action && (
              <button
                type="button"
                class="quiet"
                onClick={() => {
                  drop(one.id);
                  one.action?.run();
                }}
              >
                {one.action.label}
              </button>
            )}
            <button
              type="button"
              class="plain"
              aria-label={t("put_away")}
              onClick={() => drop(one.id)}
            >
              <Icon name="close" />
            </button>
          </div>
        ))}
      </div>
    </>
  );
}
