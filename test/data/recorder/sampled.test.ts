import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SampledSink } from '../../../src/data/recorder/sampled.ts';
import type { Sampling } from '../../../src/data/sources/sampling/config.ts';
import type { Batch } from '../../../src/data/sources/source.ts';
import { micros } from '../../../src/lib/micros.ts';
import type { SpanDraft } from '../../../src/model/signal.ts';
import { fakeJaeger, jaegerSpan } from '../sources/jaeger/fake-jaeger.ts';
import { until } from '../../support/loopback.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { record } from '../../support/recording.ts';
import { aReader, at, tempFolder } from '../../support/session.ts';

const RULES: Sampling = { errors: true, slower_than: 5_000, services: [], rate: 0, hold: 10_000 };

const ALWAYS = { from: micros(0), to: micros(8_000_000_000_000_000) };

function span(traceId: string, status: SpanDraft['status'] = 'ok'): SpanDraft {
  return { kind: 'span', at: at(0), traceId, spanId: 's', name: 'work', duration: 1, spanKind: 'internal', status };
}

/** What the recorder gets, and when an answer may be given. */
function sunk(over: Partial<Sampling> = {}) {
  const clock = new ManualClock();
  const batches: Batch[] = [];
  const take = (batch: Batch): void => void batches.push(batch);
  const sink = new SampledSink({ ...RULES, ...over }, { take, accept: async (batch) => take(batch) }, clock);
  return { clock, sink, batches, told: () => batches.flatMap(({ drafts }) => drafts.map((draft) => (draft.kind === 'span' ? draft.traceId : draft.kind))) };
}

describe('the way from a source to the recorder through sampling', () => {
  it('leaves the rest of a batch as it is, and tells its end with the commit of what passes', async () => {
    const { sink, batches } = sunk();
    let answered = 0;
    await sink.accept({ drafts: [span('a', 'error'), span('b')], bytes: 7, live: false, resume: { n: 1 }, committed: () => void (answered += 1) });
    expect(batches).toMatchObject([{ drafts: [{ traceId: 'a' }, { kind: 'sampling', id: 'errors', kept: 1, dropped: 0 }], bytes: 7, live: false, resume: { n: 1 } }]);
    expect(answered).toBe(0);
    batches[0]?.committed?.();
    expect(answered).toBe(1);
  });

  it('answers at once for a batch of which everything is held', async () => {
    const { sink, batches } = sunk();
    let answered = 0;
    await sink.accept({ drafts: [span('b')], bytes: 7, committed: () => void (answered += 1) });
    expect([answered, batches[0]?.committed, batches[0]?.bytes]).toEqual([1, undefined, 7]);
  });

  it('gives out what has been held long enough though nothing more comes, and the rest when it is stopped', async () => {
    const { clock, sink, told } = sunk({ rate: 1 });
    const stop = new AbortController();
    await sink.accept({ drafts: [span('a')], bytes: 0 });
    const running = sink.run(stop.signal);
    await clock.asleep();
    clock.advance(10_000);
    await until(() => told().includes('a'));
    await sink.accept({ drafts: [span('b')], bytes: 0 });
    expect(told()).not.toContain('b');
    stop.abort();
    await running;
    expect(told()).toEqual(['a', 'sampling', 'b', 'sampling']);
  });
});

describe('a recording with sampling', () => {
  it('holds the traces that the rules keep, and counts of all of them', async () => {
    const failed = jaegerSpan(1, { tags: [{ key: 'error', type: 'bool', value: true }] });
    const server = await fakeJaeger([failed, jaegerSpan(2), jaegerSpan(3)]);
    onTestFinished(() => server.close());
    const file = join(tempFolder(), 's.db');
    const { finish } = record(file, { name: 'j', kind: 'jaeger', url: `http://127.0.0.1:${server.port}`, sampling: { rate: 0 } });
    const session = aReader(file);
    const frame = () => ({ head: session.head(), asked: session.head().seq, span: ALWAYS });
    const traces = () => session.traces(frame(), { span: ALWAYS, limit: 10 }).rows;
    await until(() => traces().length > 0);
    // The two others are held until the end.
    await finish();
    expect(traces()).toMatchObject([{ traceId: failed.traceID, spans: 1 }]);
    expect(session.latest(frame(), 'sampling').map(({ id, kept, dropped }) => [id, kept, dropped]).toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))).toEqual([['errors', 1, 0], ['rate', 0, 2]]);
  });
});
