// What stands on the screen while the program starts, and that every way out of a start gives the shell's screen back, with what is said
// on it to be read there.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { recordStory } from '../support/lab-story.ts';
import { launcherWithStandIn } from '../support/launched.ts';
import { until } from '../support/processes.ts';
import { closeAll, spawnTui, type Tui, type TuiOptions } from '../support/pty.ts';
import { still } from '../support/screen.ts';
import { FOR_SCREEN, NOT_FOR_SCREEN } from '../support/screen-words.ts';
import { memoryTerminal, type MemoryTerminal } from '../support/terminal.ts';

const ENTER = '\u001b[?1049h';
const FRAME_END = '\u001b[?2026l';

const { folder, launcher } = launcherWithStandIn();
const session = join(folder, 'story.db');

beforeAll(() => {
  recordStory(session, 1);
}, 120_000);
afterEach(closeAll);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bytesOf = (tui: Tui): string => tui.rawBytes().toString();
const count = (text: string, part: string): number => text.split(part).length - 1;

/** Pastes are marked from the first thing on the screen on, and once more by Ink when it reads the keys. */
function untilInk(tui: Tui): Promise<void> {
  return until(() => count(bytesOf(tui), '\u001b[?2004h') > 1, 'Ink', 20_000);
}

/** A program that stays where it is still being loaded. */
async function loading(options: TuiOptions = {}): Promise<Tui> {
  const tui = spawnTui({ program: launcher, args: ['demo'], cols: 60, rows: 12, ...options });
  await until(() => tui.terminal.altScreen && tui.text().includes('obs-tui'), 'the skeleton');
  return tui;
}

describe('the skeleton', () => {
  it('has the name of the program and the lines of its frame', async () => {
    const tui = await loading();
    await tui.waitFor((now) => now.screen()[10] === '─'.repeat(60));
    expect(tui.screen()).toEqual([' obs-tui', '', '─'.repeat(60), ...Array.from({ length: 7 }, () => ''), '─'.repeat(60), '']);
    expect(tui.terminal.cursorVisible).toBe(false);
  });

  it.each([
    ['another locale', { env: { LANG: 'C' } }],
    ['a terminal that has no such signs', { env: { TERM: 'vt220' } }],
    ['--ascii', { args: ['demo', '--ascii'] }],
  ])('is of ASCII alone with %s', async (_, options) => {
    const tui = await loading(options);
    await tui.waitFor((now) => now.screen()[10] === '-'.repeat(60));
    expect(bytesOf(tui)).toMatch(/^[\x1b\r\n\x20-\x7e]*$/);
  });

  it('is no more than the name on a screen without room', async () => {
    expect((await loading({ rows: 6 })).text().trim()).toBe('obs-tui');
  });

  it.each(FOR_SCREEN)('is there for %j, and the program is told', async (words) => {
    const tui = spawnTui({ program: launcher, args: words, env: { ASK_SKELETON: '1' } });
    expect((await tui.exit()).code).toBe(3);
    expect(bytesOf(tui)).toContain('skeleton: yes');
    expect(tui.terminal).toMatchObject({ altScreen: false, cursorVisible: true });
  });

  it.each([...NOT_FOR_SCREEN, ['demo', 'in a dumb terminal'] as const])('is not for %j', async (words, where?: string) => {
    const tui = spawnTui({ program: launcher, args: typeof words === 'string' ? [words] : words, env: { ASK_SKELETON: '1', ...(where === undefined ? {} : { TERM: 'dumb' }) } });
    await tui.exit();
    // Afterwards the launcher makes sure that nothing is left switched on.
    const [before = ENTER, after] = bytesOf(tui).split('skeleton: undefined');
    expect(before).not.toContain(ENTER);
    expect(after).toBeDefined();
  });

  it.each([['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129], ['SIGQUIT', 131]] as const)('goes at %s', async (signal, code) => {
    const tui = await loading();
    tui.kill(signal);
    const exit = await tui.exit();
    expect(exit.code).toBe(code);
    expectShell(tui, exit.settings);
  });

  it('goes at Ctrl+C', async () => {
    const tui = await loading();
    tui.press('ctrl+c');
    const exit = await tui.exit();
    expect(exit.code).toBe(130);
    expectShell(tui, exit.settings);
  });
});

describe('the first frame', () => {
  it('is painted before Ink, and is what Ink then draws, to the last cell', async () => {
    const tui = spawnTui({ args: ['replay', session, '--screen', 'logs'] });
    await untilInk(tui);
    const bytes = bytesOf(tui);
    const first = memoryTerminal(120, 40);
    await first.write(bytes.slice(0, bytes.indexOf(FRAME_END) + FRAME_END.length));
    await still(tui);
    expect(first.screen()).toEqual(tui.screen());
    expect(cellsOf(first)).toEqual(cellsOf(tui.terminal));
    first.dispose();
    expect(count(bytes, ENTER)).toBe(1);
  });

  it('is no place where what is pasted runs a command', async () => {
    const tui = spawnTui({ args: ['replay', session] });
    await until(() => bytesOf(tui).includes(FRAME_END), 'the first frame', 20_000);
    // As a terminal sends it that was told to mark pastes, before Ink reads the first key.
    expect(tui.terminal.inputModes).toContain('paste');
    tui.type('\u001b[200~Q\rq\rq\r\u001b[201~');
    await untilInk(tui);
    await still(tui);
    expect(tui.text()).toContain('REPLAY');
    expect(tui.text()).not.toContain('press q again');
  });

  it.each([[{ NO_COLOR: '1' }, []], [{}, ['--color', 'never']]])('has no colour with %j %j', async (env, words) => {
    const tui = spawnTui({ args: ['replay', session, ...words], env });
    await tui.waitFor('REPLAY', 20_000);
    // Weight and inverse stay: NO_COLOR is about colours.
    expect(bytesOf(tui)).not.toMatch(/\u001b\[(?:\d*;)*(?:3|4|9|10)\d(?:;\d*)*m/);
  });

  it('leaves the screen of the shell as it was, with its cursor', async () => {
    const tui = spawnTui({ program: '/bin/sh', args: ['-c', 'echo before; "$0" replay "$1"; echo after', fileURLToPath(new URL('../../bin/obs-tui', import.meta.url)), session] });
    await tui.waitFor('REPLAY', 20_000);
    await untilInk(tui);
    tui.press('Q');
    await tui.exit();
    expect(tui.text().trim().split('\n')).toEqual(['before', 'after']);
    expect(tui.terminal).toMatchObject({ altScreen: false, cursorVisible: true, inputModes: [] });
  });
});

describe('a start that fails says why on the screen of the shell', () => {
  const broken = (tui: TuiOptions): TuiOptions => {
    mkdirSync(join(folder, 'config', 'obs-tui'), { recursive: true });
    writeFileSync(join(folder, 'config', 'obs-tui', 'config.yaml'), 'titel: x\n');
    return { ...tui, env: { XDG_CONFIG_HOME: join(folder, 'config') } };
  };

  it.each([
    ['an option that there is not', { args: ['replay', session, '--sped', '2'] }, 2, /unknown option '--sped'[^]*\[USAGE\]/],
    ['a value that cannot be', { args: ['demo', '--rate', 'fast'] }, 2, /--rate[^]*\[USAGE\]/],
    ['an argument too few', { args: ['follow'] }, 2, /missing required argument 'file'[^]*\[USAGE\]/],
    ['a mistake in the configuration', broken({ args: [] }), 3, /config\.yaml:1:1: titel[^]*\[CONFIG\]/],
    ['the same before a replay', broken({ args: ['replay', session] }), 3, /config\.yaml:1:1: titel[^]*\[CONFIG\]/],
    ['a file that is not there', { args: ['replay', '/nowhere.db'] }, 5, /\[SESSION_MISSING\]/],
    ['a file that is no session', { args: ['replay', '/bin/sh'] }, 5, /\[SESSION_DAMAGED\]/],
    ['an address where nothing listens', { args: ['connect', 'http://127.0.0.1:1'] }, 4, /\[SOURCE_REFUSED\]/],
    ['nothing to attach to', { args: ['attach'] }, 5, /\[SESSION_ENDED\]/],
    ['options that Node refuses', { args: ['demo'], env: { NODE_OPTIONS: '--no-such-option' } }, 9, /--no-such-option/],
  ] as const)('%s', async (_, options, code, words) => {
    const tui = spawnTui(options);
    const exit = await tui.exit(20_000);
    expect(tui.text()).toMatch(words);
    expect(exit.code).toBe(code);
    expectShell(tui, exit.settings);
  });

  it('a Node that is too old', async () => {
    const preload = join(folder, 'old.cjs');
    writeFileSync(preload, `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });`);
    const tui = spawnTui({ program: launcher, args: ['demo'], env: { NODE_OPTIONS: `--require ${preload}` } });
    const exit = await tui.exit(20_000);
    expect(exit.code).toBe(1);
    expect(tui.text()).toContain('needs Node 22.19.0 or newer');
    expectShell(tui, exit.settings);
  });
});

function expectShell(tui: Tui, settings: string): void {
  expect(tui.terminal).toMatchObject({ altScreen: false, cursorVisible: true, inputModes: [] });
  expect(settings).toMatch(/ icanon/);
}

function cellsOf(terminal: MemoryTerminal): readonly (readonly string[])[] {
  return Array.from({ length: terminal.rows }, (_, y) => Array.from({ length: terminal.columns }, (__, x) => JSON.stringify(terminal.cell(x, y))));
}
