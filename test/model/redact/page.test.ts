import { describe, expect, it } from 'vitest';
import { builtInRules } from '../../../src/model/redact/rules.ts';
import { pageText } from '../../support/markdown.ts';
import { PLANTED } from '../../support/secrets.ts';

const rules = builtInRules(true);

describe('the page about redaction', () => {
  it('lists the rules that are in force, in their order and words', () => {
    const rows = [...pageText('docs/redaction.md').matchAll(/^\| `([a-z\d-]+)` \| (.+) \|$/gm)].map(([, name, what]) => ({ name, what }));
    expect(rows.slice(0, -1)).toEqual(rules.map(({ name, what }) => ({ name, what })));
    expect(rows.at(-1)?.name).toBe('nested');
  });

  it('lists each rule once, and each is tried with a planted secret or as an address', () => {
    const names = rules.map(({ name }) => name);
    const tried = new Set([...PLANTED.map(({ rule }) => rule), 'ipv4', 'ipv6']);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !tried.has(name))).toEqual([]);
  });
});
