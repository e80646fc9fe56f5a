// What the archive's owner should know: by severity, each with its place and, where there is one, its fix.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { call, write } from "../api.ts";
import type { Finding, Fix, Names, Severity } from "../model.ts";
import { Answered, Empty, Heading, Pager } from "../ui/lists.tsx";
import { Choice } from "../ui/fields.tsx";
import { useAnswer } from "../ui/loading.ts";
import { complain, notice } from "../ui/notices.tsx";
import { Go } from "../ui/said.tsx";
import { t } from "../words.ts";

interface Found {
  state: "fresh" | "stale" | "running" | "none";
  edit: number | null;
  total: number;
  by_severity: Record<Severity, number>;
  by_rule: Record<string, number>;
  findings: Finding[];
  names: Names;
}

const LIMIT = 50;
const LOOK = 1500;
type Which = Severity | "all";

export function Findings({ rule }: { rule?: string }): JSX.Element {
  const which = useSignal<Which>("all");
  const offset = useSignal(0);
  const body = {
    offset: offset.value,
    limit: LIMIT,
    ...(which.value === "all" ? {} : { severity: which.value }),
    ...(rule ? { rule } : {}),
  };
  const answer = useAnswer<Found>("findings", body);
  const again = (): void => {
    call("findings", { again: true, limit: 1 }).then(answer.again, complain);
  };
  // Before the first look there is nothing to count: a nought would say that all is well.
  const found = answer.data.value;
  const looked = found && (found.state === "fresh" || found.state === "stale" || found.total > 0);
  const counts = looked ? found.by_severity : undefined;
  return (
    <>
      <Heading title={t("view_findings")} count={looked ? found.total : undefined}>
        <button type="button" onClick={again}>
          {t("check_again")}
        </button>
      </Heading>
      <div class="filters">
        <Choice
          label={t("severity")}
          value={which.value}
          options={(["all", "error", "warning", "ask", "note"] as const).map((value) => ({
            value,
            label:
              value === "all"
                ? t("reading_all")
                : `${t(`severity_${value}`, { n: 5 })} ${counts ? counts[value] : ""}`,
          }))}
          onChange={(value) => {
            which.value = value;
            offset.value = 0;
          }}
        />
      </div>
      <Answered answer={answer}>
        {(found) => (
          <>
            <Freshness state={found.state} again={answer.again} />
            {found.total ? (
              <ul class="findings">
                {found.findings.map((finding) => (
                  <FindingView key={finding.id} finding={finding} />
                ))}
              </ul>
            ) : found.state === "fresh" ? (
              <Empty title={t("no_findings_title")}>
                <p>{t("no_findings")}</p>
              </Empty>
            ) : null}
            <Pager offset={offset} limit={LIMIT} total={found.total} />
          </>
        )}
      </Answered>
    </>
  );
}

/** The rules run beside the server: say so while what is shown is older than the archive. */
export function Freshness({ state, again }: { state: string; again: () => void }): JSX.Element {
  useEffect(() => {
    if (state === "fresh") return;
    const wait = setInterval(again, LOOK);
    return () => clearInterval(wait);
  }, [state]);
  if (state === "fresh") return <></>;
  return (
    <p class="note" role="status">
      {t(state === "running" ? "checking" : "findings_stale")}{" "}
      <button type="button" class="quiet" onClick={again}>
        {t("look_again")}
      </button>
    </p>
  );
}

export function FindingView({ finding }: { finding: Finding }): JSX.Element {
  return (
    <li class={`finding ${finding.severity}`}>
      <p class="message">
        <span class="tag">{t(`severity_${finding.severity}`, { n: 1 })}</span> {finding.message}
      </p>
      {finding.fix && <p class="note">{finding.fix}</p>}
      {finding.passages?.slice(0, 3).map((passage) => (
        <p key={passage.id}>
          <Go to={{ view: "reader", source: passage.source, passage: passage.id }} class="quote">
            <q>{passage.exact}</q>
          </Go>
        </p>
      ))}
      {finding.fixes && finding.fixes.length > 0 && (
        <div class="actions">
          {finding.fixes.map((fix) => (
            <button key={fix.label} type="button" onClick={() => void mend(fix)}>
              {fix.label}
            </button>
          ))}
        </div>
      )}
    </li>
  );
}

async function mend(fix: Fix): Promise<void> {
  try {
    await write(fix.verb, fix.body);
    notice(t("mended"));
  } catch (error) {
    complain(error);
  }
}
