// The encyclopedia as a reader will see it, and what is held back and why.
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { call } from "../api.ts";
import type { Finding } from "../model.ts";
import { Answered, Heading } from "../ui/lists.tsx";
import { useAnswer } from "../ui/loading.ts";
import { complain } from "../ui/notices.tsx";
import { t } from "../words.ts";
import { FindingView } from "./findings.tsx";

interface Previewed {
  state: "none" | "running" | "ready" | "blocked" | "failed";
  edit: number | null;
  address: string | null;
  held_back: string[];
  findings: Finding[];
}

const LOOK = 1200;

export function Preview(): JSX.Element {
  const answer = useAnswer<Previewed>("preview", {});
  const state = answer.data.value?.state;
  useEffect(() => {
    if (state !== "running") return;
    const look = setInterval(answer.again, LOOK);
    return () => clearInterval(look);
  }, [state]);
  const make = (): void => {
    call("preview", { again: true }).then(answer.again, complain);
  };
  return (
    <>
      <Heading title={t("view_preview")}>
        <button type="button" class="primary" onClick={make} disabled={state === "running"}>
          {t(state === "ready" ? "make_preview_again" : "make_preview")}
        </button>
      </Heading>
      <p class="lede">{t("preview_what")}</p>
      <Answered answer={answer}>
        {(found) => (
          <>
            {found.state === "running" && (
              <p role="status" class="note">
                {t("preview_running")}
              </p>
            )}
            {found.state === "ready" && found.address && (
              <p>
                <a class="as-button" href={found.address} target="_blank" rel="noopener noreferrer">
                  {t("open_preview")}
                </a>
              </p>
            )}
            {found.state === "blocked" && <p class="error">{t("preview_blocked")}</p>}
            {found.state === "failed" && <p class="error">{t("preview_failed")}</p>}
            {found.findings.length > 0 && (
              <ul class="findings">
                {found.findings.map((finding) => (
                  <FindingView key={finding.id} finding={finding} />
                ))}
              </ul>
            )}
            {found.held_back.length > 0 && (
              <section>
                <h2>{t("held_back")}</h2>
                <ul class="bullets">
                  {found.held_back.map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              </section>
            )}
          </>
        )}
      </Answered>
    </>
  );
}
