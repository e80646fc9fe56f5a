// People, places, groups, types, things: every card, by kind, found by any part of any name.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { Found, Kind } from "../model.ts";
import { KINDS } from "../model.ts";
import { Answered, Empty, Heading, Pager } from "../ui/lists.tsx";
import { Choice, TextField } from "../ui/fields.tsx";
import { useAnswer } from "../ui/loading.ts";
import { Go } from "../ui/said.tsx";
import { Icon } from "../ui/icons.tsx";
import { termLabel } from "../vocabulary.ts";
import { t } from "../words.ts";

const LIMIT = 100;

export function Entities({ kind }: { kind?: string }): JSX.Element {
  const text = useSignal("");
  const chosen = useSignal<Kind | "all">((kind as Kind | undefined) ?? "all");
  const offset = useSignal(0);
  useEffect(() => {
    offset.value = 0;
  }, [text.value, chosen.value]);
  const body = {
    offset: offset.value,
    limit: LIMIT,
    ...(chosen.value === "all" ? {} : { kind: chosen.value }),
    ...(text.value.trim() ? { text: text.value.trim() } : {}),
  };
  const answer = useAnswer<{ total: number; entities: Found[] }>("entities", body);
  return (
    <>
      <Heading title={t("view_entities")} count={answer.data.value?.total} />
      <div class="filters">
        <TextField
          label={t("filter_names")}
          value={text.value}
          onInput={(value) => (text.value = value)}
        />
        <Choice
          label={t("kind")}
          value={chosen.value}
          options={[
            { value: "all" as const, label: t("reading_all") },
            ...KINDS.map((value) => ({ value, label: t(`kinds_${value}`) })),
          ]}
          onChange={(value) => (chosen.value = value)}
        />
      </div>
      <Answered answer={answer}>
        {(found) =>
          found.total === 0 ? (
            text.value.trim() ? (
              <p class="empty">{t("none_such")}</p>
            ) : (
              <Empty title={t("no_entities_title")}>
                <p>{t("no_entities")}</p>
              </Empty>
            )
          ) : (
            <>
              <ul class="lines entities">
                {found.entities.map((entity) => (
                  <li key={entity.id}>
                    <Icon name={entity.kind ?? "thing"} />
                    <Go to={{ view: "card", id: entity.id }} class="title">
                      {entity.name}
                    </Go>
                    <span class="hint">
                      {[
                        entity.sort
                          ? termLabel("sort", entity.sort)
                          : entity.kind
                            ? t(`kind_${entity.kind}`)
                            : "",
                        t("n_statements", { n: entity.statements ?? 0 }),
                      ]
                        .filter(Boolean)
                        .join(" · ")}
                    </span>
                  </li>
                ))}
              </ul>
              <Pager offset={offset} limit={LIMIT} total={found.total} />
            </>
          )
        }
      </Answered>
    </>
  );
}
