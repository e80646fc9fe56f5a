// "?": every key, in one place.
import type { JSX } from "preact";
import { KEYS } from "./keys-list.ts";
import { letters } from "./settings.ts";
import { Dialog } from "./ui/dialog.tsx";
import { Check } from "./ui/fields.tsx";
import { t } from "./words.ts";

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
