// The frame of every view: where one is, where one can go, search, undo, language and light.
import { useComputed, useSignal, type Signal } from "@preact/signals";
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { call, reach, redoable, undoable } from "./api.ts";
import { ConflictDialog } from "./conflict.tsx";
import { KeysHelp } from "./keys-help.tsx";
import type { Hello } from "./model.ts";
import { go, place, type Place } from "./place.ts";
import { switchTheme, theme } from "./settings.ts";
import { Icon } from "./ui/icons.tsx";
import { Notices } from "./ui/notices.tsx";
import { Go } from "./ui/said.tsx";
import { redo, undo } from "./undoing.ts";
import { View } from "./views/view.tsx";
import { lang, setLang, t } from "./words.ts";

const SECTIONS: Place[] = [
  { view: "home" },
  { view: "sources" },
  { view: "entities" },
  { view: "codebook" },
  { view: "memos" },
  { view: "across" },
  { view: "types" },
  { view: "findings" },
  { view: "questions" },
  { view: "history" },
  { view: "import" },
  { view: "preview" },
];

/** Which section a place belongs to. */
const SECTION_OF: Partial<Record<Place["view"], Place["view"]>> = {
  reader: "sources",
  card: "entities",
};

interface Props {
  hello: Hello;
  keysShown: Signal<boolean>;
}

export function Shell({ hello, keysShown }: Props): JSX.Element {
  const main = useRef<HTMLElement>(null);
  const menu = useSignal(false);
  const section = useComputed(() => {
    const at = place.value;
    if (at.view === "card" && at.id.startsWith("source:")) return "sources";
    return SECTION_OF[at.view] ?? at.view;
  });
  const first = useRef(true);
  useLayoutEffect(() => {
    menu.value = false;
    if (first.current) first.current = false;
    else main.current?.focus({ preventScroll: true });
  }, [JSON.stringify(place.value)]);
  return (
    <>
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t("skip")}
      </a>
      <header class="masthead bench">
        <span class="brand">
          <Go to={{ view: "home" }}>{hello.archive}</Go>
        </span>
        <button
          type="button"
          class="plain menu-button"
          aria-expanded={menu.value}
          aria-controls="sections"
          aria-label={t("menu")}
          onClick={() => (menu.value = !menu.value)}
        >
          <Icon name="menu" />
        </button>
        <nav
          id="sections"
          class={menu.value ? "sections open" : "sections"}
          aria-label={t("sections")}
        >
          <ul>
            {SECTIONS.map((to) => (
              <li key={to.view}>
                <Go to={to} current={section.value === to.view}>
                  {t(`view_${to.view}`)}
                </Go>
              </li>
            ))}
          </ul>
        </nav>
        <Tools keysShown={keysShown} readOnly={hello.read_only} />
      </header>
      <main id="main" ref={main} tabIndex={-1} class={`bench view-${place.value.view}`}>
        <Reach />
        <View place={place.value} />
      </main>
      <Notices />
      <ConflictDialog />
      {keysShown.value && <KeysHelp onClose={() => (keysShown.value = false)} />}
    </>
  );
}

function Tools({
  keysShown,
  readOnly,
}: {
  keysShown: Signal<boolean>;
  readOnly: boolean;
}): JSX.Element {
  const other = lang.value === "ru" ? "en" : "ru";
  const text = useSignal("");
  return (
    <div class="tools">
      <form
        class="find"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.value.trim()) go({ view: "search", text: text.value.trim() });
        }}
      >
        <label>
          <span class="unseen">{t("search")}</span>
          <input
            type="search"
            autocomplete="off"
            placeholder={t("search")}
            value={text.value}
            onInput={(event) => (text.value = event.currentTarget.value)}
          />
        </label>
      </form>
      {readOnly && <span class="tag">{t("read_only")}</span>}
      <button
        type="button"
        class="plain"
        aria-disabled={!undoable.value}
        aria-label={t("undo")}
        title={undoable.value ? t("undo_what", { why: undoable.value.why }) : t("nothing_to_undo")}
        onClick={() => void undo()}
      >
        <Icon name="undo" />
      </button>
      <button
        type="button"
        class="plain"
        aria-disabled={!redoable.value}
        aria-label={t("redo")}
        title={redoable.value ? t("redo_what", { why: redoable.value.why }) : t("nothing_to_redo")}
        onClick={() => void redo()}
      >
        <Icon name="redo" />
      </button>
      <button
        type="button"
        class="language"
        lang={other}
        onClick={() => {
          setLang(other);
          void call("settings", { lang: other });
        }}
      >
        {other === "ru" ? "Русский" : "English"}
      </button>
      <button
        type="button"
        class="plain"
        aria-label={t("keys")}
        title={`${t("keys")} (?)`}
        onClick={() => (keysShown.value = true)}
      >
        <Icon name="keys" />
      </button>
      <button
        type="button"
        class="theme"
        aria-pressed={theme.value === "dark"}
        aria-label={t("dark")}
        title={t("dark")}
        onClick={switchTheme}
      >
        <svg aria-hidden="true" viewBox="0 0 20 20" width="18" height="18">
          <circle cx="10" cy="10" r="7.2" class="ring" />
          <path d="M10 2.8a7.2 7.2 0 0 1 0 14.4z" class="half" />
        </svg>
      </button>
    </div>
  );
}

/** The server is gone, or does not know us: said at once, and nothing typed is lost. */
function Reach(): JSX.Element {
  if (reach.value === "well") return <></>;
  return (
    <p class="reach" role="alert">
      {t(reach.value === "gone" ? "server_gone" : "outside")}
    </p>
  );
}
