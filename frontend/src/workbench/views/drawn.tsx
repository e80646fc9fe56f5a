// A life on a line of time: solid where it is certain, faint where it is only possible.
import type { JSX } from "preact";
import type { Stop } from "../model.ts";
import { nameOf } from "../names.ts";
import { go } from "../place.ts";
import { t } from "../words.ts";

const DAY = 86_400_000;
const ROW = 26;
const WIDTH = 720;
const LEFT = 190;

interface Bar {
  stop: Stop;
  label: string;
  from: number;
  to: number;
  /** The certain stretch within. */
  sure: [number, number] | null;
}

const time = (day: string | null): number | null => (day ? Date.parse(`${day}T00:00:00Z`) : null);

/** The four days of a stop → what is possible and what is certain; null where nothing is known. */
export function barOf(stop: Stop, label: string, edge: [number, number]): Bar | null {
  const [b0, b1, e0, e1] = stop.days.map(time) as [
    number | null,
    number | null,
    number | null,
    number | null,
  ];
  if (b0 === null && b1 === null && e0 === null && e1 === null) return null;
  const from = b0 ?? edge[0];
  const to = (e1 ?? edge[1]) + DAY;
  const sure = b1 !== null && e0 !== null && b1 <= e0 ? ([b1, e0 + DAY] as [number, number]) : null;
  return { stop, label, from, to: Math.max(to, from + DAY), sure };
}

export function Timeline({ stops, self }: { stops: Stop[]; self: string }): JSX.Element {
  const days = stops.flatMap((s) => s.days.map(time)).filter((d): d is number => d !== null);
  if (!days.length) return <></>;
  const low = Math.min(...days);
  const high = Math.max(...days) + DAY;
  const pad = Math.max(DAY * 5, (high - low) * 0.04);
  const edge: [number, number] = [low - pad, high + pad];
  const bars = stops
    .filter((s) => s.stands)
    .map((s) => barOf(s, s.place && s.place !== self ? nameOf(s.place) : without(s, self), edge))
    .filter((bar): bar is Bar => bar !== null);
  if (!bars.length) return <></>;
  const x = (at: number): number =>
    LEFT + ((at - edge[0]) / (edge[1] - edge[0])) * (WIDTH - LEFT - 10);
  const height = bars.length * ROW + 26;
  return (
    <figure class="plate timeline">
      <div class="scroll" tabIndex={0} role="region" aria-label={t("timeline")}>
        <svg
          class="drawing"
          viewBox={`0 0 ${WIDTH} ${height}`}
          role="img"
          aria-label={t("timeline_said", { n: bars.length })}
        >
          {ticks(edge).map(({ at, label }) => (
            <g key={at}>
              <line class="grid" x1={x(at)} x2={x(at)} y1={0} y2={height - 20} />
              <text class="tick" x={x(at)} y={height - 6} text-anchor="middle">
                {label}
              </text>
            </g>
          ))}
          {bars.map((bar, row) => (
            <g
              key={bar.stop.statement}
              class="bar"
              onClick={() => bar.stop.place && go({ view: "card", id: bar.stop.place })}
            >
              <title>{plain(bar.stop)}</title>
              <text x={0} y={row * ROW + 18}>
                {cut(bar.label)}
              </text>
              <rect
                class="possible"
                x={x(bar.from)}
                y={row * ROW + 7}
                width={Math.max(3, x(bar.to) - x(bar.from))}
                height={14}
              />
              {bar.sure && (
                <rect
                  class="certain"
                  x={x(bar.sure[0])}
                  y={row * ROW + 7}
                  width={Math.max(3, x(bar.sure[1]) - x(bar.sure[0]))}
                  height={14}
                />
              )}
            </g>
          ))}
        </svg>
      </div>
      <figcaption>{t("timeline_key")}</figcaption>
    </figure>
  );
}

/** The sentence without its subject, whose card this is. */
function without(stop: Stop, self: string): string {
  const [first, ...rest] = stop.sentence;
  if (first?.[1] !== self) return plain(stop);
  return rest
    .map(([text]) => text)
    .join("")
    .replace(/^[\s:,—-]+/u, "");
}

const plain = (stop: Stop): string => stop.sentence.map(([text]) => text).join("");
const cut = (text: string): string => (text.length > 27 ? `${text.slice(0, 26)}…` : text);

function ticks([from, to]: [number, number]): { at: number; label: string }[] {
  const months = (to - from) / (DAY * 30.4);
  const step = months > 120 ? 60 : months > 48 ? 12 : months > 18 ? 6 : months > 6 ? 3 : 1;
  const date = new Date(from);
  let month = date.getUTCFullYear() * 12 + Math.ceil((date.getUTCMonth() + 1) / step) * step;
  const found: { at: number; label: string }[] = [];
  for (; found.length < 14; month += step) {
    const year = Math.floor(month / 12);
    const at = Date.UTC(year, month % 12, 1);
    if (at > to) break;
    const label =
      step >= 12 ? String(year) : `${year}-${String((month % 12) + 1).padStart(2, "0")}`;
    found.push({ at, label });
  }
  return found;
}
