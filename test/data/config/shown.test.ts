import { expect, it } from 'vitest';
import { loadConfig } from '../../../src/data/config/load.ts';
import { shownConfig } from '../../../src/data/config/shown.ts';

function shown(text: string): string {
  const loaded = loadConfig(text, () => []);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return JSON.stringify(shownConfig(loaded.config));
}

const source = (fields: string): string => `sources: [{name: a, kind: prometheus, url: "https://h", ${fields}}]`;

it.each([
  ['a password in an address', 'sources: [{name: a, kind: prometheus, url: "https://ada:hunter2@h/p"}]'],
  ['a password in the address of a target', 'sources: [{name: a, kind: scrape, targets: [{url: "https://ada:hunter2@h/m"}]}]'],
  ['a token in a query', 'sources: [{name: a, kind: scrape, targets: [{url: "https://h/m?token=hunter2&token=hunter2"}]}]'],
  ['a header of any name', source('headers: {X-Team: hunter2}')],
  ['an argument of a secret command', source('bearer: {command: [pass, show, hunter2]}')],
])('hides %s', (_, text) => {
  expect(shown(text)).not.toContain('hunter2');
});

it.each([
  ['the name of an environment variable', source('bearer: {env: PROM_TOKEN}'), '"env":"PROM_TOKEN"'],
  ['the path of a secret file', source('bearer: {file: /run/secrets/prom}'), '/run/secrets/prom'],
  ['the program of a secret command', source('bearer: {command: [pass, show, prom]}'), '["pass","(hidden)","(hidden)"]'],
  ['the reference in a header', source('headers: {X-Key: {env: KEY}}'), '{"env":"KEY"}'],
  ['host and path of an address', 'sources: [{name: a, kind: prometheus, url: "https://ada:hunter2@h/p"}]', 'https://hidden@h/p'],
  ['an address without anything to hide, as it was written', source('tenant: prod'), '"https://h"'],
])('shows %s', (_, text, expected) => {
  expect(shown(text)).toContain(expected);
});
