// A card: what is said of one person, place, group, type or thing, live and editable, conflicts side by side.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { write } from "../api.ts";
import type { Card, Said } from "../model.ts";
import { known, nameOf } from "../names.ts";
import type { Place } from "../place.ts";
import { Form } from "../reader/forms.tsx";
import { restate } from "../reader/restating.ts";
import { Answered } from "../ui/lists.tsx";
import { Choice, TextField } from "../ui/fields.tsx";
import { useAnswer } from "../ui/loading.ts";
import { Icon } from "../ui/icons.tsx";
import { Entity, Go, Linked, SaidView } from "../ui/said.tsx";
import { predicate, role, termLabel } from "../vocabulary.ts";
import { lang, t } from "../words.ts";
import { Timeline } from "./drawn.tsx";
import { EditLine } from "./history.tsx";
import { FindingView } from "./findings.tsx";
import { Identities } from "./identities.tsx";
import { MemoCard } from "./memos.tsx";

export function CardView({ at }: { at: Extract<Place, { view: "card" }> }): JSX.Element {
  const answer = useAnswer<Card>("card", { id: at.id });
  const there = answer.data.value !== null;
  useEffect(() => {
    if (!there || !at.statement) return;
    document.querySelector(`[data-statement="${CSS.escape(at.statement)}"]`)?.scrollIntoView();
  }, [there, at]);
  return (
    <Answered answer={answer}>
      {(card) => <CardPage card={card} {...(at.statement ? { target: at.statement } : {})} />}
    </Answered>
  );
}

function CardPage({ card, target }: { card: Card; target?: string }): JSX.Element {
  const { entity } = card;
  const shown = { self: entity.id, ...(target ? { target } : {}) };
  return (
    <div class="card">
      <Head card={card} />
      <div class="card-body">
        <div class="card-main">
          {card.place && card.place.path.length > 0 && (
            <p class="crumbs-line">
              {card.place.path.map((id, index) => (
                <span key={id}>
                  {index > 0 && " › "}
                  <Entity id={id} />
                </span>
              ))}
            </p>
          )}
          <Claims card={card} />
          {card.journey.length > 0 && (
            <section>
              <h2>{t("journey")}</h2>
              <Timeline stops={card.journey} self={entity.id} />
              <ol class="journey">
                {card.journey.map((stop) => (
                  <li key={stop.statement} class={stop.stands ? undefined : "fallen"}>
                    <Linked segments={stop.sentence} self={entity.id} />
                  </li>
                ))}
              </ol>
            </section>
          )}
          {card.journey.length === 0 && card.timeline.length > 1 && (
            <section>
              <h2>{t("timeline")}</h2>
              <Timeline stops={card.timeline} self={entity.id} />
            </section>
          )}
          {card.groups.map((group) => (
            <Group key={group.predicate} group={group} {...shown} />
          ))}
          {card.groups.length === 0 && <p class="empty">{t("nothing_said")}</p>}
          <Where card={card} />
          {card.mentioned.total > 0 && (
            <Mentioned said={card.mentioned.statements} total={card.mentioned.total} {...shown} />
          )}
        </div>
        <aside class="card-side" aria-label={t("about_this_card")}>
          <Identities key={card.entity.id} card={card} />
          {card.questions.length > 0 && (
            <section>
              <h2>{t("view_questions")}</h2>
              <ul class="bullets">
                {card.questions.map((question) => (
                  <li key={question}>{question}</li>
                ))}
              </ul>
            </section>
          )}
          {card.findings.length > 0 && (
            <section>
              <h2>{t("view_findings")}</h2>
              <ul class="findings">
                {card.findings.map((finding) => (
                  <FindingView key={finding.id} finding={finding} />
                ))}
              </ul>
            </section>
          )}
          <Notes card={card} />
          {card.sources.length > 0 && (
            <section>
              <h2>{t("spoken_of_in")}</h2>
              <ul class="lines">
                {card.sources.map((source) => (
                  <li key={source.id}>
                    <Go to={{ view: "reader", source: source.id }}>{source.title}</Go>
                    {source.written && <span class="hint">{source.written.said}</span>}
                  </li>
                ))}
              </ul>
            </section>
          )}
          {card.history.length > 0 && (
            <section>
              <h2>{t("card_history")}</h2>
              <ol class="edits">
                {card.history.slice(0, 6).map((edit) => (
                  <EditLine key={edit.edit} edit={edit} />
                ))}
              </ol>
            </section>
          )}
        </aside>
      </div>
    </div>
  );
}

function Head({ card }: { card: Card }): JSX.Element {
  const { entity } = card;
  const editing = useSignal(false);
  // A label in the script of another language stands among the names, below what this language says.
  const foreign = /[\u0400-\u04ff]/.test(entity.label) !== (lang.value === "ru");
  const called = (foreign && known(entity.id)?.name) || entity.label;
  const others = card.names_known.filter((name) => name.value !== called);
  return (
    <header class="entry">
      <p class="kind">
        <Icon name={entity.kind} /> {t(`kind_${entity.kind}`)}
        {entity.sort && ` · ${termLabel("sort", entity.sort)}`}
      </p>
      <h1>{called}</h1>
      {(others.length > 0 || called !== entity.label) && (
        <p class="names">
          {called !== entity.label && !others.some((name) => name.value === entity.label) && (
            <span>
              {entity.label}
              {others.length > 0 && <span class="dot"> · </span>}
            </span>
          )}
          {others.map((name, index) => (
            <span key={name.statement} lang={name.lang ?? undefined}>
              {index > 0 && <span class="dot"> · </span>}
              {name.value}
              {name.kind && <small> {termLabel("name-kind", name.kind)}</small>}
            </span>
          ))}
        </p>
      )}
      <p class="meta">
        {entity.alias && <span>{t("published_as", { alias: entity.alias })}</span>}
        {entity.access === "restricted" && <span class="tag">{t("restricted")}</span>}
        {card.said_by.total > 0 && <span>{t("n_told", { n: card.said_by.total })}</span>}
        <button type="button" class="quiet" onClick={() => (editing.value = !editing.value)}>
          <Icon name="edit" /> {t("edit_card")}
        </button>
      </p>
      {editing.value && <EditEntity card={card} onClose={() => (editing.value = false)} />}
    </header>
  );
}

function EditEntity({ card, onClose }: { card: Card; onClose: () => void }): JSX.Element {
  // As it was when the form was opened: the card beneath may change meanwhile.
  const entity = useSignal(card.entity).value;
  const read = { [`entity:${entity.id}`]: entity.version };
  const draft = useSignal({
    label: entity.label,
    alias: entity.alias ?? "",
    access: entity.access,
    name: "",
  });
  const put = (more: Partial<typeof draft.value>): void => {
    draft.value = { ...draft.value, ...more };
  };
  return (
    <div class="inline-form">
      <Form
        save={t("record_change")}
        onClose={onClose}
        onSaved={onClose}
        onSave={async () => {
          const { label, alias, access, name } = draft.value;
          const changes = {
            ...(label !== entity.label ? { label } : {}),
            ...(alias !== (entity.alias ?? "") ? { alias } : {}),
            ...(access !== entity.access ? { access } : {}),
          };
          const changed = Object.keys(changes).length
            ? await write("edit-entity", { id: entity.id, ...changes, read })
            : null;
          if (!name.trim()) return changed ?? "unchanged";
          const said = { subject: entity.id, predicate: "name", value: name.trim() };
          return write("record", { statements: [said] });
        }}
      >
        <div class="pair">
          <TextField
            label={t("what_to_call")}
            value={draft.value.label}
            onInput={(label) => put({ label })}
          />
          <TextField
            label={t("another_name")}
            value={draft.value.name}
            onInput={(name) => put({ name })}
          />
          <TextField
            label={t("alias")}
            value={draft.value.alias}
            note={t("alias_note")}
            onInput={(alias) => put({ alias })}
          />
          <Choice
            label={t("access")}
            value={draft.value.access}
            options={(["public", "restricted"] as const).map((value) => ({
              value,
              label: t(`access_${value}`),
            }))}
            onChange={(access) => put({ access })}
          />
        </div>
      </Form>
    </div>
  );
}

function Group(props: {
  group: Card["groups"][number];
  self: string;
  target?: string;
}): JSX.Element {
  const { group } = props;
  const label = predicate(group.predicate)?.label ?? group.label;
  return (
    <section class={group.conflict ? "group conflict" : "group"}>
      <h2>
        {label} {group.total > 1 && <span class="count">{group.total}</span>}
      </h2>
      {group.conflict && <p class="note">{t("they_conflict")}</p>}
      <div class={group.conflict ? "beside-each-other" : undefined}>
        {group.statements.map((said) => (
          <SaidView
            key={said.id}
            said={said}
            self={props.self}
            weigh={group.conflict}
            target={said.id === props.target}
            onEdit={restate}
          />
        ))}
      </div>
      {group.total > group.statements.length && (
        <p class="note">{t("n_more", { n: group.total - group.statements.length })}</p>
      )}
    </section>
  );
}

function Mentioned(props: {
  said: Said[];
  total: number;
  self: string;
  target?: string;
}): JSX.Element {
  return (
    <section>
      <h2>
        {t("mentioned")} <span class="count">{props.total}</span>
      </h2>
      {props.said.map((said) => (
        <SaidView
          key={said.id}
          said={said}
          self={props.self}
          target={said.id === props.target}
          onEdit={restate}
        />
      ))}
    </section>
  );
}

/** "Three prisons" against those that the archive knows. */
function Claims({ card }: { card: Card }): JSX.Element {
  if (!card.claims.length) return <></>;
  return (
    <section>
      <h2>{t("claimed_and_known")}</h2>
      {card.claims.map((claim) => (
        <div key={claim.statement} class={claim.missing > 0 ? "tally missing" : "tally"}>
          {t("claim", {
            what: termLabel("sort", claim.of),
            claimed: claim.low === claim.high ? claim.low : `${claim.low}–${claim.high}`,
            known: claim.known.length,
            missing: claim.missing,
          })}
          {claim.known.length > 0 && (
            <ul class="chips">
              {claim.known.map((id) => (
                <li key={id}>
                  <Entity id={id} />
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </section>
  );
}

function Where({ card }: { card: Card }): JSX.Element {
  const people = card.place?.people ?? [];
  const children = card.place?.children ?? [];
  const members = card.members ?? [];
  return (
    <>
      {children.length > 0 && (
        <section>
          <h2>{t("within_it")}</h2>
          <ul class="chips">
            {children.map((id) => (
              <li key={id}>
                <Entity id={id} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {people.length > 0 && (
        <section>
          <h2>{t("who_was_there")}</h2>
          <ul class="lines">
            {people.map((one, index) => (
              <li key={`${one.id} ${index}`} class={one.certain ? undefined : "possible"}>
                <Entity id={one.id} />
                <span class="hint">
                  {one.when?.said ?? t("time_unknown")}
                  {!one.certain && ` · ${t("possibly")}`}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {members.length > 0 && (
        <section>
          <h2>{t("members")}</h2>
          <ul class="lines">
            {members.map((one, index) => (
              <li key={`${one.id} ${index}`}>
                <Entity id={one.id} />
                <span class="hint">
                  {[one.role ? (role(one.role)?.label ?? one.role) : "", one.when?.said ?? ""]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Notes({ card }: { card: Card }): JSX.Element {
  const writing = useSignal(false);
  const draft = useSignal({ title: "", text: "" });
  return (
    <section>
      <h2>{t("view_memos")}</h2>
      {card.memos.map((memo) => (
        <MemoCard key={memo.id} memo={memo} />
      ))}
      {writing.value ? (
        <Form
          save={t("keep_memo")}
          onClose={() => (writing.value = false)}
          onSaved={() => {
            draft.value = { title: "", text: "" };
            writing.value = false;
          }}
          onSave={async () =>
            draft.value.text.trim()
              ? write("record", { memos: [{ about: card.entity.id, ...draft.value }] })
              : null
          }
        >
          <TextField
            label={t("memo_title")}
            value={draft.value.title}
            onInput={(title) => (draft.value = { ...draft.value, title })}
          />
          <TextField
            label={t("memo_text")}
            rows={4}
            value={draft.value.text}
            onInput={(text) => (draft.value = { ...draft.value, text })}
          />
        </Form>
      ) : (
        <button type="button" class="quiet" onClick={() => (writing.value = true)}>
          <Icon name="plus" /> {t("write_memo", { name: nameOf(card.entity.id) })}
        </button>
      )}
    </section>
  );
}
