// Numbers and lists of pages, as publish/indexing/digits.py writes them: five bits a sign, the lowest first.

export const DIGITS = "0123456789bcdfghjklmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ!#$%()*+-.;=?@";
const TIMES = [1, 2, 3, 4, 6, 9, 16, 32];
const IN_TITLE = 8;
const HAS_BLOCK = 16;

const VALUE = new Uint8Array(128);
for (const [value, sign] of [...DIGITS].entries()) VALUE[sign.charCodeAt(0)] = value;

/** Reads numbers off a text, one after the other. */
export class Digits {
  readonly text: string;
  #at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get ended(): boolean {
    return this.#at >= this.text.length;
  }

  sign(): number {
    return VALUE[this.text.charCodeAt(this.#at++)] ?? 0;
  }

  number(): number {
    let value = 0;
    let unit = 1;
    for (;;) {
      const digit = this.sign();
      value += (digit & 31) * unit;
      if (digit < 32) return value;
      unit *= 32;
    }
  }
}

/** Calls back with every page of a list: its slot, how often the word stands there, in the title, first block. */
export function eachPage(
  text: string,
  tell: (slot: number, times: number, inTitle: boolean, block: number) => void,
): void {
  const digits = new Digits(text);
  let slot = -1;
  while (!digits.ended) {
    const gap = digits.number();
    slot += Math.floor(gap / 2) + 1;
    if (gap % 2 === 0) {
      tell(slot, 1, false, 0);
      continue;
    }
    const sign = digits.sign();
    const block = sign & HAS_BLOCK ? digits.number() : 0;
    tell(slot, TIMES[sign & 7] ?? 1, (sign & IN_TITLE) !== 0, block);
  }
}
