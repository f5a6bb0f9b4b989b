// When frames are made and sent: one write a frame, none to a terminal that does not take them, the newest one wins.
import { describe, expect, it } from 'vitest';
import { words } from '../../src/lib/line.ts';
import type { Frame } from '../../src/lib/surface.ts';
import { wasLeft } from '../../src/terminal/full-screen.ts';
import { InkStdout } from '../../src/terminal/ink-stdout.ts';
import { Outlet } from '../../src/terminal/outlet.ts';
import { Pace } from '../../src/terminal/pace.ts';
import { ScreenWriter } from '../../src/terminal/screen-writer.ts';
import { TrafficMeter } from '../../src/terminal/traffic-meter.ts';
import { FakeTty } from '../support/fake-tty.ts';
import { ManualClock } from '../support/manual-clock.ts';

function started() {
  // The screen of a process is entered once: each test begins with that of the shell.
  wasLeft();
  const tty = new FakeTty();
  const clock = new ManualClock();
  const outlet = new Outlet(tty.stream, clock);
  const writer = new ScreenWriter(outlet, new Pace(clock, { fps: 10, bytesPerSecond: 1_000 }), { colours: 'sixteen', hardware: false });
  const stdout = new InkStdout(outlet, writer, tty);
  let made = 0;
  const frame =
    (text: string): Frame =>
    ({ rows }) => {
      made += 1;
      return Array.from({ length: rows }, (_, y) => words(`${text} ${y}`));
    };
  const draw = async (text: string): Promise<void> => {
    writer.draw(frame(text));
    await Promise.resolve();
  };
  return { tty, clock, outlet, writer, stdout, draw, made: () => made };
}

/** The same with our screen shown and the first frame on it. */
async function shown() {
  const all = started();
  all.stdout.write('\u001b[?1049h\u001b[?25l');
  all.tty.take();
  await all.draw('one');
  all.tty.take();
  all.tty.sent.length = 0;
  return all;
}

describe('the screen writer', () => {
  it('draws nothing before the screen is ours, and then all of it in one write', async () => {
    const { tty, draw, stdout, made } = started();
    await draw('early');
    expect([tty.sent, made()]).toEqual([[], 0]);
    stdout.write('\u001b[?1049h');
    await draw('first');
    expect(tty.sent).toEqual(['\u001b[?1049h\u001b[?25l\u001b[?2004h\u001b[?7l\u001b[r\u001b[m\u001b[H\u001b[2Jfirst 0\r\nfirst 1\r\nfirst 2\r\nfirst 3']);
  });

  it('sends what changed, and nothing where nothing did', async () => {
    const { tty, draw, made } = await shown();
    await draw('one');
    await draw('onE');
    expect(made()).toBe(3);
    expect(tty.sent).toEqual(['\u001b[1;3HE\u001b[2;3HE\u001b[3;3HE\u001b[4;3HE']);
  });

  it('makes one frame of what asks several times in one turn', async () => {
    const { tty, writer, draw, made } = await shown();
    writer.draw(() => []);
    writer.draw(() => []);
    await draw('two');
    expect([tty.sent.length, made()]).toEqual([1, 2]);
  });

  it('makes no frame while the terminal takes nothing, and the newest one when it does', async () => {
    const { tty, draw, made } = await shown();
    await draw('two');
    await draw('three');
    await draw('four');
    expect([tty.sent.length, made()]).toEqual([1, 2]);
    tty.take();
    expect([tty.sent.length, made()]).toEqual([2, 3]);
    expect(tty.sent[1]).toContain('four');
  });

  it('draws everything anew when it is asked to, when the size changed, and when it comes back', async () => {
    const { tty, writer, draw, stdout } = await shown();
    const whole = /^\u001b\[\?7l\u001b\[r\u001b\[m\u001b\[H\u001b\[2J/;
    writer.repaint();
    await Promise.resolve();
    tty.take();
    expect(tty.sent.at(-1)).toMatch(whole);
    tty.rows = 2;
    tty.emit('resize');
    await Promise.resolve();
    tty.take();
    expect(tty.sent.at(-1)).toMatch(/^\u001b\[\?7l\u001b\[r\u001b\[m\u001b\[H\u001b\[2Jone 0\r\none 1$/);
    stdout.write('\u001b[?1049l\u001b[?25h');
    await draw('away');
    tty.take();
    expect(tty.sent.slice(-2)).toEqual(['\u001b[?7h\u001b[?1049l', '\u001b[?25h']);
    stdout.write('\u001b[?1049h');
    tty.take();
    await Promise.resolve();
    expect(tty.sent.at(-1)).toContain('away 1');
  });

  it('passes on the modes that Ink sets and nothing that Ink draws', async () => {
    const { tty, stdout } = await shown();
    for (const chunk of ['\u001b[?2026h', '\u001b[2K\u001b[1Atext\n', '\u001b[?2004h', '\u001b[?25l', '\u001b[?2026l', '']) stdout.write(chunk);
    expect(tty.sent).toEqual(['\u001b[?2004h', '\u001b[?25l']);
    stdout.destroy();
    tty.emit('resize');
    await Promise.resolve();
    expect(tty.sent).toHaveLength(2);
  });
});

describe('the pace', () => {
  it('leaves a pause for new data that grows with what the last frame took, never longer than a second', () => {
    const clock = new ManualClock();
    const pace = new Pace(clock, { fps: 10, bytesPerSecond: 1_000 });
    const pauseAfter = (bytes: number): number => {
      pace.drawn(bytes);
      for (let millis = 0; ; millis += 50) {
        if (pace.due()) return millis;
        clock.advance(50);
      }
    };
    expect(pace.due()).toBe(true);
    expect([20, 100, 400, 1_000_000].map(pauseAfter)).toEqual([100, 100, 400, 1_000]);
  });

  it('is that of the operator where a frame rate was asked for', () => {
    const clock = new ManualClock();
    const pace = new Pace(clock, { fps: 20, bytesPerSecond: Number.POSITIVE_INFINITY });
    pace.drawn(1_000_000);
    clock.advance(49);
    expect(pace.due()).toBe(false);
    clock.advance(1);
    expect(pace.due()).toBe(true);
  });

  it('has no frame due while the terminal takes nothing', async () => {
    const { tty, clock, writer, draw } = await shown();
    clock.advance(5_000);
    expect(writer.due()).toBe(true);
    await draw('two');
    clock.advance(5_000);
    expect(writer.due()).toBe(false);
    tty.take();
    expect(writer.due()).toBe(true);
  });
});

describe('what the screen sends', () => {
  it('is measured over whole seconds', async () => {
    const { tty, clock, writer, draw } = await shown();
    const meter = new TrafficMeter(clock, () => writer.traffic);
    expect(meter.rate()).toEqual({ bytesPerSecond: 0, fps: 0 });
    await draw('two');
    tty.take();
    const bytes = Buffer.byteLength(tty.sent.join(''));
    clock.advance(500);
    expect(meter.rate()).toEqual({ bytesPerSecond: 0, fps: 0 });
    clock.advance(1_500);
    expect(meter.rate()).toEqual({ bytesPerSecond: bytes / 2, fps: 0.5 });
    clock.advance(1_000);
    expect(meter.rate()).toEqual({ bytesPerSecond: 0, fps: 0 });
  });
});

describe('the outlet', () => {
  it('never waits while it is used, and leaves the terminal as programs expect it', async () => {
    const { tty, outlet } = started();
    expect(tty.blocking).toEqual([false]);
    outlet.send('x');
    const released = outlet.release();
    tty.take();
    expect(await released).toBe(true);
    expect(tty.blocking).toEqual([false, true]);
  });

  it('gives a dead terminal its chance, not the program', async () => {
    const { tty, outlet, clock } = started();
    outlet.send('x');
    const released = outlet.release();
    clock.advance(1_000);
    expect(await released).toBe(false);
    expect(tty.blocking).toEqual([false]);
  });
});
