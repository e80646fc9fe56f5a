// A question to the server whose answer a view shows: asked again when the archive changes, and when the
// language does; the old answer stays on the screen until the new one is there.
import { useSignal, useSignalEffect, type Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { call, newest, Trouble } from "../api.ts";
import { learn } from "../names.ts";
import type { Names } from "../model.ts";
import { lang, t } from "../words.ts";

export interface Answer<T> {
  data: Signal<T | null>;
  error: Signal<string>;
  again: () => void;
}

/** @param deaf whether to stay as it is when the archive changes */
export function useAnswer<T>(verb: string, body: object, deaf = false): Answer<T> {
  const data = useSignal<T | null>(null);
  const error = useSignal("");
  const turn = useSignal(0);
  const key = JSON.stringify(body);
  const asked = useSignal(key);
  useEffect(() => {
    asked.value = key;
  }, [key]);
  useSignalEffect(() => {
    void turn.value;
    void lang.value;
    if (!deaf) void newest.value;
    const what = asked.value;
    const stop = new AbortController();
    call<T & { names?: Names }>(verb, JSON.parse(what) as object, stop.signal).then(
      (found) => {
        learn(found.names);
        data.value = found;
        error.value = "";
      },
      (trouble: unknown) => {
        if (stop.signal.aborted) return;
        error.value = trouble instanceof Trouble ? trouble.message : t("server_gone");
      },
    );
    return () => stop.abort();
  });
  return { data, error, again: () => (turn.value += 1) };
}
