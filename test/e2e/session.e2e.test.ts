// The main job, as a person does it: start the demo, look, filter, search, freeze, step through time, resize, find a command, leave.
import { afterEach, describe, expect, it } from 'vitest';
import { closeAll, spawnTui, type Tui, type TuiOptions } from '../support/pty.ts';
import { body, cursorLine, logRows, newestTime, still } from '../support/screen.ts';


afterEach(closeAll);

async function demo(options: TuiOptions = {}): Promise<Tui> {
  const tui = spawnTui({ args: ['demo', '--seed', '1', '--utc'], ...options });
  await tui.waitFor(/FOLLOWING/);
  return tui;
}

async function demoLogs(options: TuiOptions = {}): Promise<Tui> {
  const tui = await demo(options);
  tui.press('2');
  await tui.waitFor((now) => logRows(now).length > 5);
  return tui;
}

/** The time under the playhead, as the header says it; seconds of the day. */
function headSecond(tui: Tui): number {
  const [, time = ''] = /(\d\d:\d\d:\d\d) UTC/.exec(tui.screen()[0] ?? '') ?? [];
  return Date.parse(`1970-01-01T${time}Z`) / 1_000;
}

function fits(tui: Tui, cols: number, lines: number): boolean {
  return tui.screen().length === lines && tui.screen().every((line) => line.length <= cols);
}

/** Paused in the list of the demo, with some seconds of recording behind. */
async function pausedLogs(options: TuiOptions = {}): Promise<Tui> {
  const tui = await demoLogs(options);
  const first = headSecond(tui);
  await tui.waitFor((now) => headSecond(now) >= first + 3);
  tui.press('space');
  await tui.waitFor(/PAUSED/);
  return tui;
}

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
    await tui.waitFor((now) => now.text().includes('filter: service:portal') && logRows(now).every((row) => row.includes(' portal ')));
    expect(logRows(tui).length).toBeGreaterThan(0);
    tui.press('esc');
    await tui.waitFor((now) => logRows(now).some((row) => !row.includes(' portal ')));
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
    const before = logRows(tui).length;
    tui.press('/');
    tui.type('heartbeat');
    tui.press('enter');
    const hit = (now: Tui): string => now.screen()[cursorLine(now)] ?? '';
    await tui.waitFor((now) => hit(now).includes('heartbeat') && !/▸/.test(now.text()));
    expect(logRows(tui).some((row) => !row.includes('heartbeat'))).toBe(true);
    expect(logRows(tui).length).toBeGreaterThanOrEqual(before - 1);
    const newest = hit(tui);
    tui.press('N');
    await tui.waitFor((now) => hit(now).includes('heartbeat') && hit(now) < newest);
    tui.press('n');
    await tui.waitFor((now) => hit(now) === newest);
    tui.press('n');
    await tui.waitFor('No newer hit.');
  });

  it('opens a row with every field, and filters by the value under the cursor', async () => {
    const tui = await pausedLogs();
    tui.press('k', 'enter');
    await tui.waitFor(/│ message[^]*│ service +\w+[^]*│ correlation_id/);
    const [, service = ''] = /│ service +(\w+)/.exec(tui.text()) ?? [];
    tui.press('j', 'j', '+');
    await tui.waitFor((now) => now.text().includes(`filter: service:${service}`) && logRows(now).every((row) => row.includes(` ${service} `)));
    // One by one: in one piece they would be another key.
    tui.press('esc');
    await tui.waitFor((now) => !now.text().includes('│ message'));
    tui.press('esc');
    await tui.waitFor((now) => !now.text().includes('filter:'));
    tui.press('enter');
    await tui.waitFor(/│ message/);
    const [, excluded = ''] = /│ service +(\w+)/.exec(tui.text()) ?? [];
    tui.press('j', 'j', '-');
    await tui.waitFor((now) => now.text().includes(`filter: -service:${excluded}`) && logRows(now).every((row) => !row.includes(` ${excluded} `)));
    expect(logRows(tui).length).toBeGreaterThan(0);
  });

  it('marks a row, and finds the mark again from far away', async () => {
    const tui = await pausedLogs();
    tui.press('k', 'k', 'm');
    await tui.waitFor(/^◆\d\d:/m);
    const marked = tui.screen().find((line) => line.startsWith('◆')) ?? '';
    tui.press('g');
    await tui.waitFor((now) => !now.text().includes('◆'));
    tui.press('u');
    await tui.waitFor((now) => now.screen().includes(marked));
    expect(tui.screen()[cursorLine(tui)]).toBe(marked);
  });

  it('shows the columns it is told to', async () => {
    const tui = await pausedLogs();
    tui.press('c');
    await tui.waitFor(/columns ▸ service node/);
    // More than 16 keys in one event are a paste, whose control characters are no keys: a person waits for what they see.
    tui.press('ctrl+u');
    await tui.waitFor((now) => !/columns ▸ service/.test(now.text()));
    tui.type('node correlation_id');
    await tui.waitFor(/columns ▸ node correlation_id/);
    tui.press('enter');
    await tui.waitFor(/time +L node +correlation… +message/);
    expect(tui.text()).not.toMatch(/ L service/);
  });
});

describe('time', () => {
  it('stands still for every panel while recording goes on, and comes back to live', async () => {
    const tui = await demoLogs();
    tui.press('space');
    await tui.waitFor(/PAUSED \+\d/);
    const frozen = logRows(tui);
    await tui.waitFor(/PAUSED \+[1-9]\d/);
    expect(logRows(tui)).toEqual(frozen);
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
    // Steps are a second long, and before the first commit there is nothing to see.
    const tui = await pausedLogs();
    const paused = newestTime(tui);
    tui.press(',');
    await tui.waitFor((now) => newestTime(now) < paused);
    const earlier = newestTime(tui);
    tui.press('.');
    await tui.waitFor((now) => newestTime(now) > earlier);
    expect(newestTime(tui) <= paused).toBe(true);
    tui.press('G');
    await tui.waitFor((now) => /FOLLOWING/.test(now.text()) && newestTime(now) > paused);
  });

  it('goes to a moment before the recording began, where history was read, and back to live', async () => {
    const tui = await pausedLogs();
    const paused = newestTime(tui);
    tui.press('t');
    await tui.waitFor(/time ▸/);
    tui.type('never');
    await tui.waitFor(/Write a time as/);
    tui.press('ctrl+u');
    tui.type('-5m');
    tui.press('enter');
    // From the moment under the playhead, which may be later than the newest row.
    const wanted = (headSecond(tui) - 300) * 1_000;
    await tui.waitFor((now) => logRows(now).some((row) => Math.abs(Date.parse(`1970-01-01T${row.slice(1, 13)}Z`) - wanted) < 5_000));
    expect(tui.screen()[0]).toContain('PAUSED');
    tui.press('G');
    await tui.waitFor((now) => /FOLLOWING/.test(now.text()) && newestTime(now) > paused);
  });

  it('takes a note while it stands still', async () => {
    const tui = await pausedLogs();
    tui.press('a');
    await tui.waitFor(/note ▸/);
    tui.type('the queue grows');
    tui.press('enter');
    await tui.waitFor('Note recorded.');
    expect(tui.screen()[0]).toContain('PAUSED');
  });
});

describe('leaving', () => {
  it('with q is asked once while recording, and any other key stays', async () => {
    const tui = await demo();
    tui.press('q');
    await tui.waitFor(/q again quits/);
    tui.press('j');
    await tui.waitFor((now) => !/q again quits/.test(now.text()));
    tui.press('q', 'q');
    const { code } = await tui.exit();
    expect(code).toBe(0);
    expect(tui.text()).toMatch(/^Session kept: \/.*\.db\n {2}obs-tui replay \/.*\.db\n/);
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
    await tui.waitFor((now) => fits(now, cols, lines) && /FOLLOWING/.test(now.screen()[0] ?? '') && (now.screen().at(-1) ?? '').trim() !== '');
    await still(tui, 100);
    expect(fits(tui, cols, lines)).toBe(true);
  });

  it('gets smaller and smaller, down to one cell, and comes back as it was', async () => {
    const tui = await pausedLogs({ cols: 200, rows: 60 });
    await still(tui);
    const before = tui.screen().slice(1);
    for (const [cols, lines] of [[80, 24], [40, 10], [20, 5], [1, 1]] as const) {
      tui.resize(cols, lines);
      await tui.waitFor((now) => fits(now, cols, lines) && (cols < 20 || (cols >= 40 ? /PAUSED/ : /needs 40x10[^]*Recording goes on/).test(now.text())));
      await still(tui, 200);
      expect(fits(tui, cols, lines)).toBe(true);
    }
    tui.resize(200, 60);
    await tui.waitFor((now) => now.screen().slice(1).join() === before.join());
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
