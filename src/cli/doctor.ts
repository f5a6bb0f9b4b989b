// `obs-tui doctor`: what this machine, the terminal, the configuration and every source look like, with what helps. Prints one table.
import { accessSync, constants, mkdirSync } from 'node:fs';
import { runSource } from '../data/sources/runner.ts';
import { ADAPTERS } from '../data/sources/index.ts';
import type { Batch } from '../data/sources/source.ts';
import { systemClock } from '../lib/clock.ts';
import { ERRORS, ObsError, type ErrorCode } from '../model/errors.ts';
import type { HealthDraft } from '../model/signal.ts';
import { appPaths, readConfig } from './config-file.ts';
import { entriesFor, type SourceEntry } from './plan.ts';
import type { GlobalOptions } from './program.ts';
import { speaksUnicode } from './terminal.ts';
import { printTable } from './table.ts';
import { versionText } from './version.ts';

interface Finding {
  readonly check: string;
  readonly state: 'ok' | 'note' | 'bad';
  readonly says: string;
}

/** How long a source may take to say that it is up. */
const PATIENCE_MILLIS = 8_000;

export async function doctor(options: GlobalOptions): Promise<number> {
  const findings = [...machine(), ...terminal(), directory(), ...(await sources(options))];
  await printTable(findings.map((finding) => ({ check: finding.check, state: finding.state, says: finding.says })));
  return findings.some((finding) => finding.state === 'bad') ? 1 : 0;
}

function machine(): readonly Finding[] {
  return versionText().split('\n').map((says) => ({ check: 'version', state: 'ok', says }));
}

function terminal(): readonly Finding[] {
  const { env, stdout } = process;
  const tty: Finding = stdout.isTTY
    ? { check: 'terminal', state: 'ok', says: `${env['TERM'] ?? 'TERM is not set'}, ${stdout.columns}x${stdout.rows}` }
    : { check: 'terminal', state: 'note', says: 'standard output is no terminal: the full screen cannot run here' };
  const unicode: Finding = speaksUnicode(env)
    ? { check: 'characters', state: 'ok', says: 'UTF-8' }
    : { check: 'characters', state: 'note', says: 'the locale is not UTF-8: ASCII is drawn; set LANG to a UTF-8 locale for finer charts' };
  const tmux: readonly Finding[] =
    env['TMUX'] === undefined ? [] : [{ check: 'tmux', state: 'note', says: 'Esc waits for escape-time: `set -sg escape-time 10`; copying needs `set -g set-clipboard on`' }];
  return [tty, unicode, ...tmux];
}

function directory(): Finding {
  const path = appPaths().sessions;
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.W_OK);
    return { check: 'sessions', state: 'ok', says: path };
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { check: 'sessions', state: 'bad', says: `${path} cannot be written (${why}). ${ERRORS.SESSION_UNWRITABLE.remedy}` };
  }
}

async function sources(options: GlobalOptions): Promise<readonly Finding[]> {
  let entries: readonly SourceEntry[];
  try {
    entries = entriesFor(readConfig(options));
  } catch (error) {
    if (!(error instanceof ObsError)) throw error;
    return [{ check: 'configuration', state: 'bad', says: error.message }];
  }
  const told: Finding = { check: 'configuration', state: 'ok', says: entries.length === 0 ? 'no sources configured' : `${entries.length} sources` };
  return [told, ...(await Promise.all(entries.map(trySource)))];
}

/** Runs the source until it is up, ends or fails for the first time. */
async function trySource(entry: SourceEntry): Promise<Finding> {
  const check = `source ${entry.name}`;
  const adapter = ADAPTERS.find((candidate) => candidate.kind === entry.kind);
  if (adapter === undefined) return { check, state: 'bad', says: `no kind of source is called "${entry.kind}"` };
  const configured = adapter.configure(entry);
  const stop = new AbortController();
  let last: HealthDraft | undefined;
  const accept = async (batch: Batch): Promise<void> => {
    for (const draft of batch.drafts) if (draft.kind === 'health') last = draft;
    if (last !== undefined && last.state !== 'connecting') stop.abort();
  };
  const patience = setTimeout(() => stop.abort(), PATIENCE_MILLIS);
  const deps = { clock: systemClock, random: Math.random };
  await runSource({ source: configured.open(deps), name: configured.name, sink: { accept }, ...deps, signal: stop.signal });
  clearTimeout(patience);
  return finding(check, configured.target, last);
}

function finding(check: string, target: string, health: HealthDraft | undefined): Finding {
  if (health?.state === 'ok' || health?.state === 'ended') return { check, state: 'ok', says: target };
  const remedy = health?.code !== undefined && Object.hasOwn(ERRORS, health.code) ? ERRORS[health.code as ErrorCode].remedy : '';
  return { check, state: 'bad', says: `${target}: ${health?.detail ?? 'said nothing in time'}. ${remedy}` };
}

