// An answer as a table: sorted by any column, a page at a time; every row opens what it rests on.
import { Fragment, type ComponentChildren, type JSX } from "preact";
import { useSignal } from "@preact/signals";
import type { Names, Passage, Said } from "../model.ts";
import { Answered } from "../ui/lists.tsx";
import { useAnswer } from "../ui/loading.ts";
import { known } from "../names.ts";
import { Entity, Go, Linked, SaidView } from "../ui/said.tsx";
import { codePath, list, termLabel, vocabulary } from "../vocabulary.ts";
import { count, lang, t } from "../words.ts";
import { quoted } from "../text/quotes.ts";
import type { Asked, Row, Table, Verb } from "./asked.ts";

interface Column {
  /** What it is sorted by; its heading is `column_KEY`. */
  key: string;
  wide?: boolean;
  cell: (of: (name: string) => Row["cells"][number], row: Row, table: Table) => ComponentChildren;
}

export function AnswerTable(props: {
  verb: Verb;
  table: Table;
  asked: Asked;
  onSort: (column: string) => void;
}): JSX.Element {
  const { verb, table, asked } = props;
  const columns = COLUMNS[verb](asked);
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t(`across_${verb}`)}>
      <table class="answer">
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                aria-sort={
                  asked.sort === column.key
                    ? asked.descending
                      ? "descending"
                      : "ascending"
                    : undefined
                }
              >
                <button type="button" class="plain" onClick={() => props.onSort(column.key)}>
                  {t(`column_${column.key}`)}
                  <span aria-hidden="true">
                    {asked.sort === column.key ? (asked.descending ? " ↓" : " ↑") : ""}
                  </span>
                </button>
              </th>
            ))}
            <th scope="col">
              <span class="unseen">{t("rests_on")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => (
            <AnswerRow
              key={`${asked.offset + at} ${row.evidence[0]}`}
              {...{ table, row, columns }}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function AnswerRow(props: { table: Table; row: Row; columns: Column[] }): JSX.Element {
  const { table, row, columns } = props;
  const open = useSignal(false);
  const of = (name: string): Row["cells"][number] => row.cells[table.columns.indexOf(name)] ?? null;
  return (
    <>
      <tr class={open.value ? "open" : undefined}>
        {columns.map((column) => (
          <td key={column.key} class={column.wide ? "wide" : undefined}>
            {column.cell(of, row, table)}
          </td>
        ))}
        <td>
          <button
            type="button"
            class="quiet"
            aria-expanded={open.value}
            onClick={() => (open.value = !open.value)}
          >
            {t("rests_on")}
          </button>
        </td>
      </tr>
      {open.value && (
        <tr class="grounds">
          <td colSpan={columns.length + 1}>
            <Grounds ids={row.evidence} />
          </td>
        </tr>
      )}
    </>
  );
}

const MOST = 1000;

function Grounds({ ids }: { ids: string[] }): JSX.Element {
  const answer = useAnswer<{
    statements: Said[];
    passages: { passage: Passage; title: string }[];
    names: Names;
  }>("evidence", { ids: ids.slice(0, MOST) });
  return (
    <Answered answer={answer}>
      {(found) => (
        <div class="rests-on">
          {found.statements.map((said) => (
            <SaidView key={said.id} said={said} />
          ))}
          {found.passages.map(({ passage, title }) => (
            <p key={passage.id}>
              <Go
                to={{ view: "reader", source: passage.source, passage: passage.id }}
                class="quote"
              >
                <q>{quoted(passage.exact)}</q>
              </Go>{" "}
              <span class="by">{title}</span>
            </p>
          ))}
        </div>
      )}
    </Answered>
  );
}

// ── what stands in a cell ──

const who = (key: string): Column => ({
  key,
  cell: (of) => {
    const id = of(key);
    return typeof id === "string" ? <Entity id={id} /> : "";
  },
});

const certain: Column = {
  key: "certain",
  cell: (of) => (
    <span class={of("certain") ? "tag sure" : "tag"}>
      {t(of("certain") ? "certainly" : "possibly")}
    </span>
  ),
};

const days = (kind: "possible" | "certain"): Column => ({
  key: `${kind}_from`,
  cell: (of) => span(of(`${kind}_from`), of(`${kind}_to`), kind === "possible"),
});

const term = (key: string, vocab: string): Column => ({
  key,
  cell: (of) => {
    const id = of(key);
    return typeof id === "string" ? termLabel(vocab, id) : "";
  },
});

const number = (key: string): Column => ({
  key,
  cell: (of) => {
    const n = of(key);
    return typeof n === "number" ? count(n) : "";
  },
});

const source: Column = {
  key: "source",
  cell: (of, _row, table) => {
    const id = String(of("source"));
    return <Go to={{ view: "reader", source: id }}>{table.titles[id] ?? id}</Go>;
  },
};

const quote = (key: string): Column => ({
  key,
  cell: (of) => <q class="cut">{String(of(key) ?? "")}</q>,
});

const code = (key: string): Column => ({
  key,
  cell: (of) => (
    <Go to={{ view: "codebook", code: String(of(key)) }}>{codePath(String(of(key)))}</Go>
  ),
});

const COLUMNS: Record<Verb, (asked: Asked) => Column[]> = {
  together: () => [
    who("person"),
    who("other"),
    who("place"),
    certain,
    days("possible"),
    days("certain"),
  ],
  present: () => [
    who("who"),
    who("place"),
    who("as_member_of"),
    term("regime", "regime"),
    certain,
    days("possible"),
    days("certain"),
  ],
  said: () => [
    {
      key: "standing",
      cell: (of) => (
        <span class={of("standing") === "hearsay" ? "tag" : "tag sure"}>
          {t(of("standing") === "hearsay" ? "was_elsewhere" : "was_there")}
        </span>
      ),
    },
    {
      key: "predicate",
      wide: true,
      cell: (of, row) =>
        row.sentence ? <Linked segments={row.sentence} /> : String(of("predicate") ?? ""),
    },
    who("witness"),
    number("tellings"),
    {
      key: "certainty",
      cell: (of) =>
        vocabulary.value.certainties.find((one) => one.value === of("certainty"))?.label ?? "",
    },
    quote("quote"),
    source,
  ],
  near: () => [
    {
      key: "relation",
      cell: (of) =>
        of("relation") === "near"
          ? t("n_apart", { n: Number(of("distance")) })
          : t(`relation_${String(of("relation"))}`),
    },
    code("code_a"),
    quote("quote_a"),
    code("code_b"),
    quote("quote_b"),
    source,
  ],
  cross: (asked) => [
    code("code"),
    {
      key: "value",
      cell: (of, _row, table) => <Value value={of("value")} {...{ table, asked }} />,
    },
    number("passages"),
    number("sources"),
  ],
};

/** A value of an attribute: an entity, a source, a term, or words. */
function Value(props: { value: Row["cells"][number]; table: Table; asked: Asked }): JSX.Element {
  const { value, table, asked } = props;
  if (value === null) return <em>{t("not_known")}</em>;
  const said = String(value);
  if (known(said)?.kind) return <Entity id={said} />;
  if (table.titles[said])
    return <Go to={{ view: "reader", source: said }}>{table.titles[said]}</Go>;
  const attribute = String(asked.body.attribute ?? "");
  const what = attribute === "kind" ? "source-kind" : attribute.slice(attribute.indexOf(".") + 1);
  const has = list(what).some((one) => one.id === said);
  return <Fragment>{has ? termLabel(what, said) : said}</Fragment>;
}

function span(from: unknown, to: unknown, open: boolean): string {
  if (from === null && to === null) return open ? t("time_unknown") : "";
  const [first, last] = [day(from), day(to)];
  return first === last ? first : `${first} – ${last}`;
}

function day(iso: unknown): string {
  if (typeof iso !== "string") return "…";
  return new Intl.DateTimeFormat(lang.value === "ru" ? "ru" : "en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date(`${iso}T00:00:00Z`));
}
