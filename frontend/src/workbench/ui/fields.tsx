// The plain fields of every form, each with its label, its note and its error in one place.
import type { ComponentChildren, JSX, RefObject } from "preact";
import { useId } from "preact/hooks";

interface TextProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  name?: string;
  hideLabel?: boolean;
  placeholder?: string;
  error?: string | undefined;
  note?: ComponentChildren;
  rows?: number;
  field?: RefObject<HTMLInputElement & HTMLTextAreaElement>;
  lang?: string | undefined;
  required?: boolean;
}

export function TextField(props: TextProps): JSX.Element {
  const id = useId();
  const same = {
    id,
    ref: props.field,
    name: props.name,
    value: props.value,
    placeholder: props.placeholder,
    autocomplete: "off" as const,
    lang: props.lang,
    "aria-invalid": props.error ? true : undefined,
    "aria-describedby": props.error || props.note ? `${id}-note` : undefined,
    onInput: (event: { currentTarget: { value: string } }) =>
      props.onInput(event.currentTarget.value),
  };
  return (
    <div class={`field${props.error ? " wrong" : ""}`}>
      <label for={id} class={props.hideLabel ? "unseen" : undefined}>
        {props.label}
      </label>
      {props.rows ? <textarea {...same} rows={props.rows} /> : <input {...same} type="text" />}
      {(props.error || props.note) && (
        <p class={props.error ? "error" : "note"} id={`${id}-note`}>
          {props.error ?? props.note}
        </p>
      )}
    </div>
  );
}

interface ChoiceProps<T extends string | number> {
  label: string;
  value: T | null;
  options: { value: T; label: string; title?: string }[];
  onChange: (value: T) => void;
  hideLabel?: boolean;
  name?: string;
}

/** A few options, all seen: radio buttons that look like one strip. */
export function Choice<T extends string | number>(props: ChoiceProps<T>): JSX.Element {
  const id = useId();
  return (
    <fieldset class="field choice">
      <legend class={props.hideLabel ? "unseen" : undefined}>{props.label}</legend>
      <div class="strip">
        {props.options.map((option) => (
          <label key={String(option.value)} title={option.title}>
            <input
              type="radio"
              name={props.name ?? id}
              checked={option.value === props.value}
              onChange={() => props.onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface SelectProps {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
  hideLabel?: boolean;
  name?: string;
}

export function Select(props: SelectProps): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label for={id} class={props.hideLabel ? "unseen" : undefined}>
        {props.label}
      </label>
      <select
        id={id}
        name={props.name}
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      >
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

export function Check(props: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}): JSX.Element {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span>{props.label}</span>
    </label>
  );
}
