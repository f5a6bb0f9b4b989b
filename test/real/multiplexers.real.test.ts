// Inside the real tmux and the real GNU screen: what they believe is on their screen, and what they draw of it, is what `obs-tui frame` prints.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it, onTestFinished } from 'vitest';
import { textOf, until } from '../support/processes.ts';
import { closeAll, spawnTui, type Tui } from '../support/pty.ts';
import { describeReal } from '../support/real.ts';
import { tempFolder } from '../support/session.ts';
import { shownSession, trimmed } from '../support/shown-session.ts';

const LAUNCHER = fileURLToPath(new URL('../../bin/obs-tui', import.meta.url));
const SIZES = [[80, 24], [120, 40]] as const;

const shown = shownSession();

afterEach(closeAll);

interface Multiplexer {
  readonly tui: Tui;
  /** What it says is on its screen; absent where it cannot say it. */
  readonly screen?: () => string;
}

async function shows({ tui, screen }: Multiplexer, wanted: readonly string[]): Promise<void> {
  const text = wanted.join('\n').trimEnd();
  const told = (): string => trimmed((screen?.() ?? text).split('\n')).join('\n').trimEnd();
  await tui.waitFor((now) => trimmed(now.screen()).join('\n').trimEnd() === text);
  await until(() => told() === text, 'its own account of the screen');
  expect([trimmed(tui.screen()), told()]).toEqual([wanted, text]);
}

describeReal('inside tmux', ['tmux'], () => {
  function inTmux(term: string, cols: number, rows: number): Multiplexer {
    const folder = tempFolder();
    const [socket, settings] = [join(folder, 'socket'), join(folder, 'tmux.conf')];
    writeFileSync(settings, `set -g status off\nset -g default-terminal ${term}\n`);
    const tmux = (...args: readonly string[]): readonly string[] => ['-u', '-S', socket, '-f', settings, ...args];
    const tui = spawnTui({ program: 'tmux', args: tmux('new-session', LAUNCHER, ...shown.replay('overview')), cols, rows });
    onTestFinished(() => void execFileSync('tmux', tmux('kill-server')));
    return { tui, screen: () => execFileSync('tmux', tmux('capture-pane', '-p'), { encoding: 'utf8' }) };
  }

  it.each(SIZES.flatMap(([cols, rows]) => ['screen', 'screen-256color', 'tmux-256color'].map((term) => [term, cols, rows] as const)))('with TERM=%s the screen is right, at %ix%i', async (term, cols, rows) => {
    await shows(inTmux(term, cols, rows), await shown.rows('overview', cols, rows));
  });
});

describeReal('inside GNU screen', ['screen'], () => {
  function inScreen(cols: number, rows: number, ...more: readonly string[]): Multiplexer {
    const folder = tempFolder();
    const [sockets, settings, copy] = [join(folder, 'sockets'), join(folder, 'screenrc'), join(folder, 'hardcopy')];
    mkdirSync(sockets, { mode: 0o700 });
    writeFileSync(settings, 'startup_message off\naltscreen on\ndefutf8 on\nterm screen-256color\n');
    const env = { SCREENDIR: sockets, LANG: 'C.UTF-8' };
    const told = (...command: readonly string[]): void => {
      execFileSync('screen', ['-S', 'obs', '-p', '0', '-X', ...command], { env: { ...process.env, ...env } });
    };
    const tui = spawnTui({ program: 'screen', args: ['-U', '-S', 'obs', '-c', settings, LAUNCHER, ...shown.replay('overview', ...more)], env, cols, rows });
    onTestFinished(() => told('quit'));
    const screen = (): string => {
      told('hardcopy', copy);
      return textOf(copy);
    };
    // Of a character beyond ASCII its copy holds but one byte.
    return more.includes('--ascii') ? { tui, screen } : { tui };
  }

  it.each(SIZES.flatMap(([cols, rows]) => [[], ['--ascii']].map((more) => [cols, rows, more] as const)))('the screen is right, at %ix%i %s', async (cols, rows, more) => {
    await shows(inScreen(cols, rows, ...more), await shown.rows('overview', cols, rows, ...more));
  });
});
