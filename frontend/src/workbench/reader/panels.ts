// Which form stands beside the text, and for which words.
export type PanelKind = "statement" | "code" | "memo" | "entity" | "same" | "voice" | "mark";

export interface Panel {
  kind: PanelKind;
  /** Where its draft is kept. */
  key: string;
  at: [start: number, end: number] | null;
  exact: string;
  /** Of "mark": the passages shown. */
  passages?: string[];
  /** Of "voice": the part that is there already. */
  part?: string;
}
