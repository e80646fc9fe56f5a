// Quotation marks inside a quotation: “She said ‘no’”, «он сказал „нет“».
const INNER: Record<string, string> = { "“": "‘", "”": "’", "«": "„", "»": "“" };

/** Words as they stand between quotation marks. */
export const quoted = (words: string): string =>
  words.replace(/[“”«»]/g, (mark) => INNER[mark] ?? mark);
