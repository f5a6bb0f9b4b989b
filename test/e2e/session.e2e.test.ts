// The main job, as a person does it: start the demo, look, filter, search, freeze, step through time, resize, find a command, leave.
import { afterEach, describe, expect, it } from 'vitest';
import { closeAll, spawnTui, type Tui, type TuiOptions } from '../support/pty.ts';

const FIRST_FRAME_MILLIS = 15_000;

afterEach(closeAll);

async function demo(options: TuiOptions = {}): Promise<Tui> {
  const tui = spawnTui({ args: ['demo', '--seed', '1', '--utc'], ...options });
  await tui.waitFor(/FOLLOWING/, FIRST_FRAME_MILLIS);
  return tui;
}

async function demoLogs(options: TuiOptions = {}): Promise<Tui> {
  const tui = await demo(options);
  tui.press('2');
  await tui.waitFor((now) => rows(now).length > 5);
  return tui;
}

/** The rows of the log list: they begin with a time. */
function rows(tui: Tui): readonly string[] {
  return tui.screen().filter((line) => /^ \d\d:\d\d:\d\d(?:\.\d{3})? /.test(line));
}

/** The time of the last row shown. */
function newest(tui: Tui): string {
  return rows(tui).at(-1)?.slice(1, 13) ?? '';
}

function secondOf(time: string): number {
  return Date.parse(`1970-01-01T${time}Z`) / 1_000;
}

const body = (tui: Tui): string => tui.screen().slice(3, -1).join('\n');

describe('the demo', () => {
  it('opens on an overview that moves', async () => {
    const tui = await demo();
    await tui.waitFor(/cpu_percent[^]*newest errors/);
    const before = body(tui);
    await tui.waitFor((now) => body(now) !== before);
    expect(tui.terminal.altScreen).toBe(true);
  });

  it('ends with q, leaves nothing on the screen and nothing switched on', async () => {
    const tui = await demo();
    tui.press('Q');
    const { code, settings } = await tui.exit();
    expect(code).toBe(0);
    expect(tui.terminal).toMatchObject({ altScreen: false, cursorVisible: true, inputModes: [] });
    expect(settings).toMatch(/ icanon/);
    expect(settings).toMatch(/ echo /);
  });
});

describe('the log list', () => {
  it('shows only what passes a filter, says which, and all again after Esc', async () => {
    const tui = await demoLogs();
    tui.press('f');
    tui.type('service:portal');
    tui.press('enter');
    await tui.waitFor((now) => now.text().includes('filter: service:portal') && rows(now).every((row) => row.includes(' portal ')));
    expect(rows(tui).length).toBeGreaterThan(0);
    tui.press('esc');
    await tui.waitFor((now) => rows(now).some((row) => !row.includes(' portal ')));
    expect(tui.text()).not.toContain('filter: service:portal');
  });

  it('says where a filter is wrong and keeps what was typed', async () => {
    const tui = await demoLogs();
    tui.press('f');
    tui.type('level>=');
    tui.press('enter');
    await tui.waitFor(/[\^▾]/);
    expect(tui.text()).toContain('level>=');
  });

  it('goes to a hit of a search without hiding a row', async () => {
    const tui = await demoLogs();
    tui.press('space');
    await tui.waitFor(/PAUSED/);
    const before = rows(tui).length;
    tui.press('/');
    tui.type('heartbeat');
    tui.press('enter');
    await tui.waitFor((now) => now.text().includes('heartbeat') && !/▸/.test(now.text()));
    tui.press('n');
    await tui.waitFor((now) => rows(now).some((row) => row.includes('heartbeat')));
    expect(rows(tui).some((row) => !row.includes('heartbeat'))).toBe(true);
    expect(rows(tui).length).toBeGreaterThanOrEqual(before - 1);
  });
});

describe('time', () => {
  it('stands still for every panel while recording goes on, and comes back to live', async () => {
    const tui = await demoLogs();
    tui.press('space');
    await tui.waitFor(/PAUSED \+\d/);
    const frozen = rows(tui);
    await tui.waitFor(/PAUSED \+[1-9]\d/);
    expect(rows(tui)).toEqual(frozen);
    tui.press('1');
    await tui.waitFor(/newest errors/);
    const overview = body(tui);
    const counted = tui.screen()[0];
    await tui.waitFor((now) => now.screen()[0] !== counted);
    expect(body(tui)).toBe(overview);
    tui.press('L');
    await tui.waitFor(/FOLLOWING/);
    await tui.waitFor((now) => body(now) !== overview);
  });

  it('steps back to older rows and forward to newer ones', async () => {
    const tui = await demoLogs();
    // Steps are a second long, and before the first commit there is nothing to see.
    const first = secondOf(newest(tui));
    await tui.waitFor((now) => secondOf(newest(now)) >= first + 4);
    tui.press('space');
    await tui.waitFor(/PAUSED/);
    const paused = newest(tui);
    tui.press(',');
    await tui.waitFor((now) => newest(now) < paused);
    const earlier = newest(tui);
    tui.press('.');
    await tui.waitFor((now) => newest(now) > earlier);
    expect(newest(tui) <= paused).toBe(true);
  });
});

describe('the screen', () => {
  it.each([
    [40, 10],
    [80, 24],
    [200, 60],
  ])('fits after a resize to %ix%i: header on top, keys at the bottom', async (cols, lines) => {
    const tui = await demo();
    tui.resize(cols, lines);
    await tui.waitFor((now) => now.screen().length === lines && /FOLLOWING/.test(now.screen()[0] ?? '') && (now.screen().at(-1) ?? '').trim() !== '');
    expect(tui.screen().every((line) => line.length <= cols)).toBe(true);
  });

  it('survives one cell and comes back', async () => {
    const tui = await demo();
    tui.resize(1, 1);
    await tui.waitFor((now) => now.screen().length === 1);
    tui.resize(100, 30);
    await tui.waitFor(/FOLLOWING/);
    expect(tui.screen()).toHaveLength(30);
  });

  it('finds a command by its words in the palette and runs it', async () => {
    const tui = await demo();
    tui.press(':');
    tui.type('go to metr');
    await tui.waitFor(/Go to Metrics/);
    tui.press('enter');
    await tui.waitFor(/memory_percent/);
    await tui.waitFor((now) => !now.text().includes('Go to Metrics'));
    expect(tui.text()).not.toContain('newest errors');
  });

  it('shows keys in the help, under the name of the panel they belong to', async () => {
    const tui = await demo();
    tui.press('?');
    await tui.waitFor(/Logs[^]*Next error/);
    expect(tui.text()).toMatch(/PgDn/);
  });
});
