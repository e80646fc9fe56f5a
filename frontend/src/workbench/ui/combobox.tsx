// A field that completes: type any part of a name, Enter takes the first. ARIA 1.2 combobox with a listbox.
// What was typed stays when the field is left, also where nothing was chosen: nothing typed is ever lost.
import { useComputed, useSignal } from "@preact/signals";
import type { ComponentChildren, JSX, RefObject } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../words.ts";
import { Icon } from "./icons.tsx";

export interface Option<T> {
  key: string;
  label: string;
  hint?: string;
  icon?: string;
  /** Makes something new. */
  makes?: boolean;
  value: T;
}

export interface ComboboxProps<T> {
  label: string;
  /** What is typed; the caller keeps it. */
  text: string;
  /** Whether what is typed stands for something chosen. */
  chosen: boolean;
  onText: (text: string) => void;
  onChoose: (value: T, option: Option<T>) => void;
  options: (text: string) => Option<T>[] | Promise<Option<T>[]>;
  /** After a choice by Enter: where to go on. */
  onNext?: () => void;
  name?: string;
  placeholder?: string;
  hideLabel?: boolean;
  error?: string | undefined;
  note?: ComponentChildren;
  field?: RefObject<HTMLInputElement>;
  lang?: string;
}

/** Choices whose answers are still on their way. */
const settling = new Set<Promise<void>>();

/** Wait until everything that was typed and taken is chosen: before a form is recorded. */
export async function settled(): Promise<void> {
  while (settling.size) await Promise.all(settling);
}

function settles(choice: Promise<void>): void {
  settling.add(choice);
  void choice.finally(() => settling.delete(choice));
}

export function Combobox<T>(props: ComboboxProps<T>): JSX.Element {
  const id = useId();
  // An answer may come after the form was drawn again: it is for the form as it is then.
  const latest = useRef(props);
  latest.current = props;
  const own = useRef<HTMLInputElement>(null);
  const input = props.field ?? own;
  const options = useSignal<Option<T>[]>([]);
  const open = useSignal(false);
  const active = useSignal(0);
  const answered = useSignal<string | null>(null);
  const wanted = useRef("");
  const asking = useRef<Promise<void> | null>(null);
  const shown = useComputed(() => open.value && options.value.length > 0);
  const nothing =
    open.value &&
    !options.value.length &&
    !props.chosen &&
    props.text.trim() !== "" &&
    answered.value === props.text;

  /** One question at a time, however fast one types; the last one counts. */
  const answer = async (): Promise<void> => {
    for (let text: string | null = null; text !== wanted.current;) {
      text = wanted.current;
      try {
        options.value = await latest.current.options(text);
      } catch {
        options.value = []; // what is wrong is said where it matters: when the form is recorded
      }
      active.value = 0;
      answered.value = text;
    }
    asking.current = null;
  };
  const ask = (text: string): void => {
    wanted.current = text;
    asking.current ??= answer();
  };
  const reveal = (text: string): void => {
    ask(text);
    open.value = true;
  };
  const choose = (option: Option<T> | undefined): boolean => {
    open.value = false;
    if (!option) return false;
    latest.current.onChoose(option.value, option);
    return true;
  };
  /** What was typed last decides, also where its answer is still on its way. */
  const settle = async (then?: () => void, key?: string): Promise<void> => {
    await asking.current;
    const meant = key
      ? options.value.find((option) => option.key === key)
      : options.value[active.value];
    const chosen = choose(meant);
    // Whoever went on to another field meanwhile is not called back.
    if (chosen && document.activeElement === input.current) then?.();
  };

  const keys = (event: KeyboardEvent): void => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const last = Math.max(0, options.value.length - 1);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (!open.value) reveal(props.chosen ? "" : props.text);
      else active.value = (active.value + step + last + 1) % (last + 1);
    } else if (event.key === "Enter" && open.value) {
      event.preventDefault();
      event.stopPropagation();
      settles(settle(props.onNext));
    } else if (event.key === "Tab" && open.value && props.text && !props.chosen) {
      settles(settle());
    } else if (event.key === "Escape" && shown.value) {
      event.preventDefault();
      event.stopPropagation();
      open.value = false;
    }
  };

  useLayoutEffect(() => {
    if (!shown.value) return;
    document.getElementById(`${id}-${active.value}`)?.scrollIntoView({ block: "nearest" });
  });

  return (
    <div class={`field combobox${props.error ? " wrong" : ""}`}>
      <label for={id} class={props.hideLabel ? "unseen" : undefined}>
        {props.label}
      </label>
      <input
        id={id}
        ref={input}
        name={props.name}
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        aria-expanded={shown.value}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={shown.value ? `${id}-${active.value}` : undefined}
        aria-invalid={props.error ? true : undefined}
        aria-describedby={props.error ? `${id}-error` : undefined}
        placeholder={props.placeholder}
        class={props.chosen ? "chosen" : undefined}
        value={props.text}
        onInput={(event) => {
          const text = event.currentTarget.value;
          props.onText(text);
          reveal(text);
        }}
        onFocus={(event) => {
          event.currentTarget.select();
          if (!props.text) reveal("");
        }}
        onClick={() => reveal(props.chosen ? "" : props.text)}
        onBlur={() => (open.value = false)}
        onKeyDown={keys}
      />
      <ul
        class="options"
        id={`${id}-list`}
        role="listbox"
        aria-label={props.label}
        hidden={!shown.value}
      >
        {options.value.map((option, index) => (
          <li
            key={option.key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active.value}
            class={option.makes ? "makes" : undefined}
            onPointerDown={(event) => {
              event.preventDefault();
              // What is made anew bears all that was typed, not what was typed when the list was drawn.
              if (option.makes && asking.current) settles(settle(props.onNext, option.key));
              else if (choose(option)) props.onNext?.();
            }}
          >
            {option.icon && <Icon name={option.icon} />}
            <span class="name">{option.label}</span>
            {option.hint && <span class="hint">{option.hint}</span>}
          </li>
        ))}
      </ul>
      {nothing && <p class="options nothing">{t("nothing_called")}</p>}
      {props.note}
      {props.error && (
        <p class="error" id={`${id}-error`}>
          {props.error}
        </p>
      )}
      <span class="unseen" role="status">
        {shown.value
          ? t("n_suggestions", { n: options.value.length })
          : nothing
            ? t("nothing_called")
            : ""}
      </span>
    </div>
  );
}
