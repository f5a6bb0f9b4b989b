// Numbers as Go writes and reads them: on metrics pages and in answers of a Prometheus server. `Number()` alone would take '' for 0, '0x10' for 16 and know
// no +Inf, so every form is checked before it is converted.
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const SPECIAL = /^([+-]?)(?:(inf|infinity)|nan)$/i;
const HEX = /^([+-]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?\d{1,6})$/;
const MOST_CHARS = 400;

const ZERO = 48;
const NINE = 57;

/** The number that `text` holds from `start` to `end`; undefined where it is no number. Never a rounded-to-infinity. */
export function goNumber(text: string, start: number, end: number): number | undefined {
  // Most values are short whole numbers: reading the digits here spares a substring and a pattern for each.
  if (end - start <= 15 && end > start) {
    let value = 0;
    let at = start;
    for (; at < end; at += 1) {
      const code = text.charCodeAt(at);
      if (code < ZERO || code > NINE) break;
      value = value * 10 + (code - ZERO);
    }
    if (at === end) return value;
  }
  return end - start > MOST_CHARS ? undefined : otherNumber(text.slice(start, end));
}

function otherNumber(token: string): number | undefined {
  if (DECIMAL.test(token)) return finite(Number(token));
  const special = SPECIAL.exec(token);
  if (special !== null) return special[2] === undefined ? Number.NaN : special[1] === '-' ? -Infinity : Infinity;
  const hex = HEX.exec(token);
  return hex === null ? undefined : hexNumber(hex);
}

function hexNumber([, sign, whole = '', fraction = '', exponent]: RegExpExecArray): number | undefined {
  if (whole === '' && fraction === '') return undefined;
  const mantissa = Number(BigInt(`0x${whole}${fraction}`));
  const value = finite(mantissa * 2 ** (Number(exponent) - 4 * fraction.length));
  return value === undefined ? undefined : sign === '-' ? -value : value;
}

/** A decimal that overflows is a mistake of the page, not an infinity. */
function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
