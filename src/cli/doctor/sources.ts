// Asks every configured source once, as a recording would, and says what came of it.
import { runSource } from '../../data/sources/runner.ts';
import { ADAPTERS, type ConfiguredSource } from '../../data/sources/index.ts';
import type { Batch } from '../../data/sources/source.ts';
import type { Clock } from '../../lib/clock.ts';
import { count } from '../../lib/format.ts';
import { ERRORS, isErrorCode } from '../../model/errors.ts';
import type { HealthDraft } from '../../model/signal.ts';
import type { SourceEntry } from '../plan.ts';
import type { Finding } from './finding.ts';

/** How long a source may take to say that it is up. */
const PATIENCE_MILLIS = 8_000;
/** How long a source that is up may go on: what came with its first answer follows at once. */
const LOOK_MILLIS = 300;

export interface TryDeps {
  readonly clock: Clock;
  readonly random: () => number;
}

export async function trySource(entry: SourceEntry, deps: TryDeps): Promise<Finding> {
  const adapter = ADAPTERS.find((candidate) => candidate.kind === entry.kind);
  const check = `source ${entry.name}`;
  if (adapter === undefined) return { check, state: 'bad', says: `no kind of source is called "${entry.kind}"` };
  if (readsInput(entry)) return { check, state: 'note', says: 'standard input is read only while obs-tui runs' };
  const configured = adapter.configure(entry);
  return { check, ...(await outcome(configured, deps)) };
}

function readsInput(entry: SourceEntry): boolean {
  return Array.isArray(entry['paths']) && entry['paths'].includes('-');
}

/** Runs the source until it has said how it is. */
async function outcome(source: ConfiguredSource, deps: TryDeps): Promise<Omit<Finding, 'check'>> {
  const stop = new AbortController();
  const endAfter = (millis: number): void => void deps.clock.sleep(millis, stop.signal).then(() => stop.abort());
  const seen = { logs: 0, samples: 0, spans: 0, rejects: 0 };
  let health: HealthDraft | undefined;
  const accept = async (batch: Batch): Promise<void> => {
    for (const draft of batch.drafts) {
      if (draft.kind === 'log') seen.logs += 1;
      if (draft.kind === 'sample') seen.samples += 1;
      if (draft.kind === 'span') seen.spans += 1;
      if (draft.kind === 'reject') seen.rejects += 1;
      if (draft.kind === 'health' && draft.state !== 'connecting') health = draft;
    }
    if (health?.state === 'ok') endAfter(LOOK_MILLIS);
    else if (health !== undefined) stop.abort();
  };
  endAfter(PATIENCE_MILLIS);
  await runSource({ source: source.open(deps), name: source.name, sink: { accept }, ...deps, signal: stop.signal });
  stop.abort();
  return judged(source.target, health, `${count(seen.logs)} log rows, ${count(seen.samples)} samples, ${seen.spans > 0 ? `${count(seen.spans)} spans, ` : ''}${count(seen.rejects)} rejects`);
}

function judged(target: string, health: HealthDraft | undefined, seen: string): Omit<Finding, 'check'> {
  if (health === undefined) return { state: 'bad', says: `${target}: no answer within ${PATIENCE_MILLIS / 1_000} s. ${ERRORS.SOURCE_TIMEOUT.remedy}` };
  if (health.state === 'ok' || health.state === 'ended') return { state: 'ok', says: `${target}: ${seen} at first` };
  if (health.state === 'degraded') return { state: 'note', says: `${target}: ${health.detail}` };
  // The runner adds what it would do next, which here is nothing.
  const detail = health.detail.replace(/; (?:trying again in [\d.]+ s|not trying again)$/, '');
  return { state: 'bad', says: `${target}: ${detail}. ${isErrorCode(health.code) ? ERRORS[health.code].remedy : ''}`.trim() };
}
