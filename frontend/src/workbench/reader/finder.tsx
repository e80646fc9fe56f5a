// "f": find words in this text and select them. "first … last" selects everything between.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { findWords } from "../text/find.ts";
import type { Span } from "../text/lanes.ts";
import { t } from "../words.ts";
import type { Reading } from "./reading.ts";

interface Props {
  reading: Reading;
  onShow: (span: Span | null) => void;
  onDone: (taken: boolean) => void;
}

export function Finder({ reading, onShow, onDone }: Props): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  const hits = useSignal<Span[]>([]);
  const at = useSignal(0);
  const text = useSignal("");
  // At once: whoever types on must not type into the text.
  useLayoutEffect(() => input.current?.focus(), []);
  const show = (index: number): void => {
    if (!hits.value.length) return onShow(null);
    at.value = (index + hits.value.length) % hits.value.length;
    onShow(hits.value[at.value] as Span);
  };
  return (
    <form
      class="finder"
      role="search"
      aria-label={t("find_here")}
      onSubmit={(event) => {
        event.preventDefault();
        onDone(true);
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onDone(false);
        else if (event.key === "ArrowDown") show(at.value + 1);
        else if (event.key === "ArrowUp") show(at.value - 1);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <label>
        <span class="unseen">{t("find_here")}</span>
        <input
          ref={input}
          type="search"
          autocomplete="off"
          placeholder={t("find_hint")}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
            hits.value = findWords(reading.low, text.value);
            show(0);
          }}
        />
      </label>
      <span role="status" class="note">
        {text.value
          ? hits.value.length
            ? t("hit_of", { at: at.value + 1, n: hits.value.length })
            : t("not_here")
          : ""}
      </span>
      <button type="submit" class="quiet">
        {t("select_it")}
      </button>
    </form>
  );
}
