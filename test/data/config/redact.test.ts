// Rules of redaction in the configuration: refused where they stand, with a reason, before anything is recorded.
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/data/config/load.ts';

const problems = (text: string): readonly string[] => {
  const loaded = loadConfig(text, () => []);
  return loaded.ok ? [] : loaded.problems.map(({ line, path, message }) => `${line}: ${path}: ${message}`);
};
const rule = (name: string, pattern: string): string => `redact:\n  rules:\n    - name: ${name}\n      pattern: '${pattern}'\n`;

describe('a rule of redaction', () => {
  it('is taken with a plain name and a regex that ends', () => {
    expect(problems(rule('customer', 'CUST-\\d{6,12}'))).toEqual([]);
  });

  it.each([
    ['a name with capitals', 'Customer', 'a', /^3: redact\.rules\.0\.name: a name has 1 to 40 small letters/],
    ['a name with a bracket', '"x]"', 'a', /^3: redact\.rules\.0\.name: /],
    ['a regex that may never finish', 'x', '(a+)+$', /^4: redact\.rules\.0\.pattern: .*may never finish/],
    ['a regex of many open repeats', 'x', 'a+b+c+', /more than 2 open repeats/],
    ['a regex that matches nothing', 'x', 'a*', /matches where nothing is/],
    ['a broken regex', 'x', '(', /no valid regex/],
    ['a regex without end', 'x', 'a'.repeat(300), /too long/],
  ])('is refused with %s', (_, name, pattern, message) => {
    expect(problems(rule(name, pattern))).toEqual([expect.stringMatching(message)]);
  });
});
