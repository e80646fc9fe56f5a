// The workbench: comes in, asks what it needs, draws itself, and listens for what others write.
import { signal } from "@preact/signals";
import { render } from "preact";
import { call, enter, newest, pulse, reach, redoable, Trouble, undoable } from "./api.ts";
import { startConflicts } from "./conflict.tsx";
import { startHotkeys } from "./hotkeys.ts";
import type { Hello } from "./model.ts";
import { startPlaces } from "./place.ts";
import { startSettings } from "./settings.ts";
import { Shell } from "./shell.tsx";
import { complain } from "./ui/notices.tsx";
import { startVocabulary } from "./vocabulary.ts";
import { startDropping } from "./views/import.tsx";
import { setLang, setTexts, t, type Texts } from "./words.ts";

const LISTEN = 3000;

async function start(): Promise<void> {
  const root = document.getElementById("workbench");
  if (!root) return;
  startSettings();
  setTexts((await call<{ texts: Texts }>("words")).texts);
  setLang(navigator.language.startsWith("ru") ? "ru" : "en");
  try {
    await enter();
    const hello = await call<Hello>("hello");
    setLang(hello.lang);
    newest.value = hello.edit;
    undoable.value = hello.undo;
    redoable.value = hello.redo;
    startPlaces();
    startConflicts();
    startDropping();
    startVocabulary(complain);
    const keysShown = signal(false);
    startHotkeys(() => (keysShown.value = true));
    render(<Shell hello={hello} keysShown={keysShown} />, root);
    listen();
  } catch (error) {
    render(<Outside error={error} />, root);
  }
}

/** Another window, a script: what it writes is seen here within seconds. */
function listen(): void {
  const ask = async (): Promise<void> => {
    try {
      if (!document.hidden) await pulse();
    } catch {
      // `reach` says so on the page.
    }
    setTimeout(() => void ask(), reach.value === "gone" ? LISTEN * 2 : LISTEN);
  };
  setTimeout(() => void ask(), LISTEN);
}

function Outside({ error }: { error: unknown }) {
  return (
    <main class="outside">
      <h1>Kartoteka</h1>
      <p>{error instanceof Trouble && error.status === 401 ? t("outside") : t("server_gone")}</p>
      {error instanceof Trouble && error.status !== 401 && <p class="note">{error.message}</p>}
    </main>
  );
}

void start();
