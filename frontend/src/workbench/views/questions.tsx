// What to ask in the next letter, by whom it can be asked.
import type { JSX } from "preact";
import { Answered, Empty, Heading } from "../ui/lists.tsx";
import { useAnswer } from "../ui/loading.ts";
import { complain, notice } from "../ui/notices.tsx";
import { Go } from "../ui/said.tsx";
import { t } from "../words.ts";
import { Freshness, restarting } from "./findings.tsx";

interface Interview {
  witness: string | null;
  name: string;
  questions: { text: string; evidence: string[]; rule: string }[];
}

interface Asked {
  state: string;
  failure: string | null;
  edit: number | null;
  interviews: Interview[];
}

export function Questions(): JSX.Element {
  const answer = useAnswer<Asked>("questions", {});
  const restart = restarting("questions", answer.again);
  return (
    <>
      <Heading title={t("view_questions")}>
        <button type="button" onClick={restart}>
          {t("check_again")}
        </button>
      </Heading>
      <p class="lede">{t("questions_what")}</p>
      <Answered answer={answer}>
        {(found) => (
          <>
            <Freshness
              state={found.state}
              failure={found.failure}
              again={answer.again}
              restart={restart}
            />
            {found.interviews.length ? (
              found.interviews.map((one) => <To key={one.witness ?? one.name} interview={one} />)
            ) : found.state === "fresh" ? (
              <Empty title={t("no_questions_title")}>
                <p>{t("no_questions")}</p>
              </Empty>
            ) : null}
          </>
        )}
      </Answered>
    </>
  );
}

function To({ interview }: { interview: Interview }): JSX.Element {
  const copy = (): void => {
    const text = interview.questions.map((q, index) => `${index + 1}. ${q.text}`).join("\n");
    navigator.clipboard.writeText(text).then(() => notice(t("copied")), complain);
  };
  return (
    <section class="interview">
      <h2>
        {interview.witness ? (
          <Go to={{ view: "card", id: interview.witness }}>{interview.name}</Go>
        ) : (
          interview.name
        )}
        <button type="button" class="quiet" onClick={copy}>
          {t("copy")}
        </button>
      </h2>
      <ol class="asked-list">
        {interview.questions.map((question) => (
          <li key={question.text}>{question.text}</li>
        ))}
      </ol>
    </section>
  );
}
