// What log messages say but for their numbers and ids: every word with a digit in it becomes <*>, what is quoted becomes "…", and what
// hangs together by dots, colons, dashes and slashes is one. One pass over the beginning of the message; no regex: hot.

const MOST = 200;
const HOLE = '<*>';
const QUOTED = '"…"';

export function templateOf(message: string): string {
  const end = Math.min(MOST, message.length);
  let out = '';
  /** Up to here the message is in `out`; what follows goes there in one piece. */
  let copied = 0;
  let blank = false;
  let at = 0;
  while (at < end) {
    const from = at;
    const kind = kindAt(message, at);
    at += 1;
    if (kind === LETTER || kind === DIGIT) {
      let digits = kind === DIGIT;
      for (; at < end; at += 1) {
        const next = kindAt(message, at);
        if (next === DIGIT) digits = true;
        else if (next !== LETTER && (next !== JOINT || kindAt(message, at + 1) < DIGIT)) break;
      }
      if (digits) {
        out += message.slice(copied, from) + HOLE;
        copied = at;
      }
    } else if (kind === QUOTE) {
      const close = message.indexOf('"', at);
      if (close >= 0 && close < end) {
        out += message.slice(copied, from) + QUOTED;
        at = close + 1;
        copied = at;
      }
    } else if (kind === BLANK && (blank || message.charCodeAt(from) !== 0x20)) {
      // Any run of blanks is one.
      out += message.slice(copied, from) + (blank ? '' : ' ');
      copied = at;
    }
    blank = kind === BLANK;
  }
  return copied === 0 ? message.slice(0, end) : out + message.slice(copied, end);
}

const OTHER = 0;
const BLANK = 1;
const QUOTE = 2;
/** What joins the parts of an address, a time, a path, an id. */
const JOINT = 3;
/** Kinds from here on are those of words. */
const DIGIT = 4;
const LETTER = 5;

const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (code <= 0x20) return BLANK;
  if (character === '"') return QUOTE;
  if ('.:-/,'.includes(character)) return JOINT;
  if (/[0-9]/.test(character)) return DIGIT;
  return /[A-Za-z_]/.test(character) ? LETTER : OTHER;
});

/** Letters of other scripts are part of words. */
function kindAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 128 ? (KINDS[code] ?? OTHER) : code >= 128 ? LETTER : OTHER;
}
