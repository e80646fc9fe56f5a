// A time in words or EDTF, and right below how it is understood: the four days, in the reader's language.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { call, Trouble } from "../api.ts";
import type { DateRead } from "../model.ts";
import { TextField } from "../ui/fields.tsx";
import { lang, t } from "../words.ts";
import { bounds } from "./draft.ts";

interface Props {
  label: string;
  name: string;
  value: string;
  onInput: (value: string) => void;
  source?: string | undefined;
  at?: number | undefined;
  /** A date of its own, not understood from when the letter was written. */
  alone?: boolean;
  error?: string | undefined;
}

const PAUSE = 180;

export function WhenField(props: Props): JSX.Element {
  const read = useSignal<DateRead | null>(null);
  const trouble = useSignal("");
  const spoken = lang.value;
  useEffect(() => {
    const text = props.value.trim();
    if (!text) {
      read.value = null;
      trouble.value = "";
      return;
    }
    const stop = new AbortController();
    const wait = setTimeout(() => {
      const where = props.alone ? {} : { source: props.source, at: props.at };
      call<DateRead>("date", { text, ...where }, stop.signal).then(
        (found) => {
          read.value = found;
          trouble.value = "";
        },
        (error: unknown) => {
          if (stop.signal.aborted) return;
          read.value = null;
          trouble.value = error instanceof Trouble ? error.message : "";
        },
      );
    }, PAUSE);
    return () => {
      clearTimeout(wait);
      stop.abort();
    };
  }, [props.value, props.source, props.at, spoken]);
  return (
    <TextField
      label={props.label}
      name={props.name}
      value={props.value}
      placeholder={t("when_example")}
      onInput={props.onInput}
      error={props.error ?? (trouble.value || undefined)}
      note={read.value ? <Understood date={read.value} /> : undefined}
    />
  );
}

function Understood({ date }: { date: DateRead }): JSX.Element {
  const said = date.said[lang.value] || date.duration?.said || "";
  const hasDays = Boolean(date.b0 ?? date.b1 ?? date.e0 ?? date.e1);
  const [begin, end] = bounds(date);
  return (
    <span class="understood">
      <b>{said}</b>
      {date.edtf && <code>{date.edtf}</code>}
      {hasDays && <span>{t("date_bounds", { begin, end })}</span>}
    </span>
  );
}
