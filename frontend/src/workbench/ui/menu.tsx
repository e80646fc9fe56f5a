// A few more actions, behind three dots. Plain disclosure: reached by Tab, closed by Escape or by leaving.
import { useSignal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";
import { useId, useRef } from "preact/hooks";

export function Menu(props: { label: string; children: ComponentChildren }): JSX.Element {
  const open = useSignal(false);
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <div
      class="menu"
      ref={root}
      onFocusOut={(event) => {
        if (!root.current?.contains(event.relatedTarget as Node | null)) open.value = false;
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !open.value) return;
        event.stopPropagation();
        open.value = false;
        button.current?.focus();
      }}
    >
      <button
        ref={button}
        type="button"
        class="plain dots-button"
        aria-label={props.label}
        aria-expanded={open.value}
        aria-controls={id}
        onClick={() => (open.value = !open.value)}
      >
        ⋯
      </button>
      <div id={id} class="menu-list" hidden={!open.value} onClick={() => (open.value = false)}>
        {props.children}
      </div>
    </div>
  );
}
