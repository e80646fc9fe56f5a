// Home: what came in, what waits, what has changed; and for whoever has just begun, how to begin.
import type { JSX } from "preact";
import type { Home, Severity } from "../model.ts";
import { go } from "../place.ts";
import { Answered, Empty } from "../ui/lists.tsx";
import { useAnswer } from "../ui/loading.ts";
import { Go } from "../ui/said.tsx";
import { count, t } from "../words.ts";
import { Freshness, restarting } from "./findings.tsx";
import { EditLine } from "./history.tsx";
import { DropZone } from "./import.tsx";
import { quoted } from "../text/quotes.ts";
import { SourceLine } from "./sources.tsx";

export function HomeView(): JSX.Element {
  const answer = useAnswer<Home>("home", {});
  return (
    <Answered answer={answer}>
      {(home) => (home.empty ? <Begin /> : <Desk home={home} again={answer.again} />)}
    </Answered>
  );
}

function Begin(): JSX.Element {
  return (
    <Empty title={t("home_empty_title")}>
      <p class="lede">{t("home_empty")}</p>
      <DropZone />
      <ol class="steps">
        {["step_import", "step_read", "step_say", "step_see"].map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ol>
    </Empty>
  );
}

const SEVERITIES: Severity[] = ["error", "warning", "ask", "note"];

function Desk({ home, again }: { home: Home; again: () => void }): JSX.Element {
  const { progress } = home;
  const share = progress.characters ? progress.characters_read / progress.characters : 0;
  const waiting = SEVERITIES.filter((s) => home.findings.by_severity[s] > 0);
  return (
    <>
      <h1 class="unseen">{t("view_home")}</h1>
      <div class="desk">
        <section class="wide-card">
          <h2>{t("to_read")}</h2>
          <Progress share={share} read={progress.read} sources={progress.sources} />
          {home.unread.total ? (
            <>
              <ul class="lines">
                {home.unread.sources.map((source) => (
                  <SourceLine key={source.id} source={source} />
                ))}
              </ul>
              {home.unread.total > home.unread.sources.length && (
                <Go to={{ view: "sources" }}>{t("all_n", { n: home.unread.total })}</Go>
              )}
            </>
          ) : (
            <p class="empty">{t(begun(progress), { n: progress.sources })}</p>
          )}
        </section>
        <section>
          <h2>{t("kept_marks")}</h2>
          {home.pending.total ? (
            <ul class="lines">
              {home.pending.marks.map(({ passage, title }) => (
                <li key={passage.id}>
                  <Go
                    to={{ view: "reader", source: passage.source, passage: passage.id }}
                    class="quote"
                  >
                    <q>{quoted(passage.exact)}</q>
                  </Go>
                  <span class="hint">{title}</span>
                </li>
              ))}
            </ul>
          ) : (
            <p class="empty">{t("no_kept_marks")}</p>
          )}
        </section>
        <section>
          <h2>{t("view_findings")}</h2>
          <Freshness
            state={home.findings.state}
            failure={home.findings.failure}
            again={again}
            restart={restarting("findings", again)}
          />
          {waiting.length ? (
            <ul class="tallies">
              {waiting.map((severity) => (
                <li key={severity} class={severity}>
                  <button type="button" class="go" onClick={() => go({ view: "findings" })}>
                    <b>{count(home.findings.by_severity[severity])}</b>{" "}
                    {t(`severity_${severity}`, { n: home.findings.by_severity[severity] })}
                  </button>
                </li>
              ))}
            </ul>
          ) : (
            home.findings.state === "fresh" && <p class="empty">{t("no_findings")}</p>
          )}
          {home.questions.total > 0 && (
            <p>
              <Go to={{ view: "questions" }}>{t("n_questions", { n: home.questions.total })}</Go>
            </p>
          )}
        </section>
        <section>
          <h2>{t("came_in")}</h2>
          <ul class="lines">
            {home.recent_sources.map((source) => (
              <SourceLine key={source.id} source={source} />
            ))}
          </ul>
        </section>
        <section class="wide-card">
          <h2>{t("lately")}</h2>
          <ol class="edits">
            {home.changed.map((edit) => (
              <EditLine key={edit.edit} edit={edit} />
            ))}
          </ol>
        </section>
      </div>
    </>
  );
}

/** What is said where in every source something is marked or read. */
function begun({ read, sources, characters_read }: Home["progress"]): string {
  if (read === sources) return "all_read";
  return characters_read ? "all_begun" : "none_said_read";
}

function Progress(props: { share: number; read: number; sources: number }): JSX.Element {
  const said = t("progress", { read: props.read, n: props.sources });
  return (
    <div class="progress">
      <progress max={1} value={props.share} aria-label={said} />
      <span class="note">
        {said} · {Math.round(props.share * 100)} %
      </span>
    </div>
  );
}
