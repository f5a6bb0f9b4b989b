import { describe, expect, it } from 'vitest';
import { Asks } from '../../../src/data/recorder/asks.ts';
import { Recorder } from '../../../src/data/recorder/recorder.ts';
import type { Source } from '../../../src/data/sources/source.ts';
import type { ActOutcome, ActRequest } from '../../../src/model/alert.ts';
import type { Ask } from '../../../src/model/ask.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { MemoryWriter } from '../../support/memory-writer.ts';
import { at } from '../../support/session.ts';

const SOURCE = 3;

const ack = (id: string): Ask => ({
  kind: 'act', source: SOURCE, act: { id, action: 'ack', target: 'f00d', name: 'HighCPUUsage', matchers: [], comment: 'looking', until: at(600) },
});

function asking(act?: (request: ActRequest, signal: AbortSignal) => Promise<ActOutcome>) {
  const clock = new ManualClock(at(10));
  const writer = new MemoryWriter();
  const recorder = new Recorder({ writer, clock });
  const source: Source = { stream: async function* () {}, ...(act === undefined ? {} : { act }) };
  const stop = new AbortController();
  const asks = new Asks({ recorder, clock, operator: 'sovereign', sources: new Map([[SOURCE, source]]), signal: stop.signal });
  return { asks, writer, stop };
}

describe('what the operator asks', () => {
  it('is recorded at once, as a row of our own', () => {
    const { asks, writer } = asking();
    asks.take({ kind: 'note', at: at(9), text: 'the pager went off' });
    asks.take({ kind: 'pin', at: at(8), pin: { id: 'log:7', row: { kind: 'log', at: at(8), seq: 7 }, pinned: true, text: 'queue full' } });
    expect(writer.commits.map(({ rows }) => rows)).toMatchObject([
      [{ source: 0, draft: { kind: 'note', text: 'the pager went off' } }],
      [{ source: 0, draft: { kind: 'pin', at: at(8), id: 'log:7', pinned: true } }],
    ]);
  });

  it('of a backend is a row when it is asked and another at its end, with the name of the operator', async () => {
    const seen: ActRequest[] = [];
    const { asks, writer } = asking(async (request) => {
      seen.push(request);
      return { state: 'done', detail: 'silenced for 10 min', silence: 's1' };
    });
    asks.take(ack('a1'));
    expect(writer.of('act')).toMatchObject([{ id: 'a1', state: 'asked' }]);
    await asks.settled();
    expect(writer.of('act')).toMatchObject([{ state: 'asked' }, { id: 'a1', state: 'done', silence: 's1', by: 'sovereign', comment: 'looking' }]);
    expect(seen).toMatchObject([{ id: 'a1', by: 'sovereign' }]);
  });

  it('is carried out once, however often it is asked', async () => {
    let times = 0;
    const { asks } = asking(async () => {
      times += 1;
      return { state: 'done', detail: '' };
    });
    asks.take(ack('a1'));
    asks.take(ack('a1'));
    await asks.settled();
    asks.take(ack('a1'));
    await asks.settled();
    expect(times).toBe(1);
  });

  it('of a source that takes no requests stands in the session alone, and says so', async () => {
    const { asks, writer } = asking();
    asks.take(ack('a1'));
    await asks.settled();
    expect(writer.of('act').at(-1)).toMatchObject({ state: 'noted', detail: 'recorded here alone: this source takes no requests' });
  });

  it('has an unknown outcome where the adapter breaks', async () => {
    const { asks, writer } = asking(() => Promise.reject(new TypeError('secret')));
    asks.take(ack('a1'));
    await asks.settled();
    expect(writer.of('act').at(-1)).toMatchObject({ state: 'unknown', detail: 'unexpected TypeError while it was sent' });
  });
});
