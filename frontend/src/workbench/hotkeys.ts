// Keys that work everywhere. In a field the browser's own keys hold: Ctrl+Z there takes back typing.
import { go, type Place } from "./place.ts";
import { letters } from "./settings.ts";
import { redo, undo } from "./undoing.ts";

const LEAPS: Record<string, Place> = {
  KeyH: { view: "home" },
  KeyS: { view: "sources" },
  KeyC: { view: "entities" },
  KeyK: { view: "codebook" },
  KeyM: { view: "memos" },
  KeyF: { view: "findings" },
  KeyQ: { view: "questions" },
  KeyA: { view: "across" },
  KeyT: { view: "types" },
  KeyY: { view: "history" },
  KeyI: { view: "import" },
  KeyP: { view: "preview" },
};
const PAUSE = 1500;

let since = -Infinity; // when G was pressed

/** Whether this key leads elsewhere, because G came right before it: then it is nobody else's. */
export const leads = (event: KeyboardEvent): boolean =>
  event.timeStamp - since < PAUSE && event.code in LEAPS;

export function startHotkeys(showKeys: () => void): void {
  document.addEventListener("keydown", (event) => {
    const target = event.target as HTMLElement;
    const typing = target.matches("input:not([type=radio]):not([type=checkbox]), textarea, select");
    if (event.defaultPrevented || event.isComposing || typing) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey) return control(event);
    if (event.ctrlKey || event.metaKey || event.altKey || !letters.value) return;
    if (document.querySelector("dialog[open]") || target.closest("form, .dock")) return;
    single(event, showKeys);
  });
}

function control(event: KeyboardEvent): void {
  const again = event.code === "KeyY" || (event.code === "KeyZ" && event.shiftKey);
  if (!again && event.code !== "KeyZ") return;
  event.preventDefault();
  void (again ? redo() : undo());
}

function single(event: KeyboardEvent, showKeys: () => void): void {
  const leap = leads(event) ? LEAPS[event.code] : undefined;
  since = -Infinity;
  if (leap) {
    event.preventDefault();
    go(leap);
  } else if (event.code === "KeyG") since = event.timeStamp;
  else if (event.key === "?" || (event.key === "," && event.shiftKey)) {
    event.preventDefault();
    showKeys();
  } else if (event.key === "/") {
    event.preventDefault();
    document.querySelector<HTMLInputElement>(".masthead input[type=search]")?.focus();
  }
}
