// The one way to the server: POST /api/VERB with JSON. A refusal is thrown as what it is; a write that meets a
// newer version asks the person first (see conflict.tsx) and is sent again, or not.
import { signal } from "@preact/signals";
import { lang } from "./words.ts";
import type { ConflictFacts, EditName, Finding, Pulse, Written } from "./model.ts";

const SECRET = "kartoteka-secret";

export class Trouble extends Error {
  readonly status: number;
  readonly kind: string;
  readonly findings: Finding[];
  readonly conflict: ConflictFacts | undefined;

  constructor(
    status: number,
    error: {
      class?: string;
      message?: string;
      findings?: Finding[] | null;
      conflict?: ConflictFacts | null;
    },
  ) {
    super(error.message ?? String(status));
    this.status = status;
    this.kind = error.class ?? "";
    this.findings = error.findings ?? [];
    this.conflict = error.conflict ?? undefined;
  }
}

/** The newest edit that any answer knew of; and what Ctrl+Z and its opposite would do. */
export const newest = signal(0);
export const undoable = signal<EditName | null>(null);
export const redoable = signal<EditName | null>(null);
/** Whether the server can be reached, and whether we may come in. */
export const reach = signal<"well" | "gone" | "outside">("well");

let secret = stored();

function stored(): string {
  try {
    return localStorage.getItem(SECRET) ?? "";
  } catch {
    return "";
  }
}

function keep(value: string): void {
  secret = value;
  try {
    localStorage.setItem(SECRET, value);
  } catch {
    // It holds for this window.
  }
}

/** Take the key out of the address, where it is in it, and come in. */
export async function enter(): Promise<void> {
  const key = /^#key=(.+)$/.exec(location.hash)?.[1];
  if (!key) return;
  history.replaceState(null, "", "/");
  const answer = await call<{ secret: string }>("enter", { key: decodeURIComponent(key) });
  keep(answer.secret);
}

export async function call<T>(verb: string, body: object = {}, signal_?: AbortSignal): Promise<T> {
  return send<T>(verb, JSON.stringify(body), { "Content-Type": "application/json" }, signal_);
}

async function send<T>(
  verb: string,
  body: BodyInit,
  headers: Record<string, string>,
  signal_?: AbortSignal,
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api/${verb}`, {
      method: "POST",
      credentials: "same-origin",
      headers: { ...headers, "Kartoteka-Secret": secret, "Accept-Language": lang.value },
      body,
      ...(signal_ ? { signal: signal_ } : {}),
    });
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "AbortError")) reach.value = "gone";
    throw error;
  }
  if (reach.value === "gone") reach.value = "well";
  const edit = Number(response.headers.get("Kartoteka-Edit") ?? 0);
  if (edit > newest.value) newest.value = edit;
  if (response.ok) return (await response.json()) as T;
  const said = (await response.json().catch(() => ({}))) as { error?: object };
  if (response.status === 401 && verb !== "enter") {
    // Another window of this browser may have come in anew: what it was given holds for all.
    if (stored() !== secret) {
      secret = stored();
      return send<T>(verb, body, headers, signal_);
    }
    reach.value = "outside";
  }
  throw new Trouble(response.status, said.error ?? {});
}

/** Files go as they are. */
export function upload<T>(body: FormData, signal_?: AbortSignal): Promise<T> {
  return send<T>("import", body, {}, signal_);
}

export type Resolve = (conflict: ConflictFacts, message: string) => Promise<boolean>;
let resolve: Resolve = () => Promise.resolve(false);

/** Who asks the person when a write meets a newer version. */
export function resolveWith(asks: Resolve): void {
  resolve = asks;
}

/** Thrown when the person chose the newer version: nothing was written, and nothing is wrong. */
export class Yielded extends Error {}

/** What is to be told after each write: marks to draw anew, lists to ask for again. */
export const wrote = signal<Written | null>(null);

type Body = Record<string, unknown> & { read?: Record<string, string> };

/** Write: one edit, with the versions that were read; the person decides where somebody was faster. */
export async function write<T = Written>(verb: string, body: Body): Promise<T> {
  const read: Record<string, string> = { ...body.read };
  for (;;) {
    try {
      const answer = await call<T>(verb, { ...body, read });
      noteWrite(answer as unknown as Written);
      return answer;
    } catch (error) {
      const conflict = error instanceof Trouble ? error.conflict : undefined;
      if (!conflict || (error as Trouble).status !== 409 || !conflict.actual_version) throw error;
      if (!(await resolve(conflict, (error as Trouble).message))) throw new Yielded();
      read[conflict.key] = conflict.actual_version;
    }
  }
}

function noteWrite(answer: Written): void {
  if (answer.edit) {
    undoable.value = answer.undo ?? undoable.value;
    redoable.value = null;
  }
  wrote.value = { ...answer };
}

export async function pulse(): Promise<Pulse> {
  const now = await call<Pulse>("pulse");
  undoable.value = now.undo;
  redoable.value = now.redo;
  return now;
}
