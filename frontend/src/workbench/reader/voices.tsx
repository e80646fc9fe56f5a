// Whose words a stretch of the text is: said of selected words, changed, taken back.
import type { JSX } from "preact";
import { write } from "../api.ts";
import { refOf } from "../entities.ts";
import type { Entry, Part, Written } from "../model.ts";
import { nameOf } from "../names.ts";
import { complain } from "../ui/notices.tsx";
import { Icon } from "../ui/icons.tsx";
import { t } from "../words.ts";
import { empty, idIn, ofEntity, type Slot } from "./draft.ts";
import { blank, Form } from "./forms.tsx";
import type { Panel } from "./panels.ts";
import type { Reading } from "./reading.ts";
import { recordEntry } from "./saving.ts";
import { SlotField } from "./slot.tsx";
import { WhenField } from "./when.tsx";

interface VoiceDraft {
  author: Slot;
  written: string;
}

/** The form for a part that is there. */
export function openPart(reading: Reading, part: Part): void {
  reading.panel.value = {
    kind: "voice",
    key: `part ${part.id} ${part.version}`,
    at: [part.start, part.end],
    exact: reading.text.slice(part.start16, part.end16),
    part: part.id,
  };
}

/** These words are somebody else's than the author's: a turn, an enclosure, a note of the editors. */
export function VoiceForm(props: {
  reading: Reading;
  panel: Panel;
  onSaved: (written: Written) => void;
  onTakenBack: (written: Written) => void;
  onClose: () => void;
}): JSX.Element {
  const { reading, panel } = props;
  const part = reading.parts.value.find((one) => one.id === panel.part);
  const draft = reading.draft<VoiceDraft>(panel.key, () => ({
    author: part?.author ? ofEntity(refOf(part.author)) : empty(),
    written: part?.written?.words ?? part?.written?.edtf ?? "",
  }));
  const read = part ? { [`part:${part.id}`]: part.version } : {};
  const around = panel.part ? [] : within(reading, panel.at);
  return (
    <>
      {around.map((one) => (
        <p key={one.id} class="note">
          {t("in_the_words_of", { name: nameOf(one.author) })}{" "}
          <button type="button" class="quiet" onClick={() => openPart(reading, one)}>
            <Icon name="edit" /> {t("change")}
          </button>
        </p>
      ))}
      <Form
        key={panel.key}
        onSaved={props.onSaved}
        onClose={props.onClose}
        save={t(part ? "record_change" : "record")}
        onSave={async () => {
          const { author, written } = draft.value;
          if (!author.ref) return blank("voice", t("whose_words"));
          if (!panel.at) return null;
          const entities: Record<string, Entry> = {};
          const said = {
            author: idIn(entities, author.ref),
            ...(written.trim() ? { written } : {}),
            ...(part?.locator ? { locator: part.locator } : {}),
          };
          if (part) return write("edit-part", { id: part.id, part: said, entities, read });
          return recordEntry(reading, { entities, parts: [{ at: panel.at, ...said }] });
        }}
      >
        <SlotField
          label={t("whose_words")}
          name="voice"
          slot={draft.value.author}
          objects={["person", "group"]}
          source={reading.id}
          onSlot={(author) => (draft.value = { ...draft.value, author })}
        />
        <WhenField
          label={t("source_written")}
          name="voice-written"
          value={draft.value.written}
          source={reading.id}
          onInput={(written) => (draft.value = { ...draft.value, written })}
        />
      </Form>
      {part && (
        <p>
          <button
            type="button"
            class="quiet"
            onClick={() =>
              write("remove-part", { id: part.id, read }).then(props.onTakenBack, complain)
            }
          >
            <Icon name="bin" /> {t("authors_own_words")}
          </button>
        </p>
      )}
    </>
  );
}

/** The parts in which selected words lie, the innermost first. */
function within(reading: Reading, at: [number, number] | null): Part[] {
  if (!at) return [];
  return reading.parts.value
    .filter((part) => part.author && part.start <= at[0] && at[1] <= part.end)
    .sort((a, b) => a.end - a.start - (b.end - b.start));
}
