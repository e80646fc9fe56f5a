// The form beside the text: to the right of it where there is room, at the foot of a small screen.
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Written } from "../model.ts";
import { Icon } from "../ui/icons.tsx";
import { t } from "../words.ts";
import type { Draft } from "./draft.ts";
import { newDraft, ofEntity } from "./draft.ts";
import { CodeForm, EntityForm, MemoForm, SameForm } from "./forms.tsx";
import { Marked } from "./marked.tsx";
import type { Panel } from "./panels.ts";
import type { Reading } from "./reading.ts";
import { withDefaults } from "./saving.ts";
import { StatementForm } from "./statement.tsx";
import { quoted } from "../text/quotes.ts";
import { VoiceForm } from "./voices.tsx";

interface Props {
  reading: Reading;
  onClose: () => void;
  onSaved: (written: Written, said: string) => void;
}

export function Dock({ reading, onClose, onSaved }: Props): JSX.Element {
  const panel = reading.panel.value as Panel;
  const root = useRef<HTMLElement>(null);
  // At once, not after the next frame: a key pressed in between would go to the text.
  useLayoutEffect(() => {
    if (panel.kind === "mark") root.current?.focus();
  }, [panel]);
  const done = (said: string) => (written: Written) => {
    onSaved(written, said);
    onClose();
  };
  const common = { reading, panel, onClose };
  return (
    <section
      ref={root}
      class="dock"
      tabIndex={-1}
      aria-label={t(`panel_${panel.kind}`)}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        onClose();
      }}
    >
      <header>
        <h2>{t(`panel_${panel.kind}`)}</h2>
        <button type="button" class="plain" aria-label={t("close")} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {panel.exact && (
        <blockquote class="of" lang={reading.source.value?.lang}>
          <q>{quoted(panel.exact)}</q>
        </blockquote>
      )}
      {panel.kind === "statement" && <Statement {...common} onSaved={onSaved} />}
      {panel.kind === "code" && <CodeForm {...common} onSaved={done(t("coded"))} />}
      {panel.kind === "memo" && <MemoForm {...common} onSaved={done(t("memo_kept"))} />}
      {panel.kind === "entity" && <EntityForm {...common} onSaved={done(t("made"))} />}
      {panel.kind === "same" && <SameForm {...common} onSaved={done(t("judged"))} />}
      {panel.kind === "voice" && (
        <VoiceForm
          {...common}
          key={panel.key}
          onSaved={done(t("recorded"))}
          onTakenBack={done(t("taken_back"))}
        />
      )}
      {panel.kind === "mark" && <Marked reading={reading} panel={panel} />}
    </section>
  );
}

function Statement(props: {
  reading: Reading;
  panel: Panel;
  onClose: () => void;
  onSaved: (written: Written, said: string) => void;
}): JSX.Element {
  const { reading, panel } = props;
  const fresh = (): Draft => withDefaults(reading, newDraft(panel.at ?? [0, 0], panel.exact));
  const draft = reading.draft<Draft>(panel.key, fresh);
  return (
    <StatementForm
      key={panel.key}
      reading={reading}
      draft={draft}
      onClose={props.onClose}
      onSaved={(written, more) => {
        const { subject } = draft.value;
        props.onSaved(written, t("recorded"));
        if (!more) return props.onClose();
        const again = `${panel.key} ${written.edit ?? 0}`;
        const kept = subject.ref && !subject.ref.make ? ofEntity(subject.ref) : null;
        reading.draft<Draft>(again, () => (kept ? { ...fresh(), subject: kept } : fresh()));
        reading.panel.value = { ...panel, key: again };
      }}
    />
  );
}
