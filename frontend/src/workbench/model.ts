// What the server answers, as docs/reference/workbench-api.md says it. One noun, one type.

export type Kind = "person" | "place" | "group" | "type" | "thing";
export const KINDS: readonly Kind[] = ["person", "place", "group", "type", "thing"];
export type Rank = "preferred" | "normal" | "deprecated";
export type Access = "public" | "restricted";
export type Verdict = "same" | "different" | "maybe";
export type Stance = "asserts" | "denies" | "doubts";
export type Severity = "error" | "warning" | "ask" | "note";

export interface Name {
  name: string;
  kind: Kind | null;
  alias: string | null;
  access: Access;
  sort: string | null;
}
export type Names = Record<string, Name>;
export type Segments = [text: string, entity: string | null][];

export interface When {
  edtf: string;
  words: string | null;
  said: string;
  b0: string | null;
  b1: string | null;
  e0: string | null;
  e1: string | null;
}

export interface Duration {
  text: string;
  said: string;
}

export interface Passage {
  id: string;
  source: string;
  start: number;
  end: number;
  exact: string;
  prefix: string;
  suffix: string;
  locator: string | null;
}

export interface Telling {
  telling: string;
  version: string;
  speaker: string | null;
  when: When | null;
  place: string | null;
  reliability: number | null;
  access: Access;
}

export interface Evidence {
  attestation: string;
  version: string;
  passage: Passage;
  source: { id: string; title: string; written: When | null; author: string | null };
  author: string | null;
  witness: string | null;
  standing: "first-hand" | "hearsay";
  /** Whether it is drawn as hearsay: what `hearsay` lists, and nobody knew first-hand. */
  heard: boolean;
  basis: string;
  stance: Stance;
  certainty: number | null;
  method: "hand" | "machine";
  created_by: string;
  created_at: string;
  chain: Telling[];
}

export interface Role {
  term: string;
  entity: string | null;
  value: string | null;
}

export interface Said {
  id: string;
  version: string;
  subject: string;
  predicate: string;
  object: string | null;
  value: string | null;
  lang: string | null;
  when: When | null;
  duration: Duration | null;
  polarity: 1 | -1;
  rank: Rank;
  access: Access;
  roles: Role[];
  sentence: Segments;
  stands: boolean;
  independent: number;
  evidence: Evidence[];
}

export interface Source {
  id: string;
  version: string;
  kind: string;
  title: string;
  author: string | null;
  addressee: string | null;
  written: When | null;
  place: string | null;
  lang: string;
  length: number;
  rights: string | null;
  access: Access;
  release_after: string | null;
  reading: { marks: number; pending: number; read_to: number; done: boolean };
}

export interface Part {
  id: string;
  version: string;
  start: number;
  end: number;
  start16: number;
  end16: number;
  author: string | null;
  written: When | null;
  locator: string | null;
}

export interface Mark {
  id: string;
  start: number;
  end: number;
  start16: number;
  end16: number;
  statements: string[];
  codings: { id: string; code: string }[];
  memos: string[];
  pending: boolean;
  read?: string;
}

export interface Coding {
  id: string;
  version: string;
  code: string;
  passage: string;
  created_by: string;
  created_at: string;
}

export interface Memo {
  id: string;
  version: string;
  about: string;
  about_kind: string;
  about_name: string;
  title: string;
  text: string;
  created_by: string;
  created_at: string;
  passage: Passage | null;
}

export interface FullMark {
  passage: Passage;
  start16: number;
  end16: number;
  statements: Said[];
  codings: Coding[];
  memos: Memo[];
}

export interface Known {
  id: string;
  spans: [start: number, end: number, start16: number, end16: number][];
  sure: boolean;
  statements: number;
}

export interface Found {
  id: string;
  name: string;
  matched?: string;
  kind: Kind | null;
  sort: string | null;
  alias?: string | null;
  context?: string | null;
  statements?: number;
}

/** Somebody whom a source names and who has no card yet. */
export interface Cardless {
  id: string;
  name: string;
  kind: Kind;
  part: "author" | "addressee" | "place";
  here: boolean;
  /** Whether the id is like what was typed. */
  fits: boolean;
  title: string;
}

export interface Fix {
  label: string;
  verb: string;
  body: Record<string, unknown>;
}

export interface Finding {
  id: string;
  rule: string;
  severity: Severity;
  message: string;
  fix: string;
  where: {
    file?: string | null;
    line?: number | null;
    kind?: string | null;
    id?: string | null;
    key?: string | null;
  };
  evidence: string[];
  question: string | null;
  ask: string | null;
  passages?: Passage[];
  fixes?: Fix[];
}

export interface Change {
  kind: string;
  id: string;
  what: "added" | "changed" | "removed";
  sentence: string;
}

export interface Edit {
  edit: number;
  at: string;
  by: string;
  why: string;
  undoes: number | null;
  undone: boolean;
  changes: Change[];
  more: number;
}

export interface EditName {
  edit: number;
  why: string;
}

export interface Written {
  edit: number | null;
  undo: EditName | null;
  added: Record<string, number>;
  ids: Record<string, string[]>;
  marks: Record<string, Mark[]>;
  names: Names;
}

export type Value = { type: "text" | "number" | "date" | "scale" } | { type: "term"; list: string };

export interface Predicate {
  id: string;
  label: string;
  definition: string;
  domain: Kind[];
  objects: Kind[];
  values: Value[];
  roles: string[];
  cardinality: string;
  unattested: boolean;
  own: boolean;
}

export interface RoleTerm {
  id: string;
  label: string;
  objects: Kind[];
  values: Value[];
}

export interface Term {
  id: string;
  label: string;
  definition?: string | null;
  broader?: string | null;
}

export interface Vocabulary {
  predicates: Predicate[];
  roles: RoleTerm[];
  lists: Record<string, Term[]>;
  certainties: { value: number; label: string }[];
  reliabilities: { value: number; label: string }[];
}

export interface Hello {
  archive: string;
  by: string;
  lang: "en" | "ru";
  edit: number;
  undo: EditName | null;
  redo: EditName | null;
  counts: Record<string, number>;
  program: string;
  read_only: boolean;
}

export interface Pulse {
  edit: number;
  undo: EditName | null;
  redo: EditName | null;
  busy: { what: string; done: number; total: number }[];
}

export interface Home {
  recent_sources: Source[];
  unread: { total: number; sources: Source[] };
  pending: { total: number; marks: { passage: Passage; title: string }[] };
  findings: {
    state: string;
    failure: string | null;
    edit: number | null;
    by_severity: Record<Severity, number>;
  };
  questions: { state: string; failure: string | null; witnesses: number; total: number };
  changed: Edit[];
  progress: { sources: number; read: number; characters: number; characters_read: number };
  empty: boolean;
  names: Names;
}

export interface Stop {
  statement: string;
  predicate: string;
  place: string | null;
  sentence: Segments;
  when: When | null;
  days: [string | null, string | null, string | null, string | null];
  stands: boolean;
}

export interface Card {
  entity: {
    id: string;
    version: string;
    kind: Kind;
    label: string;
    alias: string | null;
    access: Access;
    sort: string | null;
    gender: string | null;
    ids: string[];
  };
  names_known: { value: string; lang: string | null; kind: string | null; statement: string }[];
  groups: {
    predicate: string;
    label: string;
    cardinality: string;
    total: number;
    statements: Said[];
    conflict: boolean;
  }[];
  mentioned: { total: number; statements: Said[] };
  said_by: { total: number };
  journey: Stop[];
  timeline: Stop[];
  claims: {
    statement: string;
    of: string;
    low: number;
    high: number;
    known: string[];
    missing: number;
  }[];
  place: {
    path: string[];
    children: string[];
    people: { id: string; when: When | null; certain: boolean }[];
  } | null;
  members: { id: string; when: When | null; role: string | null }[] | null;
  same: {
    identity: string;
    version: string;
    other: string;
    verdict: Verdict;
    reason: string;
    created_by: string;
    created_at: string;
  }[];
  suggestions: { other: string; reasons: string[] }[];
  questions: string[];
  findings: Finding[];
  history: Edit[];
  memos: Memo[];
  sources: Source[];
  names: Names;
}

export interface Code {
  id: string;
  version: string;
  label: { en?: string; ru?: string };
  name: string;
  definition: string | null;
  broader: string | null;
  colour: string | null;
  passages: number;
  passages_below: number;
  own: boolean;
}

export interface Codebook {
  codes: Code[];
  palette: { name: string; hex_light: string; hex_dark: string }[];
}

export interface Hit {
  kind: "source" | "entity" | "statement" | "memo";
  id: string;
  title: string;
  pieces: [text: string, found: boolean][];
  source: string | null;
  start: number | null;
  end: number | null;
  passage: string | null;
}

export interface DateRead {
  edtf: string | null;
  words: string | null;
  b0: string | null;
  b1: string | null;
  e0: string | null;
  e1: string | null;
  duration: Duration | null;
  said: { en: string; ru: string };
  written: When | null;
}

/** An entry as in an evidence file. */
export type Entry = Record<string, unknown>;

export interface ConflictFacts {
  key: string;
  expected: Record<string, unknown> | null;
  actual: Record<string, unknown> | null;
  actual_version: string | null;
  by: string;
  at: string;
  edit: number;
}
