// Words of a shell command, for text that a person pastes into a shell: whatever the text holds, it arrives as one argument and
// nothing of it is run. Any POSIX shell reads them.
import { visible } from './text.ts';

const BARE = /^[\w@%+:,./][\w@%+=:,./-]*$/;

/**
 * One word. Text that cannot be shown as it is (a control, an invisible character) would be changed on its way through a clipboard:
 * printf makes it of its bytes again. Undefined where no word can hold it: no argument holds a NUL, and the shell takes line ends at
 * the end of such a word away.
 */
export function shellWord(text: string): string | undefined {
  if (text.includes('\0') || !text.isWellFormed()) return undefined;
  if (BARE.test(text)) return text;
  if (visible(text, text.length) === text) return `'${text.replaceAll("'", String.raw`'\''`)}'`;
  return text.endsWith('\n') ? undefined : `"$(printf '${octal(text)}')"`;
}

function octal(text: string): string {
  return [...new TextEncoder().encode(text)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
