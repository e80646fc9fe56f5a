// Where one is in the workbench. A browser keeps addresses and titles, so neither says anything: the address
// is always "/", and a step of its history holds a number that means something only while the page is open.
import { signal } from "@preact/signals";

export type Place =
  | { view: "home" }
  | { view: "sources" }
  | { view: "reader"; source: string; start?: number; passage?: string }
  | { view: "entities"; kind?: string }
  | { view: "card"; id: string; statement?: string }
  | { view: "codebook"; code?: string }
  | { view: "memos"; memo?: string }
  | { view: "search"; text: string }
  | { view: "history" }
  | { view: "findings"; rule?: string }
  | { view: "questions" }
  | { view: "across" }
  | { view: "types" }
  | { view: "import" }
  | { view: "preview" };

const places: { place: Place; scroll: number }[] = [{ place: { view: "home" }, scroll: 0 }];
let at = 0;

export const place = signal<Place>({ view: "home" });

export function startPlaces(): void {
  history.replaceState({ n: 0 }, "", "/");
  history.scrollRestoration = "manual";
  addEventListener("popstate", (event) => {
    const n = Number((event.state as { n?: number } | null)?.n ?? 0);
    leave();
    at = n < places.length ? n : 0;
    const step = places[at];
    if (!step) return;
    place.value = step.place;
    requestAnimationFrame(() => scrollTo(0, step.scroll));
  });
}

const leave = (): void => {
  const step = places[at];
  if (step) step.scroll = scrollY;
};

/** Go somewhere; the same place again is no new step. */
export function go(next: Place): void {
  if (JSON.stringify(next) === JSON.stringify(place.value)) {
    place.value = { ...next };
    return;
  }
  leave();
  places.splice(at + 1);
  places.push({ place: next, scroll: 0 });
  at = places.length - 1;
  history.pushState({ n: at }, "", "/");
  place.value = next;
  scrollTo(0, 0);
}
