// What silences one alert and no other, and how a matcher is written. One law for every way to ask.
import type { AlertFacts, Matcher } from './alert.ts';

/** Every label that has a value: an empty one would match what lacks it. Where a backend gives no labels, name and node stand for them. */
export function matchersOf({ labels, name, node }: Pick<AlertFacts, 'labels' | 'name' | 'node'>): readonly Matcher[] {
  const told = Object.entries(labels).filter(([, value]) => value !== '');
  const pairs = told.length > 0 ? told : Object.entries({ alertname: name, ...(node === undefined ? {} : { node }) });
  return pairs.map(([label, value]) => ({ name: label, value, isRegex: false, isEqual: true }));
}

/** As people and Alertmanager write it: `node=~"brick-.*"`. */
export function matcherText({ name, value, isRegex, isEqual }: Matcher): string {
  return `${name}${isEqual ? '=' : '!'}${isRegex ? '~' : isEqual ? '' : '='}"${value}"`;
}
