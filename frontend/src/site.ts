// Everything a page does beyond being read: switching light and dark, "/" for the search field,
// and the search itself where its page and its data are there. Without scripts all pages read the same.
import { startSearch } from "./search/page.ts";
import { storeTheme, type Theme } from "./storage";

function currentTheme(): Theme {
  const set = document.documentElement.dataset.theme;
  if (set === "light" || set === "dark") return set;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function startThemeSwitch(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-theme-switch]");
  if (!button) return;
  const show = () => button.setAttribute("aria-pressed", String(currentTheme() === "dark"));
  button.hidden = false;
  show();
  button.addEventListener("click", () => {
    const next: Theme = currentTheme() === "dark" ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    storeTheme(next);
    show();
  });
}

function startShortcut(): void {
  const field = document.querySelector<HTMLInputElement>(
    "main input[type=search], input[type=search]",
  );
  document.addEventListener("keydown", (event) => {
    const typing = (event.target as HTMLElement).closest(
      "input, textarea, select, [contenteditable]",
    );
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field?.focus();
    field?.select();
  });
}

startThemeSwitch();
startShortcut();
startSearch();
