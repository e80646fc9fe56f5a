// The few signs of the workbench, drawn with lines of one weight.
import type { JSX } from "preact";

const PATHS: Record<string, string> = {
  statement: "M4 6h12M4 10h12M4 14h7",
  hearsay: "M10 3.5 16.5 10 10 16.5 3.5 10Z",
  code: "M7.5 4 5.8 16M14.2 4l-1.7 12M4 7.8h12.6M3.4 12.2H16",
  memo: "M4 16l1-4L14 3l3 3-9 9-4 1zM12 5l3 3",
  same: "M5 8h10M5 12h10",
  later: "M6 3.5h8v13l-4-3.2-4 3.2z",
  person:
    "M10 10a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 10 10zM4 17c.5-3.6 2.7-5.2 6-5.2s5.500 1.600 6 5.200",
  place:
    "M10 17.500c3.600-4 5.200-6.700 5.200-9.200a5.200 5.200 0 0 0-10.400 0c0 2.500 1.600 5.200 5.200 9.200zM10 10a1.700 1.700 0 1 0 0-3.400 1.700 1.700 0 0 0 0 3.400z",
  group:
    "M7 9.500A2.600 2.600 0 1 0 7 4.300a2.600 2.600 0 0 0 0 5.200zM14 9.500a2.100 2.100 0 1 0 0-4.200M2.500 16c.3-3 1.900-4.400 4.500-4.400s4.200 1.400 4.500 4.400M14 11.600c2 0 3.300 1.200 3.600 3.700",
  type: "M4 16 10 4l6 12M6.300 11.500h7.400",
  thing: "M4 7l6-3.300L16 7v6l-6 3.300L4 13zM4 7l6 3.300L16 7M10 10.300v6",
  source: "M5 3.500h7l3.500 3.500v9.500H5zM12 3.500V7h3.500M7.500 10.500h5M7.500 13.200h5",
  close: "M5 5l10 10M15 5 5 15",
  plus: "M10 4v12M4 10h12",
  undo: "M8 5 4 9l4 4M4 9h7.500a4.500 4.500 0 0 1 0 9H9",
  redo: "M12 5l4 4-4 4M16 9H8.500a4.500 4.500 0 0 0 0 9H11",
  search: "M9 14.500a5.500 5.500 0 1 0 0-11 5.500 5.500 0 0 0 0 11zM13 13l4 4",
  menu: "M3.500 6h13M3.500 10h13M3.500 14h13",
  out: "M8 4H4v12h12v-4M11 4h5v5M16 4l-7 7",
  down: "M5 8l5 5 5-5",
  edit: "M4 16l1-4L14 3l3 3-9 9-4 1z",
  bin: "M4.500 6h11M8 6V4h4v2M6 6l.8 10.500h6.400L14 6",
  keys: "M3 6h14v8.500H3zM5.500 8.800h.01M8.500 8.800h.01M11.500 8.800h.01M14.500 8.800h.01M6.500 11.800h7",
};

export function Icon({ name }: { name: string }): JSX.Element {
  return (
    <svg class="icon" aria-hidden="true" viewBox="0 0 20 20" width="16" height="16">
      <path d={PATHS[name] ?? ""} />
    </svg>
  );
}
