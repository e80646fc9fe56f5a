// Found types become declared ones: which, under which names, and why; one edit, to be taken back like any other.
import type { JSX } from "preact";
import { write } from "../api.ts";
import type { Written } from "../model.ts";
import { nameOf } from "../names.ts";
import { Form } from "../reader/forms.tsx";
import { Check, TextField } from "../ui/fields.tsx";
import { t, type Lang } from "../words.ts";
import { declaring, type Found, type Settings } from "./found.ts";

const LANGS: Lang[] = ["en", "ru"];

export function DeclareForm(props: {
  found: Found;
  settings: Settings;
  onClose: () => void;
  onDeclared: (written: Written) => void;
}): JSX.Element {
  const { found, settings } = props;
  const key = JSON.stringify([settings, found.types.map((type) => [type.id, type.medoid])]);
  const before = declaring.value;
  const draft =
    before?.key === key
      ? before
      : {
          key,
          why: "",
          // What fewer than three lives share is a case, not a type.
          off: found.types.filter((type) => type.members.length < 3).map((type) => type.id),
          names: Object.fromEntries(found.types.map((type) => [type.id, { ...type.names }])),
        };
  const put = (more: Partial<typeof draft>): void => {
    declaring.value = { ...draft, ...more };
  };
  const only = found.types.map((type) => type.id).filter((id) => !draft.off.includes(id));
  return (
    <section class="declare" aria-labelledby="declare">
      <h2 id="declare">{t("declare_types")}</h2>
      <p class="note">{t("declare_said")}</p>
      <Form
        save={t("declare_n", { n: only.length })}
        onClose={props.onClose}
        onSave={() => {
          if (!draft.why.trim() || !only.length) return Promise.resolve(null);
          const names = Object.fromEntries(only.map((id) => [id, draft.names[id] ?? {}]));
          return write("declare-types", { settings, only, names, why: draft.why.trim() });
        }}
        onSaved={(written) => {
          declaring.value = null;
          props.onDeclared(written);
        }}
      >
        {found.types.map((type) => (
          <fieldset key={type.id} class="to-declare">
            <legend class="unseen">{type.name}</legend>
            <Check
              label={t("around_n", { name: nameOf(type.medoid), n: type.members.length })}
              checked={!draft.off.includes(type.id)}
              onChange={(on) =>
                put({
                  off: on ? draft.off.filter((id) => id !== type.id) : [...draft.off, type.id],
                })
              }
            />
            {!draft.off.includes(type.id) && (
              <div class="pair">
                {LANGS.map((lang) => (
                  <TextField
                    key={lang}
                    label={t(`called_in_${lang}`)}
                    name={`${type.id}-${lang}`}
                    lang={lang}
                    value={draft.names[type.id]?.[lang] ?? ""}
                    onInput={(name) =>
                      put({
                        names: {
                          ...draft.names,
                          [type.id]: { ...draft.names[type.id], [lang]: name },
                        },
                      })
                    }
                  />
                ))}
              </div>
            )}
          </fieldset>
        ))}
        <TextField
          label={t("why_declare")}
          name="why"
          value={draft.why}
          placeholder={t("why_declare_example")}
          onInput={(why) => put({ why })}
        />
      </Form>
    </section>
  );
}
