import { describe, expect, it } from 'vitest';
import { ownRuleProblem } from '../../../src/model/redact/own-rules.ts';
import { makeRedactor } from '../../../src/model/redact/redactor.ts';

const aRedactor = (...patterns: readonly string[]) => makeRedactor({ key: Buffer.alloc(32, 7), rules: patterns.map((pattern, index) => ({ name: `own-${index}`, pattern })) });

describe('a rule of one’s own', () => {
  it('is applied to text, to rows and to names of fields, before the built-in ones', () => {
    const redactor = aRedactor('CUST-\\d{6}');
    const clean = redactor.json(JSON.stringify({ k: 'log', message: 'password=CUST-123456', attributes: { 'CUST-654321': ['CUST-123456'] } }));
    expect(clean).not.toMatch(/CUST-\d/);
    expect(redactor.counts).toEqual(new Map([['own-0', 3]]));
  });

  it('finds what lies anywhere in a long text, once', () => {
    const redactor = aRedactor('CUST-\\d{6}');
    const text = Array.from({ length: 900 }, (_, index) => `${'x'.repeat(index % 37)} CUST-${100_000 + index}`).join('');
    expect(redactor.text(text)).not.toContain('CUST-');
    expect(redactor.counts.get('own-0')).toBe(900);
  });

  it('is refused where it could take for ever, matches nothing, or has a name that no mark can hold', () => {
    const pattern = 'a';
    expect(ownRuleProblem({ name: 'ok-1', pattern })).toBeUndefined();
    for (const name of ['', '-a', 'a-', 'A', 'a b', 'a]', 'a'.repeat(41)]) expect(ownRuleProblem({ name, pattern })).toMatch(/^a name has/);
    for (const bad of ['(a+)+', '(a|a)*', 'a*', '', '(', '.*.*.*x', 'a'.repeat(257)]) expect(ownRuleProblem({ name: 'a', pattern: bad })).toEqual(expect.any(String));
  });

  it('that was not checked is a bug, not a leak', () => {
    expect(() => aRedactor('(a+)+')).toThrow(/was not checked/);
  });
});
