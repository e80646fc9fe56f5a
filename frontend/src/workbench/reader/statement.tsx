// The form of a statement, made from the vocabulary. Enter goes to what is still missing, and records when
// nothing is; so a usual statement is: s, the predicate, Enter, the object, Enter, Enter.
import { useSignal, type Signal } from "@preact/signals";
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Trouble, Yielded } from "../api.ts";
import { type Finding, KINDS, type Predicate, type Written } from "../model.ts";
import type { Option } from "../ui/combobox.tsx";
import { Combobox, settled } from "../ui/combobox.tsx";
import { Check, Choice, Select, TextField } from "../ui/fields.tsx";
import { complain } from "../ui/notices.tsx";
import { folded } from "../text/find.ts";
import { list, predicate, role, vocabulary } from "../vocabulary.ts";
import { t } from "../words.ts";
import {
  complete,
  type Draft,
  empty,
  fitted,
  guesses,
  nextGap,
  ofValue,
  rolesOf,
  type Slot,
  type Unchosen,
  unchosen,
} from "./draft.ts";
import { Foot } from "./foot.tsx";
import type { Reading } from "./reading.ts";
import { handOf, habitOf, recordStatement } from "./saving.ts";
import { Sentence } from "./sentence.tsx";
import { SlotField } from "./slot.tsx";
import { Tellers } from "./tellers.tsx";
import { WhenField } from "./when.tsx";

interface Props {
  reading: Reading;
  draft: Signal<Draft>;
  onSaved: (written: Written, more: boolean) => void;
  onClose: () => void;
}

/** Alt and a letter → the field it leads to. */
const LEAPS: Record<string, string> = {
  KeyS: "subject",
  KeyP: "predicate",
  KeyO: "object",
  KeyW: "when",
  KeyT: "teller-0",
  KeyB: "basis",
};

export function StatementForm({ reading, draft, onSaved, onClose }: Props): JSX.Element {
  const form = useRef<HTMLFormElement>(null);
  const findings = useSignal<Finding[]>([]);
  /** What was typed and not chosen when it was to be recorded. */
  const tried = useSignal<Unchosen[]>([]);
  const busy = useSignal(false);
  const chosenSubject = useSignal(draft.value.restates !== null);
  const now = draft.value;
  const chosen = predicate(now.predicate.value);
  const hand = handOf(reading, now);
  const near = [...hand.named, ...hand.recent].map((ref) => ref.id);
  const put = (more: Partial<Draft>): void => {
    draft.value = { ...draft.value, ...more };
  };
  const putRole = (term: string, slot: Slot): void =>
    put({ roles: { ...draft.value.roles, [term]: slot } });

  const find = (name: string): HTMLElement | null =>
    form.current?.querySelector<HTMLElement>(`[name="${name}"]`) ?? null;
  /** At once where it is there, so that whoever types on types into it; else when it is drawn. */
  const focus = (name: string): void => {
    const there = find(name);
    if (there) there.focus();
    else queueMicrotask(() => (find(name) ?? form.current)?.focus());
  };
  const next = (): void => {
    const gap = nextGap(draft.value, predicate(draft.value.predicate.value));
    focus(gap ?? "save");
  };
  useLayoutEffect(() => {
    focus(nextGap(draft.value, chosen) ?? "save");
  }, []);

  const save = async (more: boolean): Promise<void> => {
    await settled();
    tried.value = unchosen(draft.value, predicate(draft.value.predicate.value));
    const first = tried.value[0];
    if (first) return focus(first.name);
    if (!complete(draft.value)) return next();
    if (busy.value) return;
    busy.value = true;
    findings.value = [];
    try {
      onSaved(await recordStatement(reading, draft.value), more);
    } catch (error) {
      if (error instanceof Trouble && error.findings.length) findings.value = error.findings;
      else if (!(error instanceof Yielded)) complain(error);
    } finally {
      busy.value = false;
    }
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const leap = event.altKey && !event.ctrlKey ? LEAPS[event.code] : undefined;
    if (leap) {
      event.preventDefault();
      focus(leap);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void save(event.shiftKey);
    } else if (event.key === "Enter" && (event.target as HTMLElement).matches("input")) {
      event.preventDefault();
      const gap = nextGap(draft.value, chosen);
      if (gap && gap !== (event.target as HTMLInputElement).name) focus(gap);
      else void save(false);
    }
  };
  const wrong = (key: string): string | undefined => {
    const same = (each: Unchosen) =>
      (each.name === key || each.name === `role:${key}`) &&
      unchosen(now, chosen).some((u) => u.name === each.name && u.text === each.text);
    const text = tried.value.find(same)?.text;
    return text
      ? t("not_chosen", { text })
      : findings.value.find((f) => f.where.key === key)?.message;
  };

  return (
    <form
      ref={form}
      class="statement-form"
      onKeyDown={keys}
      onSubmit={(event) => {
        event.preventDefault();
        void save(false);
      }}
    >
      <div class="clause">
        <SlotField
          label={t("subject")}
          name="subject"
          slot={now.subject}
          objects={chosen?.domain ?? [...KINDS]}
          source={reading.id}
          near={near}
          error={wrong("subject")}
          onNext={next}
          onSlot={(subject) => {
            chosenSubject.value = true;
            put({ subject });
          }}
        />
        <PredicateField
          draft={now}
          named={hand.named.map((ref) => ref.kind)}
          recent={habitOf(reading.id).predicates}
          error={wrong("predicate")}
          onText={(text) => put({ predicate: { ...empty(), text } })}
          onNext={next}
          onChoose={(p) => {
            const said = { ...draft.value, predicate: ofValue(p.id, p.label) };
            draft.value = fitted(said, p, { ...hand, subjectChosen: chosenSubject.value });
          }}
        />
        {chosen && (
          <SlotField
            key={chosen.id}
            label={t(chosen.values.length && !chosen.objects.length ? "value" : "object")}
            name="object"
            slot={now.object}
            objects={chosen.objects}
            values={chosen.values}
            source={reading.id}
            near={near}
            error={wrong("object") ?? wrong("value")}
            onNext={next}
            onSlot={(object) => put({ object })}
          />
        )}
      </div>
      {chosen && chosen.roles.length > 0 && (
        <div class="pair roles">
          {rolesOf(chosen, role).map((term) => (
            <SlotField
              key={term.id}
              label={term.label}
              name={`role:${term.id}`}
              slot={now.roles[term.id] ?? empty()}
              objects={term.objects}
              values={term.values}
              source={reading.id}
              near={near}
              error={wrong(term.id)}
              onNext={next}
              onSlot={(slot) => putRole(term.id, slot)}
            />
          ))}
        </div>
      )}
      <div class="pair">
        <WhenField
          label={t("when")}
          name="when"
          value={now.when}
          source={reading.id}
          at={now.at[0]}
          error={wrong("when")}
          onInput={(when) => put({ when })}
        />
        <TextField
          label={t("duration")}
          name="duration"
          value={now.duration}
          placeholder={t("duration_example")}
          error={wrong("duration")}
          onInput={(duration) => put({ duration })}
        />
      </div>
      <Tellers
        tellers={now.tellers}
        source={reading.id}
        at={now.at[0]}
        near={near}
        wrong={wrong}
        onChange={(tellers) => put({ tellers })}
      />
      <div class="pair">
        <Select
          label={t("basis")}
          name="basis"
          value={now.basis}
          options={[
            { value: "", label: t("not_said") },
            ...list("basis").map((term) => ({ value: term.id, label: term.label })),
          ]}
          onChange={(basis) => put({ basis })}
        />
        <Select
          label={t("stance")}
          name="stance"
          value={now.stance}
          options={(["asserts", "denies", "doubts"] as const).map((stance) => ({
            value: stance,
            label: t(`stance_${stance}`),
          }))}
          onChange={(stance) => put({ stance: stance as Draft["stance"] })}
        />
      </div>
      <Choice
        label={t("certainty")}
        name="certainty"
        value={now.certainty}
        options={vocabulary.value.certainties.map((c) => ({
          value: c.value,
          label: String(c.value),
          title: c.label,
        }))}
        onChange={(certainty) => put({ certainty })}
      />
      <Check label={t("denied")} checked={now.denied} onChange={(denied) => put({ denied })} />
      <Foot>
        <Sentence draft={now} source={reading.id} />
        {findings.value.length > 0 && (
          <ul class="findings-here" role="alert">
            {findings.value.map((f) => (
              <li key={f.id + f.message}>
                {f.message} <em>{f.fix}</em>
              </li>
            ))}
          </ul>
        )}
        <div class="actions">
          <button type="submit" class="primary" name="save" aria-disabled={busy.value}>
            {t(now.restates ? "record_change" : "record")}
          </button>
          <button type="button" onClick={() => void save(true)} title="Ctrl+Shift+Enter">
            {t("record_and_more")}
          </button>
          <button type="button" class="quiet" onClick={onClose}>
            {t("close")}
          </button>
        </div>
      </Foot>
    </form>
  );
}

function PredicateField(props: {
  draft: Draft;
  named: Parameters<typeof guesses>[2];
  recent: string[];
  error: string | undefined;
  onText: (text: string) => void;
  onChoose: (p: Predicate) => void;
  onNext: () => void;
}): JSX.Element {
  const subject = props.draft.subject.ref?.kind ?? null;
  const options = (text: string): Option<Predicate>[] => {
    const low = folded(text.trim());
    const all = vocabulary.value.predicates;
    const likely = guesses(all, subject, props.named, props.recent);
    // Typing finds every predicate; unasked come those that suit the subject.
    const pool = low ? [...likely, ...all.filter((p) => !likely.includes(p))] : likely;
    const rank = (p: Predicate): number => {
      const label = folded(p.label);
      if (label.startsWith(low) || p.id.startsWith(low)) return 0;
      return label.includes(low) || p.id.includes(low) ? 1 : 2;
    };
    return pool
      .map((p, order) => ({ p, rank: rank(p), order }))
      .filter(({ p, rank: r }) => r < 2 || folded(p.definition ?? "").includes(low))
      .sort((a, b) => a.rank - b.rank || a.order - b.order)
      .map(({ p }) => ({ key: p.id, label: p.label, hint: p.definition, value: p }));
  };
  return (
    <Combobox<Predicate>
      label={t("predicate")}
      name="predicate"
      text={props.draft.predicate.text}
      chosen={props.draft.predicate.value !== null}
      error={props.error}
      onText={props.onText}
      onChoose={props.onChoose}
      onNext={props.onNext}
      options={options}
    />
  );
}
