// On every kind of terminal the same screen: the text that `obs-tui frame` prints, in no more colours than the terminal has.
import { afterEach, describe, expect, it } from 'vitest';
import { closeAll, spawnTui, type Tui } from '../support/pty.ts';
import { body, still } from '../support/screen.ts';
import { shownSession, trimmed } from '../support/shown-session.ts';

const shown = shownSession();

afterEach(closeAll);

interface Kind {
  readonly what: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Colours that it has; 0 for none. */
  readonly colours: number;
  /** Draws with ASCII characters alone. */
  readonly ascii?: boolean;
}

const TERMS: readonly Kind[] = [
  { what: 'vt100', env: { TERM: 'vt100' }, colours: 0, ascii: true },
  { what: 'linux', env: { TERM: 'linux' }, colours: 16, ascii: true },
  { what: 'xterm', env: { TERM: 'xterm' }, colours: 16 },
  ...['screen-256color', 'tmux-256color', 'putty-256color', 'xterm-256color'].map((TERM) => ({ what: TERM, env: { TERM }, colours: 256 })),
];

const WISHES: readonly Kind[] = [
  { what: 'NO_COLOR', env: { NO_COLOR: '1' }, colours: 0 },
  { what: 'a locale without UTF-8', env: { LANG: 'C' }, colours: 256, ascii: true },
  { what: 'xterm without colours and without UTF-8', env: { TERM: 'xterm', NO_COLOR: '1', LANG: 'C' }, colours: 0, ascii: true },
];

/** With the key that leads there: each is painted over the one before. */
const SCREENS = [[undefined, 'overview'], ['2', 'logs'], ['3', 'metrics'], ['1', 'overview']] as const;

const SIZES = [[80, 24], [120, 40]] as const;

/** Nothing but what the kind says. */
function plain({ env }: Kind): Kind['env'] {
  return { COLORTERM: undefined, ...env };
}

/** Colours on the screen that the terminal does not have; or that there is none, where it has some. */
function wrongColours(tui: Tui, { colours }: Kind): readonly string[] {
  const { columns, rows } = tui.terminal;
  const cells = Array.from({ length: columns * rows }, (_, index) => tui.cell(index % columns, Math.floor(index / columns)));
  const used = [...new Set(cells.flatMap(({ foreground, background }) => [foreground, background]))].filter((colour) => colour !== 'default');
  if (used.length === 0 && colours > 0) return ['none'];
  return used.filter((colour) => !colour.startsWith('palette:') || Number(colour.slice('palette:'.length)) >= colours);
}

describe.each([...TERMS, ...WISHES])('on $what', (kind) => {
  const more = kind.ascii === true ? ['--ascii'] : [];

  it.each(SIZES)('a replay shows what frame prints, at %ix%i, in the colours there are', async (cols, rows) => {
    const tui = spawnTui({ args: shown.replay('overview'), env: plain(kind), cols, rows });
    for (const [key, screen] of SCREENS) {
      if (key !== undefined) tui.press(key);
      await shows(tui, await shown.rows(screen, cols, rows, ...more));
      expect(wrongColours(tui, kind)).toEqual([]);
    }
    if (kind.ascii === true) expect(/[^\u0000-\u007f]/u.test(tui.rawBytes().toString())).toBe(false);
  });
});

it('--ascii draws with ASCII characters alone', async () => {
  const wanted = await shown.rows('overview', 120, 40, '--ascii');
  const tui = spawnTui({ args: shown.replay('overview', '--ascii') });
  await shows(tui, wanted);
  expect(/[^\u0000-\u007f]/u.test(tui.rawBytes().toString())).toBe(false);
});

it.each(TERMS)('the demo on $what looks as if it had been painted anew, whatever was painted before', async (kind) => {
  const tui = spawnTui({ args: ['demo', '--seed', '1', '--utc'], env: plain(kind), cols: 100, rows: 30 });
  await tui.waitFor(/FOLLOWING/);
  for (const screen of ['2', '3', '2']) {
    tui.press(screen);
    await tui.waitFor(screen === '3' ? /memory_percent/ : / time +L /);
  }
  tui.press('space');
  await tui.waitFor(/PAUSED/);
  await still(tui);
  const painted = body(tui);
  expect(wrongColours(tui, kind)).toEqual([]);
  tui.resize(90, 20);
  await tui.waitFor((now) => body(now) !== painted && /PAUSED/.test(now.text()));
  tui.resize(100, 30);
  await tui.waitFor((now) => body(now) === painted);
  // Back before the program has heard of it: the terminal has cut its screen all the same.
  tui.resize(70, 12);
  tui.resize(100, 30);
  await tui.waitFor((now) => body(now) === painted);
});

function shows(tui: Tui, wanted: readonly string[]): Promise<void> {
  const text = wanted.join('\n');
  return tui.waitFor((now) => trimmed(now.screen()).join('\n') === text).catch((error: unknown) => {
    // The difference says more than the screen.
    expect(trimmed(tui.screen())).toEqual(wanted);
    throw error;
  });
}
