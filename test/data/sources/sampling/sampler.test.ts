import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samplingField, type Sampling } from '../../../../src/data/sources/sampling/config.ts';
import { rateKeeps } from '../../../../src/data/sources/sampling/rules.ts';
import { TraceSampler } from '../../../../src/data/sources/sampling/sampler.ts';
import { MILLI } from '../../../../src/lib/micros.ts';
import type { Draft, LogDraft, SpanDraft } from '../../../../src/model/signal.ts';
import { at } from '../../../support/session.ts';

function rules(over: Partial<Record<keyof Sampling, unknown>> = {}): Sampling {
  const parsed = samplingField.parse({ rate: 0, services: ['treasury'], ...over });
  if (parsed === undefined) throw new Error('no sampling');
  return parsed;
}

function span(traceId: string, over: Partial<SpanDraft> = {}): SpanDraft {
  return { kind: 'span', at: at(0), traceId, spanId: `${traceId}-${JSON.stringify(over)}`, name: 'work', duration: 1_000, spanKind: 'internal', status: 'ok', ...over };
}

const error = (traceId: string, level: LogDraft['level'] = 'error'): LogDraft => ({ kind: 'log', at: at(0), level, message: 'x', traceId });

function traces(drafts: readonly Draft[]): readonly string[] {
  return drafts.flatMap((draft) => (draft.kind === 'span' ? [draft.traceId] : []));
}

function counts(sampler: TraceSampler): Readonly<Record<string, readonly [number, number]>> {
  return Object.fromEntries(sampler.counts(at(9), 0, true).map(({ id, kept, dropped }) => [id, [kept, dropped]]));
}

describe('sampling traces', () => {
  it('keeps traces that failed, were slow or touch a named service, and counts each under the first rule that fits', () => {
    const sampler = new TraceSampler(rules());
    const batch = [
      span('all', { status: 'error', duration: 6_000 * MILLI, service: 'treasury' }), span('slow', { duration: 5_001 * MILLI, service: 'treasury' }),
      span('named', { service: 'treasury' }), span('plain', { service: 'orders', duration: 5_000 * MILLI }),
    ];
    expect(traces(sampler.take(batch, 0))).toEqual(['all', 'slow', 'named']);
    expect(traces(sampler.due(10_000))).toEqual([]);
    expect(counts(sampler)).toEqual({ errors: [1, 0], slower_than: [1, 0], services: [1, 0], rate: [0, 1] });
  });

  it('takes a trace for slow as a whole, also where no span of it is', () => {
    const sampler = new TraceSampler(rules());
    expect(traces(sampler.take([span('t'), span('t', { at: at(5) })], 0))).toEqual(['t', 't']);
  });

  it('gives out what it held of a trace as soon as a later span decides it', () => {
    const sampler = new TraceSampler(rules());
    expect(sampler.take([span('t'), span('u')], 0)).toEqual([]);
    expect(traces(sampler.take([span('t', { status: 'error' })], 9_000))).toEqual(['t', 't']);
    expect(traces(sampler.take([span('t', { name: 'later' })], 60_000))).toEqual(['t']);
  });

  it('waits for the hold after the last span of a trace, not after its first', () => {
    const sampler = new TraceSampler(rules({ rate: 1 }));
    sampler.take([span('t'), span('u')], 0);
    sampler.take([span('t', { name: 'later' })], 6_000);
    expect([9_999, 10_000, 15_999, 16_000].map((millis) => traces(sampler.due(millis)))).toEqual([[], ['u'], [], ['t', 't']]);
  });

  it('leaves out late spans of a dropped trace, unless one of them is what the rules always keep', () => {
    const sampler = new TraceSampler(rules());
    sampler.take([span('t')], 0);
    sampler.due(10_000);
    expect(sampler.take([span('t', { name: 'late' })], 11_000)).toEqual([]);
    expect(traces(sampler.take([span('t', { status: 'error' })], 12_000))).toEqual(['t']);
    expect(counts(sampler)).toEqual({ errors: [1, 0], rate: [0, 1] });
  });

  it('lets a log row of an error speak for its trace, before its spans or after them', () => {
    const sampler = new TraceSampler(rules());
    expect(sampler.take([error('before'), error('warned', 'warn')], 0)).toHaveLength(2);
    expect(traces(sampler.take([span('before'), span('after'), span('warned')], 1))).toEqual(['before']);
    sampler.take([error('after')], 2);
    expect(traces(sampler.due(10_001))).toEqual(['after']);
  });

  it('does not look at errors where it is told not to', () => {
    const sampler = new TraceSampler(rules({ errors: false }));
    expect(sampler.take([span('t', { status: 'error' })], 0)).toEqual([]);
  });

  it('decides the oldest traces early where too much is held', () => {
    const sampler = new TraceSampler(rules({ rate: 1 }), 3_000);
    const given = Array.from({ length: 20 }, (_, index) => traces(sampler.take([span(`t${index}`)], 0)));
    expect(given.flat().slice(0, 10)).toEqual(Array.from({ length: 10 }, (_, index) => `t${index}`));
    expect(traces(sampler.take([span('huge', { attributes: { text: 'x'.repeat(4_000) } })], 0))).toContain('huge');
  });

  it('tells changed counts once a second, and at the end at once', () => {
    const sampler = new TraceSampler(rules());
    const told = (millis: number, last = false) => sampler.counts(at(1), millis, last).length;
    sampler.take([span('a', { status: 'error' })], 0);
    expect([told(0), told(2_000)]).toEqual([1, 0]);
    sampler.take([span('b', { status: 'error' })], 2_100);
    expect([told(2_100), told(2_200)]).toEqual([1, 0]);
    sampler.take([span('c', { status: 'error' })], 2_300);
    expect([told(2_300), told(2_300, true)]).toEqual([0, 1]);
  });

  it('loses no span of a trace that is kept and gives none of one that is dropped, whatever comes when', () => {
    const step = fc.record({ trace: fc.integer({ min: 0, max: 20 }), millis: fc.integer({ min: 0, max: 8_000 }) });
    fc.assert(fc.property(fc.array(step, { maxLength: 60 }), fc.double({ min: 0, max: 1, noNaN: true }), (steps, rate) => {
      const spans = steps.map(({ trace }, index) => span(`t${trace}`, { name: String(index) }));
      const sampler = new TraceSampler(rules({ rate }));
      let now = 0;
      const out = steps.flatMap(({ millis }, index) => {
        now += millis;
        return [...sampler.due(now), ...sampler.take(spans.slice(index, index + 1), now)];
      });
      const kept = [...out, ...sampler.flush()];
      expect(kept.toSorted(byName)).toEqual(spans.filter(({ traceId }) => rateKeeps(traceId, rate)));
    }), { numRuns: 100 });
  });
});

function byName(a: Draft, b: Draft): number {
  return a.kind === 'span' && b.kind === 'span' ? Number(a.name) - Number(b.name) : 0;
}

describe('the rate', () => {
  it('keeps about its part of the traces, all or none at its ends, and more of the same at a higher one', () => {
    const ids = Array.from({ length: 5_000 }, (_, index) => index.toString(16).padStart(32, '0'));
    const kept = (rate: number) => ids.filter((id) => rateKeeps(id, rate));
    expect(kept(0.1).length).toBeGreaterThan(400);
    expect(kept(0.1).length).toBeLessThan(600);
    expect([kept(0).length, kept(1).length]).toEqual([0, 5_000]);
    expect(kept(0.1).every((id) => rateKeeps(id, 0.3))).toBe(true);
  });

  it.each([[{}], [{ rate: 1.1 }], [{ rate: 0.1, slower_than: '0s' }], [{ rate: 0.1, rates: 1 }]])('is needed, and the field refuses %j', (given) => {
    expect(samplingField.safeParse(given).success).toBe(false);
  });
});
