// A change of a step as a sign and as words: colour is never the only carrier of it.
import { timesLonger } from '../../../analysis/diff-words.ts';
import type { ErrorChange, SpanChange } from '../../../analysis/trace-diff.ts';
import type { Style } from '../../../lib/line.ts';
import type { ShownPair } from './select.ts';

type Change = Pick<ShownPair, 'change' | 'errors' | 'a' | 'b'>;

interface ChangeMark {
  readonly sign: string;
  readonly style: Style;
  readonly error: string;
  readonly errorStyle: Style;
}

const SIGNS: Readonly<Record<SpanChange, readonly [sign: string, style: Style]>> = {
  same: [' ', 'plain'], added: ['+', 'warn'], removed: ['-', 'accent'], slower: ['▲', 'bad'], faster: ['▼', 'good'],
};

const ERRORS: Readonly<Record<ErrorChange, readonly [sign: string, style: Style, words: string]>> = {
  none: [' ', 'plain', ''], new: ['✖', 'bad', 'new error'], gone: ['~', 'good', 'error gone'], both: ['!', 'dim', 'error in both'],
};

export function changeMark({ change, errors }: Pick<Change, 'change' | 'errors'>): ChangeMark {
  const [sign, style] = SIGNS[change];
  const [error, errorStyle] = ERRORS[errors];
  return { sign, style, error, errorStyle };
}

/** "slower ×2.8, new error"; "same" where nothing changed. */
export function changeText({ change, errors, a = 0, b = 0 }: Change): string {
  const ratio = Math.min(a, b) === 0 ? '' : ` ${timesLonger(Math.max(a, b) / Math.min(a, b))}`;
  const time = { same: '', added: 'added', removed: 'removed', slower: `slower${ratio}`, faster: `faster${ratio}` }[change];
  if ((change === 'added' || change === 'removed') && errors !== 'none') return `${time} with error`;
  const text = [time, ERRORS[errors][2]].filter((part) => part !== '').join(', ');
  return text === '' ? 'same' : text;
}
