// A source, to be read, marked and related: the text between its two margins, and the form beside it.
import { untracked, useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { newest, undoable, write, wrote } from "../api.ts";
import type { Mark, Written } from "../model.ts";
import { nameOf } from "../names.ts";
import type { Place } from "../place.ts";
import type { Span } from "../text/lanes.ts";
import type { Surface } from "../text/surface.ts";
import { complain, notice, speak } from "../ui/notices.tsx";
import { Go } from "../ui/said.tsx";
import { undo } from "../undoing.ts";
import { termLabel } from "../vocabulary.ts";
import { t } from "../words.ts";
import { Dock } from "./dock.tsx";
import { Finder } from "./finder.tsx";
import { keepForLater } from "./forms.tsx";
import type { Command } from "./keys.ts";
import { KnownHere, Marks, MarksHere, usePlaces } from "./margins.tsx";
import type { PanelKind } from "./panels.ts";
import { readingOf, type Reading } from "./reading.ts";
import { reveal, TextView } from "./textview.tsx";
import { Toolbar } from "./toolbar.tsx";

/** Pixels of width up to which the form lies at the foot of the screen, as in the style sheet. */
const SMALL = 832;
const ABOVE = 0.17;

export function Reader({ at }: { at: Extract<Place, { view: "reader" }> }): JSX.Element {
  const reading = readingOf(at.source);
  useSignalEffect(() => {
    void newest.value;
    void reading.load();
  });
  useEffect(() => void reading.load(), [reading]);
  useSignalEffect(() => {
    const written = wrote.value;
    // Once for each write: whatever else changes the marks, such as their coming in full, is no news of a write.
    if (written) untracked(() => reading.touched(written));
  });
  if (reading.trouble.value && !reading.source.value) {
    const said = reading.trouble.value;
    return <p class="error">{said instanceof Error ? said.message : t("server_gone")}</p>;
  }
  if (!reading.source.value) return <p class="note">{t("loading")}</p>;
  return <Open key={at.source} reading={reading} at={at} />;
}

function Open(props: { reading: Reading; at: Extract<Place, { view: "reader" }> }): JSX.Element {
  const { reading, at } = props;
  const surface = useSignal<Surface | null>(null);
  const finding = useSignal(false);
  const places = usePlaces(reading, surface);
  const toText = (): void => surface.value?.root.focus({ preventScroll: true });

  const select = (span: Span): void => {
    reading.select(span.start, span.end);
    surface.value?.select(span.start, span.end);
    reveal(surface.value?.rect(span.start));
  };
  const openMarks = (marks: Mark[]): void => {
    const [first] = marks;
    if (!first) return;
    reading.panel.value = {
      kind: "mark",
      key: "mark",
      at: [first.start, first.end],
      exact: "",
      passages: marks.map((mark) => mark.id),
    };
  };

  // Where the way here leads: a passage, a position; else where one left off.
  useEffect(() => {
    const mark = reading.marks.value.find((m) => m.id === at.passage);
    if (mark) {
      select({ start: mark.start16, end: mark.end16 });
      openMarks([mark]);
    } else if (at.start !== undefined) {
      const unit = reading.points.unit(at.start);
      select({ start: unit, end: unit });
    } else if (reading.scroll) scrollTo({ top: reading.scroll, behavior: "instant" });
    return () => {
      reading.scroll = scrollY;
    };
  }, [at, surface.value !== null, reading.marks.value.length > 0]);

  // Whoever comes back goes on where the caret was; what was selected was for the work of then.
  useEffect(
    () => () => {
      const now = reading.selection.peek();
      if (now) reading.selection.value = { anchor: now.focus, focus: now.focus };
    },
    [reading],
  );

  // On a small screen the form lies over the text: the words it is about stay in sight above it.
  const opened = reading.panel.value?.at?.[0];
  useEffect(() => {
    if (opened === undefined || innerWidth > SMALL) return;
    const rect = surface.value?.rect(reading.points.unit(opened));
    if (rect) scrollBy({ top: rect.top - innerHeight * ABOVE, behavior: "instant" });
  }, [opened]);

  const begin = (kind: PanelKind): void => {
    const chosen = reading.chosen();
    if (!chosen) return notice(t("select_first"));
    const key = `${kind} ${chosen.at.join("-")}`;
    reading.panel.value = { kind, key, at: chosen.at, exact: chosen.exact };
    speak(t("about_words", { words: chosen.exact }));
  };
  const command = (what: Command): void => {
    if (what === "find") finding.value = true;
    else if (what === "later") keepForLater(reading)?.then(() => notice(t("kept")), complain);
    else if (what === "escape") reading.panel.value = null;
    else if (what === "read-to") void readTo(reading);
    else if (what === "open") {
      const unit = reading.span.value?.start ?? 0;
      openMarks(reading.marksAt(unit));
    } else begin(what);
  };
  const close = (): void => {
    reading.panel.value = null;
    toText();
  };
  const saved = (written: Written, said: string): void => {
    const panel = reading.panel.value;
    if (panel) reading.drafts.delete(panel.key);
    notice(said, undoable.value ? { label: t("undo"), run: () => void undo() } : undefined);
    reading.touched(written);
    // The words are done with: the caret goes on from their end.
    const end = reading.span.value?.end;
    if (end !== undefined && panel?.kind !== "mark") reading.select(end, end);
  };

  return (
    <div class={reading.panel.value ? "reader docked" : "reader"}>
      {finding.value && (
        <Finder
          reading={reading}
          onShow={(span) => {
            // The screen's own selection would take the typing away from the field.
            reading.hit.value = span;
            if (span) reveal(surface.value?.rect(span.start));
          }}
          onDone={(taken) => {
            const hit = reading.hit.value;
            if (taken && hit) reading.select(hit.start, hit.end);
            reading.hit.value = null;
            finding.value = false;
            toText();
          }}
        />
      )}
      <div class="spread">
        <SourceHead reading={reading} />
        <Marks reading={reading} places={places} onOpen={(mark) => openMarks([mark])} />
        <div class="middle">
          <TextView reading={reading} surface={surface} onCommand={command} />
          <MarksHere reading={reading} places={places} onOpen={openMarks} />
          {(reading.panel.value?.kind ?? "mark") === "mark" && !finding.value && (
            <Toolbar reading={reading} surface={surface} onCommand={command} />
          )}
        </div>
        <KnownHere reading={reading} places={places} />
      </div>
      <footer class="reading-end">
        <button type="button" onClick={() => void readTo(reading, reading.points.length)}>
          {t("finished_reading")}
        </button>
      </footer>
      {reading.panel.value && <Dock reading={reading} onClose={close} onSaved={saved} />}
    </div>
  );
}

async function readTo(reading: Reading, to?: number): Promise<void> {
  const unit = reading.span.value?.end ?? 0;
  const point = to ?? reading.points.point(unit);
  try {
    await write("reading", { source: reading.id, to: point });
    notice(t(point >= reading.points.length ? "read_whole" : "read_so_far"));
  } catch (error) {
    complain(error);
  }
}

function SourceHead({ reading }: { reading: Reading }): JSX.Element {
  const source = reading.source.value;
  if (!source) return <></>;
  const share = source.length ? Math.round((100 * source.reading.read_to) / source.length) : 0;
  return (
    <header class="source-head">
      <p class="kind">{termLabel("source-kind", source.kind)}</p>
      <h1 lang={source.lang}>{source.title}</h1>
      <p class="meta">
        {source.author && (
          <span>
            <Go to={{ view: "card", id: source.author }}>{nameOf(source.author)}</Go>
          </span>
        )}
        {source.written && <span>{source.written.said}</span>}
        {source.place && (
          <span>
            <Go to={{ view: "card", id: source.place }}>{nameOf(source.place)}</Go>
          </span>
        )}
        <span>{t("n_marks", { n: source.reading.marks })}</span>
        <span>{source.reading.done ? t("read_whole") : t("read_share", { share })}</span>
        <Go to={{ view: "card", id: `source:${source.id}` }}>{t("details")}</Go>
      </p>
    </header>
  );
}
