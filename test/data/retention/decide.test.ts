import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideByContent, decideByName, type HeldFacts, type NamedFile, type RetentionRules } from '../../../src/data/retention/decide.ts';
import { DAY, shift } from '../../../src/lib/micros.ts';
import { at } from '../../support/session.ts';

const NOW = at(0);
const RULES: RetentionRules = { sessions: 30 * DAY, errors: 90 * DAY, traces: 60 * DAY };

function file(daysAgo: number, over: Partial<NamedFile> = {}): NamedFile {
  return { state: 'closed', startedAt: shift(NOW, -daysAgo * DAY), link: false, ...over };
}

function held(daysAgo: number, over: Partial<HeldFacts> = {}): HeldFacts {
  return { last: shift(NOW, -daysAgo * DAY), errors: false, traces: false, words: false, saved: false, ...over };
}

describe('what the name of a session tells', () => {
  it.each([
    ['is being recorded', file(900, { state: 'growing' }), /being recorded/],
    ['was never finished', file(900, { state: 'unfinished' }), /recover/],
    ['is a link', file(900, { link: true }), /link/],
    ['was named by a person', file(900, { startedAt: undefined }), /by hand/],
    ['began within the period', file(29.9), /young/],
    ['comes from a clock that ran ahead', file(-400), /young/],
  ])('keeps one that %s', (_, named, why) => {
    expect(decideByName(named, RULES, NOW)).toEqual({ goes: false, why: expect.stringMatching(why) });
  });

  it('keeps all of them while nothing is configured, also where only the longer stays are', () => {
    for (const rules of [{}, { errors: DAY, traces: DAY }]) expect(decideByName(file(900), rules, NOW)).toMatchObject({ goes: false });
  });

  it('leaves one that began before to its content', () => {
    expect(decideByName(file(30), RULES, NOW)).toBeUndefined();
  });
});

describe('what a session holds', () => {
  it.each([
    [30, {}, false], [30.1, {}, true],
    [60, { traces: true }, false], [60.1, { traces: true }, true],
    [90, { errors: true }, false], [90.1, { errors: true }, true],
    [89, { errors: true, traces: true }, false], [90.1, { errors: true, traces: true }, true],
  ])('makes it go %d days after its end with %j: %s', (daysAgo, over, goes) => {
    expect(decideByContent(held(daysAgo, over), RULES, NOW).goes).toBe(goes);
  });

  it('never shortens the stay of a session', () => {
    const rules = { sessions: 30 * DAY, errors: DAY, traces: DAY };
    expect(decideByContent(held(29, { errors: true, traces: true }), rules, NOW).goes).toBe(false);
  });

  it('names the period that counts', () => {
    expect(decideByContent(held(91, { errors: true }), RULES, NOW).why).toBe('older than retention.errors');
    expect(decideByContent(held(40, { traces: true }), RULES, NOW).why).toBe('within retention.traces');
  });

  it('keeps what a person put into it or made of it, and what cannot be read, however old', () => {
    for (const facts of [held(9_000, { words: true }), held(9_000, { saved: true }), undefined]) expect(decideByContent(facts, RULES, NOW).goes).toBe(false);
  });

  it('lets no session go sooner where more of it is worth keeping or the rules are longer', () => {
    const days = fc.integer({ min: 0, max: 200 });
    fc.assert(
      fc.property(days, days, days, days, days, fc.boolean(), fc.boolean(), (age, sessions, errors, traces, more, hasErrors, hasTraces) => {
        const rules = { sessions: sessions * DAY, errors: errors * DAY, traces: traces * DAY };
        const goes = decideByContent(held(age, { errors: hasErrors, traces: hasTraces }), rules, NOW).goes;
        const careful = decideByContent(held(age, { errors: true, traces: true }), { ...rules, sessions: rules.sessions + more * DAY }, NOW).goes;
        expect(careful && !goes).toBe(false);
      }),
    );
  });
});
