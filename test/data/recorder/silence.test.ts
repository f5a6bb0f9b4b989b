import { describe, expect, it } from 'vitest';
import { Recorder } from '../../../src/data/recorder/recorder.ts';
import { silence } from '../../../src/data/recorder/silence.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { MemoryWriter } from '../../support/memory-writer.ts';
import { aLog, at } from '../../support/session.ts';

describe('a recorder that stood still', () => {
  it('records the stretch as a gap of its own, once', async () => {
    const clock = new ManualClock(at(0));
    const writer = new MemoryWriter();
    const recorder = new Recorder({ writer, clock });
    recorder.commit();
    // As after Ctrl+Z and fg, or when the lid of a laptop was shut: nothing ran in between.
    clock.advance(42_000);
    await recorder.accept(1, { drafts: [aLog(42)], bytes: 1 });
    recorder.commit();
    clock.advance(100);
    recorder.commit();
    expect(writer.of('gap')).toEqual([
      {
        kind: 'gap', at: at(0), until: at(42), gapId: `silence:${at(0)}`, reason: 'recorder-stopped', recovered: 0, signal: 'log',
        detail: 'nothing was recorded for 42 s: the recorder stood still or its clock was set',
      },
    ]);
    expect(writer.commits[1]?.rows.find(({ draft }) => draft.kind === 'gap')?.source).toBe(0);
  });

  it('between two runs into one session does so too', () => {
    const writer = new MemoryWriter();
    new Recorder({ writer, clock: new ManualClock(at(600)), since: at(0) }).commit();
    expect(writer.of('gap')).toMatchObject([{ at: at(0), until: at(600) }]);
  });

  it('records none for a new session, for ordinary pauses, and where the clock was put back', () => {
    const clock = new ManualClock(at(0));
    const writer = new MemoryWriter();
    const recorder = new Recorder({ writer, clock });
    for (const millis of [0, 1_000, 3_000]) {
      clock.advance(millis);
      recorder.commit();
    }
    clock.step(-3_600);
    clock.advance(1_000);
    recorder.commit();
    expect(writer.of('gap')).toEqual([]);
    expect(silence(at(0), at(3))).toBeUndefined();
  });
});
