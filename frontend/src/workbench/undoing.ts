// Ctrl+Z to any depth, and back: the server's history does the work, here it is only asked and said.
import { call, newest, redoable, undoable, wrote } from "./api.ts";
import type { EditName } from "./model.ts";
import { complain, notice } from "./ui/notices.tsx";
import { t } from "./words.ts";

interface Undone {
  edit: number;
  undone: number;
  why: string;
  undo: EditName | null;
  redo: EditName | null;
}

/** One after another, however fast the keys come. */
let queue: Promise<void> = Promise.resolve();

export function undo(edit?: number): Promise<void> {
  return enqueue(() => step("undo", edit === undefined ? {} : { edit }));
}

export function redo(): Promise<void> {
  return enqueue(() => step("redo", {}));
}

function enqueue(run: () => Promise<void>): Promise<void> {
  queue = queue.then(run, run);
  return queue;
}

async function step(verb: "undo" | "redo", body: object): Promise<void> {
  if (verb === "undo" && !("edit" in body) && !undoable.value) return notice(t("nothing_to_undo"));
  if (verb === "redo" && !redoable.value) return notice(t("nothing_to_redo"));
  try {
    const done = await call<Undone>(verb, body);
    undoable.value = done.undo;
    redoable.value = done.redo;
    newest.value = Math.max(newest.value, done.edit);
    wrote.value = null;
    notice(t(verb === "undo" ? "undone" : "redone", { why: done.why }));
  } catch (error) {
    complain(error);
  }
}
