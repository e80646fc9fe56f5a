// "?": every key, in one place.
import type { JSX } from "preact";
import { letters } from "./settings.ts";
import { Dialog } from "./ui/dialog.tsx";
import { Check } from "./ui/fields.tsx";
import { t } from "./words.ts";

/** Group → [keys, wording key]; docs/reference/workbench-keys.md is made to say the same. */
export const KEYS: Record<string, [keys: string, what: string][]> = {
  keys_everywhere: [
    ["/", "key_search"],
    ["?", "key_help"],
    ["Ctrl Z", "key_undo"],
    ["Ctrl Shift Z", "key_redo"],
    ["G H", "key_home"],
    ["G S", "key_sources"],
    ["G C", "key_cards"],
    ["G K", "key_codebook"],
    ["G M", "key_memos"],
    ["G F", "key_findings"],
    ["G Q", "key_questions"],
    ["G Y", "key_history"],
    ["G I", "key_import"],
    ["G P", "key_preview"],
  ],
  keys_text: [
    ["← → ↑ ↓", "key_caret"],
    ["Ctrl ← →", "key_word"],
    ["Ctrl ↑ ↓", "key_paragraph"],
    ["( )", "key_sentence"],
    ["Home End", "key_edge"],
    ["Shift + …", "key_extend"],
    ["E", "key_grow"],
    ["F", "key_find"],
    ["[ ]", "key_mark"],
    ["Enter", "key_open"],
    ["R", "key_read_to"],
  ],
  keys_words: [
    ["S", "key_statement"],
    ["C", "key_code"],
    ["M", "key_memo"],
    ["N", "key_entity"],
    ["I", "key_same"],
    ["V", "key_voice"],
    ["L", "key_later"],
  ],
  keys_form: [
    ["Enter", "key_next"],
    ["Tab", "key_accept"],
    ["Ctrl Enter", "key_record"],
    ["Ctrl Shift Enter", "key_record_more"],
    ["Esc", "key_close"],
    ["Alt S P O", "key_leap"],
    ["Alt W T B", "key_leap_more"],
  ],
};

export function KeysHelp({ onClose }: { onClose: () => void }): JSX.Element {
  return (
    <Dialog title={t("keys")} wide onClose={onClose}>
      <div class="keys">
        {Object.entries(KEYS).map(([group, rows]) => (
          <section key={group}>
            <h3>{t(group)}</h3>
            <dl>
              {rows.map(([keys, what]) => (
                <div key={what}>
                  <dt>
                    {keys.split(" ").map((key, index) => (
                      <kbd key={index}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{t(what)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Check
        label={t("letters_are_keys")}
        checked={letters.value}
        onChange={(on) => (letters.value = on)}
      />
    </Dialog>
  );
}
