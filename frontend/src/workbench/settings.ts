// What a person prefers. Only the theme, the language and whether single letters are keys: nothing of what
// they work on is kept in the browser.
import { effect, signal } from "@preact/signals";
import { storeTheme, type Theme } from "../storage.ts";

export const theme = signal<Theme>("light");
export const letters = signal(true);

const LETTERS = "kartoteka-letters";

export function startSettings(): void {
  const set = document.documentElement.dataset.theme;
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  theme.value = set === "light" || set === "dark" ? set : dark ? "dark" : "light";
  try {
    letters.value = localStorage.getItem(LETTERS) !== "off";
  } catch {
    // They hold for this window.
  }
  effect(() => {
    try {
      localStorage.setItem(LETTERS, letters.value ? "on" : "off");
    } catch {
      // As above.
    }
  });
}

export function switchTheme(): void {
  theme.value = theme.value === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = theme.value;
  storeTheme(theme.value);
}
