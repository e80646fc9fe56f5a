export type Theme = "light" | "dark";

const KEY = "kartoteka-theme";

export function storedTheme(): Theme | undefined {
  try {
    const found = localStorage.getItem(KEY);
    return found === "light" || found === "dark" ? found : undefined;
  } catch {
    return undefined;
  }
}

export function storeTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Not remembered; it still holds for this page.
  }
}
