// Times of one second follow each other in their hundreds: only their fraction is read, the rest is compared with the one before.
import { SECOND, type Micros } from '../../../lib/micros.ts';

/** `2026-11-21T01:02:03.`, behind which one to six digits and a `Z` are expected. */
const LEAD = 20;
/** No time begins like this. */
const NONE = '-';

export class SameSecond {
  #lead = NONE;
  #at = 0;

  /** What `text` says where it lies in the second remembered and is written like it; undefined where it must be read as a whole. */
  at(text: string): Micros | undefined {
    const last = text.length - 1;
    if (last <= LEAD || last > LEAD + 6 || text.charCodeAt(last) !== 0x5a || !text.startsWith(this.#lead)) return undefined;
    let fraction = 0;
    let unit = SECOND;
    for (let index = LEAD; index < last; index += 1) {
      const digit = text.charCodeAt(index) - 0x30;
      if (digit < 0 || digit > 9) return undefined;
      fraction = fraction * 10 + digit;
      unit /= 10;
    }
    return (this.#at + fraction * unit) as Micros;
  }

  /** `at` is what the whole of `text` says; nothing is remembered of a text that is written otherwise. */
  remember(text: string, at: Micros): void {
    this.#lead = text.charCodeAt(LEAD - 1) === 0x2e ? text.slice(0, LEAD) : NONE;
    this.#at = at - (at % SECOND);
    if (this.at(text) !== at) this.#lead = NONE;
  }
}
