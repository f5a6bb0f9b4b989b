// What can be said without asking anybody else: versions, the terminal, the place for sessions.
import { accessSync, constants, mkdirSync } from 'node:fs';
import { ERRORS } from '../../model/errors.ts';
import { speaksUnicode } from '../../terminal/kind.ts';
import { versionText } from '../version.ts';
import type { Finding } from './finding.ts';

export function versions(): readonly Finding[] {
  return versionText().split('\n').map((says) => ({ check: 'version', state: 'ok', says }));
}

export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

export function terminal(env: NodeJS.ProcessEnv, output: Output): readonly Finding[] {
  return [screen(env, output), characters(env), ...colours(env), ...multiplexer(env)];
}

function screen(env: NodeJS.ProcessEnv, output: Output): Finding {
  const { columns = 0, rows = 0 } = output;
  const says = `${env['TERM'] ?? 'TERM is not set'}, ${columns}x${rows}`;
  if (output.isTTY !== true) return { check: 'terminal', state: 'note', says: 'standard output is no terminal: the full screen cannot run here' };
  if (env['TERM'] === 'dumb') return { check: 'terminal', state: 'note', says: 'TERM=dumb: the full screen cannot run here' };
  const small = columns < 80 || rows < 24;
  return small ? { check: 'terminal', state: 'note', says: `${says}: 80x24 and more shows every part` } : { check: 'terminal', state: 'ok', says };
}

function characters(env: NodeJS.ProcessEnv): Finding {
  if (speaksUnicode(env)) return { check: 'characters', state: 'ok', says: 'UTF-8' };
  return { check: 'characters', state: 'note', says: 'the locale is not UTF-8: ASCII is drawn; set LANG to a UTF-8 locale for finer charts' };
}

function colours(env: NodeJS.ProcessEnv): readonly Finding[] {
  const asked = (env['NO_COLOR'] ?? '') !== '';
  return asked ? [{ check: 'colour', state: 'note', says: 'NO_COLOR is set: no colours; --color always shows them' }] : [];
}

function multiplexer(env: NodeJS.ProcessEnv): readonly Finding[] {
  if (env['TMUX'] === undefined) return [];
  return [{ check: 'tmux', state: 'note', says: 'Esc waits for escape-time: `set -sg escape-time 10`; copying needs `set -g set-clipboard on`' }];
}

/** Makes the directory where it is missing, as a recording would. */
export function directory(path: string): Finding {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.W_OK);
    return { check: 'sessions', state: 'ok', says: path };
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { check: 'sessions', state: 'bad', says: `${path} cannot be written (${why}). ${ERRORS.SESSION_UNWRITABLE.remedy}` };
  }
}
