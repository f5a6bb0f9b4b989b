// The configuration for people to read and to paste into a report: nothing in it that may be a credential. Secrets stand in a
// configuration as references, but an address can hold a password, and headers and commands can hold anything.
import type { Config } from './schema.ts';

const HIDDEN = '(hidden)';

export function shownConfig(config: Config): unknown {
  return { ...config, sources: config.sources.map((source) => shown(source)) };
}

function shown(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return shownText(value);
  if (Array.isArray(value)) return name === 'command' ? program(value) : value.map((item: unknown) => shown(item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, name === 'headers' && typeof inner === 'string' ? HIDDEN : shown(inner, key)]);
  return Object.fromEntries(entries);
}

/** The program of a secret command without its arguments. */
function program(command: readonly unknown[]): readonly unknown[] {
  return command.map((word, index) => (index === 0 ? word : HIDDEN));
}

/** An address keeps host and path; user, password and the values of its query go. */
function shownText(text: string): string {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return text;
  if (!URL.canParse(text)) return HIDDEN;
  const url = new URL(text);
  const plain = url.username === '' && url.password === '' && url.search === '';
  if (plain) return text;
  if (url.username !== '' || url.password !== '') [url.username, url.password] = ['hidden', ''];
  for (const name of new Set(url.searchParams.keys())) url.searchParams.set(name, 'hidden');
  return url.href;
}
