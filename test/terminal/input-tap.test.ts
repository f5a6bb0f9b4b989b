import { PassThrough } from 'node:stream';
import type { ReadStream } from 'node:tty';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { InputTap } from '../../src/terminal/input-tap.ts';
import { until } from '../support/processes.ts';

const ESC = '\u001b';

/** The part of a terminal's input that the tap uses. */
class FakeTty extends PassThrough {
  readonly calls: string[] = [];

  setRawMode(raw: boolean): this {
    this.calls.push(`raw ${raw}`);
    return this;
  }

  ref(): this {
    this.calls.push('ref');
    return this;
  }

  unref(): this {
    this.calls.push('unref');
    return this;
  }
}

interface Tapped {
  readonly tty: FakeTty;
  readonly tap: InputTap;
  /** Keys so far. */
  keys(): string;
  readonly events: readonly string[];
}

function tapped(): Tapped {
  const tty = new FakeTty();
  const tap = new InputTap(tty as unknown as ReadStream);
  const events: string[] = [];
  let keys = '';
  tap.on('readable', () => {
    for (let chunk: unknown = tap.read(); chunk !== null; chunk = tap.read()) keys += String(chunk);
  });
  tap.on('end', () => events.push('end')).on('error', (error) => events.push(error.message)).on('close', () => events.push('close'));
  onTestFinished(() => {
    tap.destroy();
    tty.destroy();
  });
  return { tty, tap, keys: () => keys, events };
}

/** Stops the timers; they go on by what is given, once what was written is read. */
function heldTime(): (millis: number) => Promise<void> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const read = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return async (millis) => {
    await read();
    vi.advanceTimersByTime(millis);
    await read();
  };
}

/** Waits for exactly these keys; more or others show as a difference. */
async function shows(keys: () => string, expected: string): Promise<void> {
  await until(() => keys().length >= expected.length, JSON.stringify(expected));
  expect(keys()).toBe(expected);
}

describe('the tap between terminal and Ink', () => {
  it('is a terminal to Ink, and passes on what Ink tells it', () => {
    const { tty, tap } = tapped();
    expect(tap.isTTY).toBe(true);
    expect([tap.setRawMode(true), tap.ref(), tap.unref(), tap.setRawMode(false)].every((result) => result === tap)).toBe(true);
    expect(tty.calls).toEqual(['raw true', 'ref', 'unref', 'raw false']);
  });

  it('lets keys through as they are typed, without the answers among them', async () => {
    const { tty, keys } = tapped();
    tty.write(`j${ESC}[A${ESC}]11;rgb:0/0/0${ESC}\\`);
    await shows(keys, `j${ESC}[A`);
    tty.write(`${ESC}[?62;`);
    tty.write('1cq');
    await shows(keys, `j${ESC}[Aq`);
  });

  it('keeps a character whole whose bytes come one by one', async () => {
    const { tty, keys } = tapped();
    for (const byte of Buffer.from('漢😀')) tty.write(Buffer.from([byte]));
    await shows(keys, '漢😀');
  });

  it('passes invalid bytes on as replacement characters', async () => {
    const { tty, keys } = tapped();
    tty.write(Buffer.from([0xff, 0x6a]));
    await shows(keys, '\ufffdj');
  });

  it('knows Esc by the silence behind it', async () => {
    const { tty, keys } = tapped();
    const pass = heldTime();
    tty.write(ESC);
    await pass(20);
    expect(keys()).toBe('');
    await pass(10);
    expect(keys()).toBe(ESC);
    tty.write('[A');
    await pass(0);
    expect(keys()).toBe(`${ESC}[A`);
  });

  it('takes the rest of an answer that came in time, though the program had no turn to read it', async () => {
    const { tty, keys } = tapped();
    const pass = heldTime();
    tty.write(ESC);
    await pass(0);
    vi.advanceTimersByTime(1_000);
    tty.write(']52;c;cXFRUQ==\u0007j');
    await pass(0);
    expect(keys()).toBe('j');
  });

  it('drops an answer that stops in the middle, and takes the next key', async () => {
    const { tty, keys } = tapped();
    const pass = heldTime();
    tty.write(`${ESC}]52;c;cXFRUQ`);
    await pass(250);
    tty.write('j');
    await pass(0);
    expect(keys()).toBe('j');
  });

  it('waits longer for the rest of an answer than for that of a key', async () => {
    const { tty, keys } = tapped();
    const pass = heldTime();
    tty.write(`${ESC}]52;c;cXFR`);
    await pass(60);
    tty.write(`UQ==\u0007j`);
    await pass(0);
    expect(keys()).toBe('j');
  });

  it('holds keys that are typed before anybody reads', async () => {
    const tty = new FakeTty();
    const tap = new InputTap(tty as unknown as ReadStream);
    tty.write('early');
    await new Promise((resolve) => setImmediate(resolve));
    expect(tap.read()).toBe('early');
  });
});

describe('the end of the terminal', () => {
  it('is the end of the keys, after those that were held back', async () => {
    const { tty, keys, events } = tapped();
    tty.end(`q${ESC}`);
    await until(() => events.includes('end'), 'the end');
    expect([keys(), events[0]]).toEqual([`q${ESC}`, 'end']);
    // What the silence would have released must not come after the end.
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(events.filter((event) => event !== 'end' && event !== 'close')).toEqual([]);
  });

  it.each([
    ['closed', (tty: FakeTty) => tty.destroy()],
    ['lost', (tty: FakeTty) => tty.destroy(Object.assign(new Error('read EIO'), { code: 'EIO' }))],
  ])('is no error when it is %s', async (_, end) => {
    const { tty, events } = tapped();
    end(tty);
    await until(() => events.includes('end'), 'the end');
    expect(events.filter((event) => event.startsWith('read'))).toEqual([]);
  });

  it('is not that of the tap: another one can have the terminal', async () => {
    const { tty, tap, keys } = tapped();
    tap.destroy();
    const second = new InputTap(tty as unknown as ReadStream);
    tty.write('j');
    await until(() => second.readableLength > 0, 'the key');
    expect([second.read(), keys(), tty.listenerCount('data')]).toEqual(['j', '', 1]);
  });
});
