// `obs-tui retention`: which recorded sessions would go and why the others stay; only --apply removes anything. And the same at a start,
// where the configuration asks for it.
import { systemClock } from '../lib/clock.ts';
import { bytes, duration, many } from '../lib/format.ts';
import { SECOND, toRfc3339 } from '../lib/micros.ts';
import { visible } from '../lib/text.ts';
import type { Config } from '../data/config/schema.ts';
import { sessionsSavedFrom } from '../data/incident/origins.ts';
import { retentionRules } from '../data/retention/config.ts';
import { planRetention, type PlannedSession } from '../data/retention/plan.ts';
import { removeSession } from '../data/retention/remove.ts';
import { ERRORS, ObsError } from '../model/errors.ts';
import { leaveScreen } from '../terminal/full-screen.ts';
import { readConfig } from './config-file.ts';
import type { GlobalOptions } from './global-options.ts';
import { appPaths } from './paths.ts';
import { safeJson } from './safe-json.ts';
import { tableText } from './table.ts';

export interface RetentionOptions extends GlobalOptions {
  readonly apply?: boolean;
  readonly json?: boolean;
}

interface Outcome extends PlannedSession {
  readonly removed: boolean;
  /** Why it is still there, where it should not be. */
  readonly failure?: ObsError;
}

export async function retention(options: RetentionOptions): Promise<number> {
  const config = await readConfig(options);
  const planned = plan(config);
  const outcomes = options.apply === true ? carriedOut(planned) : planned.map((session): Outcome => ({ ...session, removed: false }));
  const text = options.json === true ? `${safeJson(document(outcomes, config, options))}\n` : await tableText(outcomes.map(rowOf));
  await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
  if (options.json !== true) process.stderr.write(`${summary(outcomes, options.apply === true)}\n`);
  const [failed] = outcomes.flatMap(({ failure }) => failure ?? []);
  return failed === undefined ? 0 : ERRORS[failed.code].exit;
}

/** Removes what is older, for a start whose configuration asks for it, and says so. What fails is told and stays. */
export function removeOldSessions(config: Config): void {
  const outcomes = carriedOut(plan(config));
  const removed = outcomes.filter((outcome) => outcome.removed);
  if (outcomes.length > 0) leaveScreen();
  if (removed.length > 0) process.stderr.write(`obs-tui: retention: ${many(removed.length, 'session')} of ${bytes(size(removed))} removed: ${visible(removed.map(({ id }) => id).join(' '))}\n`);
  for (const { failure } of outcomes) if (failure !== undefined) process.stderr.write(`obs-tui: retention: ${visible(failure.message)} [${failure.code}]\n`);
}

function plan(config: Config): readonly PlannedSession[] {
  const { sessions, incidents } = appPaths();
  return planRetention(sessions, retentionRules(config.retention), () => sessionsSavedFrom(incidents), systemClock.now());
}

function carriedOut(planned: readonly PlannedSession[]): readonly Outcome[] {
  return planned.map((session) => (session.goes ? removed(session) : { ...session, removed: false }));
}

function removed(session: PlannedSession): Outcome {
  try {
    removeSession(appPaths().sessions, session);
    return { ...session, removed: true };
  } catch (error) {
    if (error instanceof ObsError) return { ...session, removed: false, failure: error };
    throw error;
  }
}

function rowOf({ id, startedAt, bytes: size, goes, why, removed: gone, failure }: Outcome): Readonly<Record<string, string>> {
  const age = startedAt === undefined ? '' : duration(systemClock.now() - startedAt);
  const what = gone ? 'removed' : failure !== undefined ? 'failed' : goes ? 'goes' : 'stays';
  return { what, session: id, 'begun before': age, size: bytes(size), why: failure?.message ?? why };
}

function summary(outcomes: readonly Outcome[], applied: boolean): string {
  const going = outcomes.filter((outcome) => (applied ? outcome.removed : outcome.goes));
  const stay = `${many(outcomes.length - going.length, 'session')} ${outcomes.length - going.length === 1 ? 'stays' : 'stay'}`;
  if (applied) return `${many(going.length, 'session')} of ${bytes(size(going))} removed; ${stay}.`;
  return `${many(going.length, 'session')} of ${bytes(size(going))} would go; ${stay}.${going.length === 0 ? '' : ' Nothing was removed: --apply does it.'}`;
}

function size(sessions: readonly PlannedSession[]): number {
  return sessions.reduce((sum, session) => sum + session.bytes, 0);
}

function document(outcomes: readonly Outcome[], config: Config, { apply }: RetentionOptions): unknown {
  const now = systemClock.now();
  return {
    schema: 'obs-tui.retention/1',
    applied: apply === true,
    rules: config.retention,
    sessions: outcomes.map(({ id, path, startedAt, bytes: onDisk, goes, why, removed: gone, failure }) => ({
      id, path, bytes: onDisk, goes, why, removed: gone,
      ...(startedAt === undefined ? {} : { started: toRfc3339(startedAt), age_seconds: Math.floor((now - startedAt) / SECOND) }),
      ...(failure === undefined ? {} : { error: { code: failure.code, message: failure.message } }),
    })),
  };
}
