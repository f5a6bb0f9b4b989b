// Values in which `*` stands for anything. `\*` is a star and `\\` a backslash; a backslash before anything else is itself. No regex:
// pieces are looked for from left to right, so that no value and no pattern can make the search slow.

/** Writes a plain text as a pattern that stands for just that text. */
export function literal(text: string): string {
  return text.replace(/[\\*]/gu, '\\$&');
}

/** The texts between the wildcards; a single one means that there is no wildcard. */
function pieces(pattern: string): readonly string[] {
  const found: string[] = [];
  let piece = '';
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern[index] ?? '';
    const next = pattern[index + 1];
    if (character === '*') {
      found.push(piece);
      piece = '';
    } else if (character === '\\' && (next === '*' || next === '\\')) {
      piece += next;
      index += 1;
    } else piece += character;
  }
  return [...found, piece];
}

/** Whether a text fits the pattern, in any case. */
export function wildcard(pattern: string): (text: string) => boolean {
  const parts = pieces(pattern.toLowerCase());
  const first = parts[0] ?? '';
  if (parts.length === 1) return (text) => text === first || text.toLowerCase() === first;
  const last = parts.at(-1) ?? '';
  const middle = parts.slice(1, -1).filter((part) => part !== '');
  return (text) => {
    const lower = text.toLowerCase();
    if (!lower.startsWith(first)) return false;
    let at = first.length;
    for (const part of middle) {
      const found = lower.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return lower.length - last.length >= at && lower.endsWith(last);
  };
}

/** The text that a pattern without wildcards stands for; undefined where it has one. */
export function exactText(pattern: string): string | undefined {
  const parts = pieces(pattern);
  return parts.length === 1 ? parts[0] : undefined;
}
