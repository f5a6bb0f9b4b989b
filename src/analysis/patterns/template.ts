// What log messages say but for their numbers and ids: every word with a digit in it becomes <*>, what is quoted becomes "…", and what
// hangs together by dots, colons, dashes and slashes is one. One pass over the beginning of the message; no regex: hot.

const MOST = 200;
const HOLE = '<*>';

export function templateOf(message: string): string {
  const end = Math.min(MOST, message.length);
  let out = '';
  let at = 0;
  while (at < end) {
    const code = message.charCodeAt(at);
    if (isWord(code)) {
      const from = at;
      let digits = false;
      while (at < end && (isWord(message.charCodeAt(at)) || (isJoint(message.charCodeAt(at)) && isWord(message.charCodeAt(at + 1))))) {
        digits ||= isDigit(message.charCodeAt(at));
        at += 1;
      }
      out += digits ? HOLE : message.slice(from, at);
    } else if (code === QUOTE && message.indexOf('"', at + 1) > at && message.indexOf('"', at + 1) < end) {
      out += '"…"';
      at = message.indexOf('"', at + 1) + 1;
    } else {
      // Any run of blanks is one.
      if (code > SPACE) out += message[at] ?? '';
      else if (!out.endsWith(' ')) out += ' ';
      at += 1;
    }
  }
  return out;
}

const SPACE = 0x20;
const QUOTE = 0x22;

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Letters of other scripts are part of words. */
function isWord(code: number): boolean {
  return isDigit(code) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f || code >= 0x80;
}

/** What joins the parts of an address, a time, a path, an id. */
function isJoint(code: number): boolean {
  return code === 0x2e || code === 0x3a || code === 0x2d || code === 0x2f || code === 0x2c;
}
