// A file that means harm, from the disk to the screen of the built program: nothing of it acts on the terminal, nothing is hidden.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { HOSTILE_LINES, writeHostileFile } from '../support/hostile-file.ts';
import { closeAll, spawnTui, type Tui } from '../support/pty.ts';
import { cursorLine, logRows, still, strayBytes } from '../support/screen.ts';

afterEach(closeAll);

/** The name of the file is hostile too. */
function hostileFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'obs-tui-hostile-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'logs'));
  const path = join(folder, 'logs', 'app\u001b]0;pwned\u0007\u202egol.log');
  writeHostileFile(path);
  return path;
}

async function following(cols: number, rows: number): Promise<Tui> {
  const tui = spawnTui({ args: ['follow', '--utc', hostileFile()], cols, rows });
  await tui.waitFor(new RegExp(`n0${HOSTILE_LINES} `));
  return tui;
}

function expectNoHarm(tui: Tui): void {
  expect(strayBytes(tui)).toBeUndefined();
  expect(tui.terminal.events).toEqual([]);
  expect(tui.terminal).toMatchObject({ altScreen: true, inputModes: ['paste'] });
}

function numbers(tui: Tui): readonly number[] {
  return logRows(tui).flatMap((row) => (/ n(\d{4}) /.exec(row)?.[1] ?? '').split(' ').map(Number));
}

/** Looks at every page of the list from the oldest row to the newest. */
async function eachPage(tui: Tui, look: () => void): Promise<void> {
  tui.press('g');
  await tui.waitFor((now) => numbers(now)[0] === 1);
  // The cursor goes down the page first where it stood at its top.
  const place = (now: Tui): string => `${cursorLine(now)} of ${String(numbers(now))}`;
  for (;;) {
    look();
    if (numbers(tui).at(-1) === HOSTILE_LINES) return;
    const before = place(tui);
    tui.press('pgdn');
    await tui.waitFor((now) => place(now) !== before);
  }
}

describe('hostile lines', () => {
  it.each([
    [200, 40],
    [80, 24],
  ])('are one row each on a screen of %ix%i, in their order, and do nothing', async (cols, rows) => {
    const tui = await following(cols, rows);
    const seen: number[] = [];
    await eachPage(tui, () => {
      const page = numbers(tui);
      expect(page).toEqual(page.map((_, index) => (page[0] ?? 0) + index));
      expect(tui.screen()[0]).toContain('FOLLOWING');
      expect(tui.screen().at(-1)).toContain('search');
      const last = seen.at(-1) ?? 0;
      seen.push(...page.filter((number) => number > last));
    });
    expect(seen).toEqual(Array.from({ length: HOSTILE_LINES }, (_, index) => index + 1));
    expectNoHarm(tui);
  });

  it('hide nothing of what stands behind them', async () => {
    const tui = await following(200, 60);
    tui.press('/');
    tui.type('behind0');
    tui.press('enter');
    const hidden: number[] = [];
    await eachPage(tui, () => {
      for (const row of logRows(tui)) {
        const number = / n(\d{4}) /.exec(row)?.[1] ?? '';
        // A row that is cut says so.
        if (!row.includes(`behind${number}`) && !row.includes('…')) hidden.push(Number(number));
      }
    });
    expect(hidden).toEqual([]);
    expectNoHarm(tui);
  });

  it('do nothing in the detail, on every other screen, at every size', async () => {
    const tui = await following(120, 40);
    tui.press('enter');
    await tui.waitFor(/level +error/);
    for (let row = 0; row < 12; row += 1) {
      tui.press('esc', 'k', 'k', 'k', 'k', 'k', 'enter', 'j', 'j');
      await still(tui, 60);
    }
    tui.press('esc', 'r');
    for (const [cols, rows] of [[200, 50], [80, 24], [40, 10], [20, 5], [3, 2], [120, 40]] as const) {
      tui.resize(cols, rows);
      for (const screen of ['1', '2', '3', '4', '?', '2']) tui.press(screen);
      await tui.waitFor((now) => now.screen().length === rows);
      await still(tui, 150);
    }
    expectNoHarm(tui);
    tui.press('Q');
    expect((await tui.exit()).code).toBe(0);
    expect(tui.terminal.events).toEqual([]);
  });
});

describe('answers of the terminal', () => {
  it('run no command and change nothing, whole or cut anywhere', async () => {
    const tui = await following(100, 30);
    tui.press('space');
    await tui.waitFor(/PAUSED/);
    await still(tui);
    const before = tui.text();
    const answers = ['\u001b]52;c;UVFR\u0007', '\u001b]11;rgb:Q/q/Q\u001b\\', '\u001bP1$r0m\u001b\\', '\u001b[?1;2c', '\u001b[24;80R', '\u001b[<0;10;20M', '\u001b[MQQQ', '\u001b[I', '\u001b[O', '\u001bP>|Q q Q\u001b\\'];
    for (const answer of answers) {
      tui.type(answer);
      for (const at of [1, 2, Math.floor(answer.length / 2), answer.length - 1]) {
        tui.type(answer.slice(0, at));
        await new Promise((resolve) => setImmediate(resolve));
        tui.type(answer.slice(at));
      }
    }
    await still(tui);
    expect(tui.text()).toBe(before);
    tui.press('Q');
    expect((await tui.exit()).code).toBe(0);
  });

  it('are no keys in a prompt either', async () => {
    const tui = await following(100, 30);
    tui.press('f');
    await tui.waitFor(/filter/);
    tui.type('serv\u001b]52;c;UVFR\u0007ice:x');
    await tui.waitFor('service:x');
    expect(tui.text()).not.toContain('52;');
  });
});

describe('a paste', () => {
  it('runs no command, not even with line ends and a smuggled end of paste in it', async () => {
    const tui = await following(100, 30);
    tui.type('\u001b[200~Q\rq\rq\r\u0003\u0003\u001b[201~');
    await still(tui);
    tui.press('f');
    await tui.waitFor(/filter/);
    tui.type('\u001b[200~"a\rb"\u001b[201~');
    await tui.waitFor((now) => /"a.b"/.test(now.text()));
    expect(tui.text()).toContain('FOLLOWING');
    expectNoHarm(tui);
  });
});
