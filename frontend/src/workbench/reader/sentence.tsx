// How the statement will read, while it is being made.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { call } from "../api.ts";
import type { Segments } from "../model.ts";
import { lang, t } from "../words.ts";
import { complete, type Draft, entryOf } from "./draft.ts";

const PAUSE = 200;

export function Sentence({ draft, source }: { draft: Draft; source: string }): JSX.Element {
  const said = useSignal<Segments>([]);
  const { statement, entities } = entryOf(draft);
  const ready = complete(draft);
  const key = JSON.stringify([statement, entities]);
  const spoken = lang.value;
  useEffect(() => {
    if (!ready) {
      said.value = [];
      return;
    }
    const stop = new AbortController();
    const wait = setTimeout(() => {
      const body = { statement, source, entities };
      call<{ sentence: Segments }>("sentence", body, stop.signal).then(
        (found) => (said.value = found.sentence),
        () => (said.value = []), // it is only a preview: what is wrong will be said when it is recorded
      );
    }, PAUSE);
    return () => {
      clearTimeout(wait);
      stop.abort();
    };
  }, [key, ready, source, spoken]);
  if (!said.value.length) return <></>;
  return (
    <p class="will-read">
      <span class="unseen">{t("will_read")}</span>
      {said.value.map(([text, entity], index) => (entity ? <b key={index}>{text}</b> : text))}
    </p>
  );
}
