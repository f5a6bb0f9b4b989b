// `obs-tui doctor`: what this machine, the terminal, the configuration and every source look like, with what helps. Prints one table.
import { systemClock } from '../lib/clock.ts';
import { ERRORS, ObsError } from '../model/errors.ts';
import { readConfig } from './config-file.ts';
import type { Finding } from './doctor/finding.ts';
import { directory, terminal, versions } from './doctor/machine.ts';
import { trySource } from './doctor/sources.ts';
import { appPaths } from './paths.ts';
import { entriesFor, type SourceEntry } from './plan.ts';
import type { GlobalOptions } from './global-options.ts';
import { printTable } from './table.ts';

/** The exit code is that of the worst finding: configuration, then sources, then this machine. */
export async function doctor(options: GlobalOptions): Promise<number> {
  const machine = [...versions(), ...terminal(process.env, process.stdout), directory(appPaths().sessions)];
  const { entries, findings } = await configuration(options);
  const sources = await Promise.all(entries.map((entry) => trySource(entry, { clock: systemClock, random: Math.random })));
  await printTable([...machine, ...findings, ...sources].map(({ check, state, says }) => ({ check, state, says })));
  if (isBad(findings)) return ERRORS.CONFIG.exit;
  if (isBad(sources)) return ERRORS.SOURCE_UNREACHABLE.exit;
  return isBad(machine) ? 1 : 0;
}

function isBad(findings: readonly Finding[]): boolean {
  return findings.some(({ state }) => state === 'bad');
}

async function configuration(options: GlobalOptions): Promise<{ readonly entries: readonly SourceEntry[]; readonly findings: readonly Finding[] }> {
  try {
    const entries = entriesFor(await readConfig(options));
    const says = entries.length === 0 ? 'no sources configured' : entries.length === 1 ? '1 source' : `${entries.length} sources`;
    return { entries, findings: [{ check: 'configuration', state: 'ok', says }] };
  } catch (error) {
    if (!(error instanceof ObsError)) throw error;
    return { entries: [], findings: error.message.split('\n').map((says) => ({ check: 'configuration', state: 'bad', says: says.trim() })) };
  }
}
