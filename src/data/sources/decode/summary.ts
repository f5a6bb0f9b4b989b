// What the attributes of a record say for it where it has no level or no text of its own.
import type { Attributes } from '../../../model/signal.ts';

const TROUBLE: readonly string[] = ['error', 'err', 'exception'];

/** A record that carries an error but no level is at least an error. */
export function isTroubled(attributes: Attributes): boolean {
  return TROUBLE.some((name) => Object.hasOwn(attributes, name) && Boolean(attributes[name]));
}

const SUMMARY_CHARS = 512;

/** The text of a record that has none: its fields, as `key=value`. */
export function summaryOf(attributes: Attributes): string {
  let text = '';
  for (const [key, value] of Object.entries(attributes)) {
    const shown = typeof value === 'string' && /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);
    text += `${text === '' ? '' : ' '}${key}=${shown}`;
    if (text.length > SUMMARY_CHARS) return `${text.slice(0, SUMMARY_CHARS)}…`;
  }
  return text;
}
