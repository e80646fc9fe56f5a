// Completing entities by any part of any name, and offering to make the one that is not there yet.
import { call } from "./api.ts";
import type { Cardless, Found, Kind, Names } from "./model.ts";
import { KINDS } from "./model.ts";
import { kindOf, known, learn, nameOf } from "./names.ts";
import type { Option } from "./ui/combobox.tsx";
import { empty, type Ref } from "./reader/draft.ts";
import { termLabel } from "./vocabulary.ts";
import { t } from "./words.ts";

let made = 0;

interface Wish {
  kinds?: Kind[];
  source?: string | undefined;
  /** Offered first while nothing is typed: who is at hand. */
  near?: string[];
  /** Whether a new one may be made. */
  make?: boolean;
}

export const refOf = (id: string): Ref => ({ id, name: nameOf(id), kind: kindOf(id) });

export async function entityOptions(text: string, wish: Wish): Promise<Option<Ref>[]> {
  const typed = text.trim();
  const kinds = wish.kinds?.length ? wish.kinds : [...KINDS];
  const near = (wish.near ?? []).filter((id) => {
    const kind = kindOf(id);
    return kind && kinds.includes(kind);
  });
  const { entities, cardless } = await call<{
    entities: Found[];
    cardless: Cardless[];
    names?: Names;
  }>("complete", {
    text: typed,
    kinds,
    limit: 8,
    ...(wish.source ? { source: wish.source } : {}),
  });
  learn(
    Object.fromEntries(
      entities.map((e) => [
        e.id,
        {
          name: e.name,
          kind: e.kind,
          alias: e.alias ?? null,
          access: known(e.id)?.access ?? "public",
          sort: e.sort,
        },
      ]),
    ),
  );
  const first = typed ? [] : [...new Set(near)].slice(0, 6).map(nearOption);
  const rest = entities.map(option).filter((o) => !first.some((f) => f.key === o.key));
  const makes = typed && wish.make !== false ? kinds.map((kind) => making(kind, typed)) : [];
  const named = wish.make === false ? [] : cardless;
  const here = named.filter((c) => c.here && c.fits).map(carding);
  const elsewhere = named.filter((c) => !c.here).map(carding);
  const perhaps = named.filter((c) => !c.fits).map(carding);
  return [...here, ...first, ...rest, ...elsewhere, ...makes, ...perhaps];
}

/** Whom the open source names, who has no card, and of whom the words may speak. */
export async function cardlessHere(text: string, kind: Kind, source: string): Promise<Cardless[]> {
  const { cardless } = await call<{ cardless: Cardless[] }>("complete", {
    text: text.trim(),
    kinds: [kind],
    limit: 1,
    source,
  });
  return cardless.filter((c) => c.here && c.kind === kind);
}

function nearOption(id: string): Option<Ref> {
  const value = refOf(id);
  return { key: id, label: value.name, value, ...icon(value.kind), ...hint([describe(id)]) };
}

function option(found: Found): Option<Ref> {
  const value: Ref = { id: found.id, name: found.name, kind: found.kind };
  const also =
    found.matched && ![found.name, found.id].includes(found.matched) ? `“${found.matched}”` : "";
  const sort = found.sort ? termLabel("sort", found.sort) : "";
  return {
    key: found.id,
    label: found.name,
    value,
    ...icon(found.kind),
    ...hint([also, found.context || sort]),
  };
}

/** A card under the id that a source has for its author: so the two are one. */
function carding(found: Cardless): Option<Ref> {
  const { id, name, kind, part, title } = found;
  const make = { kind, label: name, slug: id, sort: "", partOf: empty() };
  return {
    key: `card ${id}`,
    label: t(found.here ? `card_${part}_here` : `card_${part}`, { name, title }),
    icon: "plus",
    makes: true,
    value: { id, name, kind, make },
    ...hint([id]),
  };
}

function making(kind: Kind, typed: string): Option<Ref> {
  const value: Ref = {
    id: `new:${++made}`,
    name: typed,
    kind,
    make: { kind, label: typed, slug: "", sort: "", partOf: empty() },
  };
  return {
    key: `new ${kind}`,
    label: t(`make_${kind}`, { name: typed }),
    icon: "plus",
    makes: true,
    value,
  };
}

/** What tells one from a namesake. */
export function describe(id: string): string {
  const found = known(id);
  if (!found?.kind) return "";
  return found.sort ? termLabel("sort", found.sort) : t(`kind_${found.kind}`);
}

const icon = (kind: Kind | null): { icon?: string } => (kind ? { icon: kind } : {});
const hint = (parts: string[]): { hint?: string } => {
  const said = parts.filter(Boolean).join(" · ");
  return said ? { hint: said } : {};
};
