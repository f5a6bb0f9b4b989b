import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { loadConfig } from '../../../src/data/config/load.ts';

/** Trees of the names and words that a configuration is made of, in any wrong order. */
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ maxDepth: 4 }, tie('leaf'), fc.array(tie('tree'), { maxLength: 3 }), tie('fields')),
  leaf: fc.constantFrom('scrape', 'prometheus', 'logs-tail', 'follow', 'http://h', 'ws://h', '5s', '-', 'up', 'rate(', '', 7, -1, 1e308, true, null),
  fields: fc.dictionary(
    fc.constantFrom('sources', 'name', 'kind', 'url', 'targets', 'paths', 'panels', 'expr', 'title', 'source', 'keys', 'ui', 'zone', 'bearer', 'env', 'backfill'),
    tie('tree'),
    { maxKeys: 5 },
  ),
}));

/** Problems whose place does not exist in the text, or that say nothing. */
function oddProblems(text: string): readonly unknown[] {
  const loaded = loadConfig(text, () => []);
  const lines = text.split('\n').length;
  return loaded.ok ? [] : loaded.problems.filter(({ line, column, message }) => line < 1 || line > lines || column < 1 || message === '');
}

it('never throws, and tells places that exist, for any text', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
    expect(oddProblems(text)).toEqual([]);
  }), { numRuns: 200 });
});

it('never throws, and tells places that exist, for any tree of its own words', () => {
  fc.assert(fc.property(tree, (value) => {
    expect(oddProblems(stringify(value))).toEqual([]);
  }), { numRuns: 150 });
});
