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
import { quoted } from "../text/quotes.ts";
import { t } from "../words.ts";

interface Found {
  state: "fresh" | "stale" | "running" | "none" | "failed";
  failure: string | null;
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
  const restart = restarting("findings", answer.again);
  // Before the first look there is nothing to count: a nought would say that all is well.
  const found = answer.data.value;
  const looked = found && (found.state === "fresh" || found.state === "stale" || found.total > 0);
  const counts = looked ? found.by_severity : undefined;
  return (
    <>
      <Heading title={t("view_findings")} count={looked ? found.total : undefined}>
        <button type="button" onClick={restart}>
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
            <Freshness
              state={found.state}
              failure={found.failure}
              again={answer.again}
              restart={restart}
            />
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

interface FreshnessProps {
  state: string;
  failure?: string | null | undefined;
  /** Look whether it is done. */
  again: () => void;
  /** Begin anew. */
  restart: () => void;
}

/** The rules run beside the server: say so while what is shown is older than the archive, and where they failed. */
export function Freshness({ state, failure, again, restart }: FreshnessProps): JSX.Element {
  useEffect(() => {
    if (state === "fresh" || state === "failed") return;
    const wait = setInterval(again, LOOK);
    return () => clearInterval(wait);
  }, [state]);
  if (state === "fresh") return <></>;
  if (state === "failed") {
    return (
      <p class="error" role="alert">
        {failure ?? t("check_failed")}{" "}
        <button type="button" class="quiet" onClick={restart}>
          {t("try_again")}
        </button>
      </p>
    );
  }
  return (
    <p class="note" role="status">
      {t(state === "running" ? "checking" : "findings_stale")}{" "}
      <button type="button" class="quiet" onClick={again}>
        {t("look_again")}
      </button>
    </p>
  );
}

/** Begin slow work anew, then look. */
export function restarting(verb: "findings" | "questions", then: () => void): () => void {
  return () => void call(verb, { again: true }).then(then, complain);
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
            <q>{quoted(passage.exact)}</q>
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
