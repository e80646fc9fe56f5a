// The two margins. Left: what is marked, beside its paragraph. Right: whom the paragraph names, and what the
// archive knows of them. Only what is near the window is drawn, whatever the length of the text.
import { useSignal, type Signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { FullMark, Known, Mark, Part } from "../model.ts";
import { known, nameOf } from "../names.ts";
import { paragraphAt } from "../text/paragraphs.ts";
import type { Surface } from "../text/surface.ts";
import { Icon } from "../ui/icons.tsx";
import { Go } from "../ui/said.tsx";
import { describe } from "../entities.ts";
import { codeName, hueOf } from "../vocabulary.ts";
import { t } from "../words.ts";
import type { Reading } from "./reading.ts";
import { openPart } from "./voices.tsx";

/** Paragraph → where it is in the frame, and how far the next one is below, for those near the window. */
export type Places = Map<number, { top: number; height: number }>;

const NEAR = 600;

export function usePlaces(reading: Reading, surface: Signal<Surface | null>): Signal<Places> {
  const places = useSignal<Places>(new Map());
  const on = surface.value;
  useEffect(() => {
    if (!on) return;
    let waiting = 0;
    const measure = (): void => {
      waiting = 0;
      const now = measured(on, reading.list);
      if (same(now, places.peek())) return;
      places.value = now;
      const near = [...now.keys()];
      reading.near.value = {
        start: reading.list[near[0] ?? 0]?.start ?? 0,
        end: reading.list[near[near.length - 1] ?? 0]?.end ?? 0,
      };
    };
    const soon = (): void => {
      waiting ||= requestAnimationFrame(measure);
    };
    measure();
    const watch = new ResizeObserver(soon);
    watch.observe(on.root);
    addEventListener("scroll", soon, { passive: true });
    addEventListener("resize", soon);
    return () => {
      watch.disconnect();
      cancelAnimationFrame(waiting);
      removeEventListener("scroll", soon);
      removeEventListener("resize", soon);
    };
  }, [on]);
  return places;
}

/** Drawing anew costs more than looking: most steps of a scroll change nothing. */
function same(a: Places, b: Places): boolean {
  if (a.size !== b.size) return false;
  for (const [index, { top, height }] of a) {
    const other = b.get(index);
    if (other?.top !== top || other.height !== height) return false;
  }
  return true;
}

/** Paragraphs stand in order, so the first near one is found by halving. */
function measured(on: Surface, list: readonly unknown[]): Places {
  const count = list.length;
  const found: Places = new Map();
  const box = (index: number) => on.node(index)?.parentElement;
  const top = -on.root.getBoundingClientRect().top;
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    const element = box(middle);
    if (element && element.offsetTop + element.offsetHeight < top - NEAR) low = middle + 1;
    else high = middle;
  }
  for (let index = low; index < count; index++) {
    const element = box(index);
    if (!element) continue;
    if (element.offsetTop > top + innerHeight + NEAR) break;
    const next = box(index + 1);
    const below = next ? next.offsetTop : element.offsetTop + element.offsetHeight;
    found.set(index, { top: element.offsetTop, height: below - element.offsetTop });
  }
  return found;
}

interface MarginProps {
  reading: Reading;
  places: Signal<Places>;
  onOpen: (mark: Mark) => void;
}

export function Marks({ reading, places, onOpen }: MarginProps): JSX.Element {
  const near = [...places.value];
  const groups = grouped(reading, new Set(places.value.keys()));
  useEffect(() => {
    reading.want([...groups.values()].flat().map((mark) => mark.id));
  });
  return (
    <section class="margin left" aria-label={t("marked")}>
      {near.map(([index, place]) => {
        const marks = groups.get(index);
        if (!marks) return null;
        return (
          <Beside
            key={index}
            place={place}
            lines={marks.map((m) => lines(m, reading.full.value.get(m.id)).length)}
            per={1.45}
          >
            {marks.map((mark) => (
              <Note key={mark.id} mark={mark} reading={reading} onOpen={onOpen} />
            ))}
          </Beside>
        );
      })}
    </section>
  );
}

function grouped(reading: Reading, near: Set<number>): Map<number, Mark[]> {
  const groups = new Map<number, Mark[]>();
  for (const mark of reading.marks.value) {
    const index = paragraphAt(reading.list, mark.start16);
    if (!near.has(index)) continue;
    const group = groups.get(index);
    if (group) group.push(mark);
    else groups.set(index, [mark]);
  }
  return groups;
}

/** How many notes find room; where not all do, a line is left for the button that shows the rest. */
export function fitting(lines: number[], room: number): number {
  const all = lines.reduce((sum, n) => sum + n, 0);
  if (all <= room) return lines.length;
  let left = room - 1;
  const first = lines.findIndex((n) => (left -= n) < 0);
  return Math.max(0, first);
}

/** Notes beside a paragraph, no longer than it unless asked. */
function Beside(props: {
  place: { top: number; height: number };
  /** Of each note. */
  lines: number[];
  /** Height of a line, in rem. */
  per: number;
  children: JSX.Element[];
}): JSX.Element {
  const open = useSignal(false);
  const size = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const room = props.place.height / (props.per * size);
  const shown = open.value ? props.children : props.children.slice(0, fitting(props.lines, room));
  const hidden = props.children.length - shown.length;
  return (
    <div class={open.value ? "beside open" : "beside"} style={{ top: `${props.place.top}px` }}>
      <ul>{shown}</ul>
      {(hidden > 0 || (open.value && fitting(props.lines, room) < props.lines.length)) && (
        <button type="button" class="quiet" onClick={() => (open.value = !open.value)}>
          {hidden > 0 ? t("n_more", { n: hidden }) : t("fewer")}
        </button>
      )}
    </div>
  );
}

function Note(props: { mark: Mark; reading: Reading; onOpen: (mark: Mark) => void }): JSX.Element {
  const { mark, reading } = props;
  const full = reading.full.value.get(mark.id);
  const over = reading.hover.value === mark.id;
  const hover = (id: string | null) => () => (reading.hover.value = id);
  return (
    <li>
      <button
        type="button"
        class={over ? "mark-note over" : "mark-note"}
        onClick={() => props.onOpen(mark)}
        onPointerEnter={hover(mark.id)}
        onPointerLeave={hover(null)}
        onFocus={hover(mark.id)}
        onBlur={hover(null)}
      >
        {lines(mark, full).map((line, index) => (
          <span key={index} class={`line ${line.look}`}>
            {line.look === "code" ? (
              <span class={`swatch hue-${line.hue}`} aria-hidden="true" />
            ) : (
              <Icon name={line.look} />
            )}
            <span class="unseen">{t(`look_${line.look}`)}: </span>
            <span class="words">{line.text}</span>
          </span>
        ))}
      </button>
    </li>
  );
}

interface Line {
  look: "statement" | "hearsay" | "code" | "memo" | "later";
  text: string;
  hue?: number;
}

function lines(mark: Mark, full: FullMark | undefined): Line[] {
  const found: Line[] = [];
  if (full) {
    for (const said of full.statements) {
      const heard = said.evidence.some((e) => e.passage.id === mark.id && e.heard);
      const text = said.sentence.map(([piece]) => piece).join("");
      found.push({ look: heard ? "hearsay" : "statement", text });
    }
  } else if (mark.statements.length) {
    found.push({ look: "statement", text: t("n_statements", { n: mark.statements.length }) });
  }
  for (const coding of mark.codings) {
    found.push({ look: "code", text: codeName(coding.code), hue: hueOf(coding.code) });
  }
  for (const id of mark.memos) {
    const memo = full?.memos.find((m) => m.id === id);
    found.push({ look: "memo", text: memo?.title || memo?.text || t("memo") });
  }
  if (mark.pending) found.push({ look: "later", text: t("kept_for_later") });
  return found;
}

export function KnownHere({
  reading,
  places,
}: {
  reading: Reading;
  places: Signal<Places>;
}): JSX.Element {
  const here = byParagraph(reading);
  return (
    <aside class="margin right" aria-label={t("known_here")}>
      {[...places.value].map(([index, place]) => {
        const found = here.get(index) ?? [];
        const voices = voicesOf(reading, index);
        if (!found.length && !voices.length) return null;
        return (
          <Beside key={index} place={place} lines={[...voices, ...found].map(() => 1)} per={2.5}>
            {voices
              .map((part) => (
                <li key={part.id} class="voice-note">
                  <button
                    type="button"
                    class="go"
                    title={t("change")}
                    onClick={() => openPart(reading, part)}
                  >
                    {t("in_the_words_of", { name: nameOf(part.author) })}
                  </button>
                </li>
              ))
              .concat(
                found.map((one) => (
                  <li key={one.id}>
                    <Go to={{ view: "card", id: one.id }} class={one.sure ? "who" : "who unsure"}>
                      <Icon name={known(one.id)?.kind ?? "thing"} />
                      <span class="name">{nameOf(one.id)}</span>
                      <span class="hint">
                        {describe(one.id)}
                        {one.statements > 0 && ` · ${t("n_statements", { n: one.statements })}`}
                      </span>
                    </Go>
                  </li>
                )),
              )}
          </Beside>
        );
      })}
    </aside>
  );
}

/** Whose words begin in a paragraph, where they are not the author's. */
function voicesOf(reading: Reading, index: number): Part[] {
  return reading.parts.value.filter(
    (part) => part.author && paragraphAt(reading.list, part.start16) === index,
  );
}

/** On a small screen there is no margin: beside each paragraph stands how much is marked in it, to be tapped. */
export function MarksHere(props: {
  reading: Reading;
  places: Signal<Places>;
  onOpen: (marks: Mark[]) => void;
}): JSX.Element {
  const { reading, places } = props;
  const groups = grouped(reading, new Set(places.value.keys()));
  return (
    <div class="marks-here" role="group" aria-label={t("marked")}>
      {[...places.value].map(([index, place]) => {
        const marks = groups.get(index) ?? [];
        const voices = voicesOf(reading, index);
        if (!marks.length && !voices.length) return null;
        return (
          <div key={index} style={{ top: `${place.top}px` }}>
            {marks.length > 0 && (
              <button
                type="button"
                class="mark-count"
                aria-label={t("open_marks", { n: marks.length })}
                onClick={() => props.onOpen(marks)}
              >
                {marks.length}
              </button>
            )}
            {voices.map((part) => (
              <button
                key={part.id}
                type="button"
                class="mark-count"
                aria-label={t("in_the_words_of", { name: nameOf(part.author) })}
                onClick={() => openPart(reading, part)}
              >
                <Icon name="person" />
              </button>
            ))}
          </div>
        );
      })}
    </div>
  );
}

/** Each is shown beside every paragraph that names them. */
function byParagraph(reading: Reading): Map<number, Known[]> {
  const found = new Map<number, Known[]>();
  for (const one of reading.known.value) {
    let last = -9;
    for (const [, , start] of one.spans) {
      const index = paragraphAt(reading.list, start);
      if (index === last) continue;
      last = index;
      const group = found.get(index);
      if (group) group.push(one);
      else found.set(index, [one]);
    }
  }
  return found;
}
