// A place → what is shown there.
import type { JSX } from "preact";
import type { Place } from "../place.ts";
import { Reader } from "../reader/reader.tsx";
import { AcrossView } from "./across.tsx";
import { CardView } from "./card.tsx";
import { CodebookView } from "./codebook.tsx";
import { Entities } from "./entities.tsx";
import { Findings } from "./findings.tsx";
import { HistoryView } from "./history.tsx";
import { HomeView } from "./home.tsx";
import { ImportView } from "./import.tsx";
import { Memos } from "./memos.tsx";
import { Preview } from "./preview.tsx";
import { Questions } from "./questions.tsx";
import { SearchView } from "./search.tsx";
import { SourceCard } from "./source.tsx";
import { Sources } from "./sources.tsx";
import { TypesView } from "./types.tsx";

export function View({ place }: { place: Place }): JSX.Element {
  switch (place.view) {
    case "home":
      return <HomeView />;
    case "sources":
      return <Sources />;
    case "reader":
      return <Reader at={place} />;
    case "entities":
      return <Entities {...(place.kind ? { kind: place.kind } : {})} />;
    case "card":
      return place.id.startsWith("source:") ? (
        <SourceCard key={place.id} id={place.id.slice("source:".length)} />
      ) : (
        <CardView key={place.id} at={place} />
      );
    case "codebook":
      return <CodebookView {...(place.code ? { code: place.code } : {})} />;
    case "memos":
      return <Memos {...(place.memo ? { memo: place.memo } : {})} />;
    case "search":
      return <SearchView text={place.text} />;
    case "history":
      return <HistoryView />;
    case "findings":
      return <Findings {...(place.rule ? { rule: place.rule } : {})} />;
    case "questions":
      return <Questions />;
    case "across":
      return <AcrossView />;
    case "types":
      return <TypesView />;
    case "import":
      return <ImportView />;
    case "preview":
      return <Preview />;
  }
}
