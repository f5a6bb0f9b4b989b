// `obs-tui incident save`: a range of a session as one sealed file.
import { bytes, count } from '../../lib/format.ts';
import { MINUTE, shift, type Interval } from '../../lib/micros.ts';
import { systemClock } from '../../lib/clock.ts';
import { visible } from '../../lib/text.ts';
import { newIncidentPath, noteSaved } from '../../data/incident/library.ts';
import type { SavePlan } from '../../data/incident/save.ts';
import { ObsError } from '../../model/errors.ts';
import type { Redactions, Severity } from '../../model/incident.ts';
import type { Session } from '../../model/session.ts';
import { readConfig } from '../config-file.ts';
import type { GlobalOptions } from '../global-options.ts';
import { operatorName } from '../operator.ts';
import { appPaths } from '../paths.ts';
import { safeJson } from '../safe-json.ts';
import { timeOption } from '../time-option.ts';
import { programName } from '../about.ts';
import { jobFor, redactPlan } from './job.ts';
import { lockWords, offeredSeals, sealsFor, type SealOptions } from './seals.ts';
import { incidentSource } from './source.ts';
import type { UnlockOptions } from './unlock.ts';

export interface SaveOptions extends GlobalOptions, UnlockOptions, SealOptions {
  readonly title?: string;
  readonly severity?: Severity;
  readonly session?: string;
  readonly around?: string;
  /** Microseconds to both sides. */
  readonly window?: number;
  readonly since?: string;
  readonly until?: string;
  readonly all?: boolean;
  readonly withoutSource?: readonly string[];
  readonly redact: boolean;
  readonly out?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const WINDOW = 15 * MINUTE;

export async function incidentSave(options: SaveOptions): Promise<number> {
  const config = await readConfig(options);
  const source = await incidentSource(options.session, options);
  try {
    const { session, path, derivedFrom } = source;
    const plan = planOf(session, path, options, derivedFrom);
    const redact = redactPlan(config);
    // The newest one may be what failed a moment ago.
    if (options.session === undefined) process.stderr.write(`From the newest session, ${visible(plan.sessionId)}.\n`);
    if (options.dryRun === true) {
      const measure = await jobFor('measuring', { type: 'measure', plan, redact });
      process.stdout.write(options.json === true ? `${safeJson(measure)}\n` : `${count(measure.rows)} rows, about ${bytes(measure.bytes)}.\n${redactionLines(measure.redactions, plan.redact)}`);
      return 0;
    }
    const seals = await sealsFor(options, offeredSeals(config));
    const library = appPaths().incidents;
    const out = options.out ?? newIncidentPath(library, plan.savedAt, plan.title);
    const saved = await jobFor('saving', { type: 'save', plan, redact, path: out, seals });
    if (options.out === undefined) noteSaved(out, saved);
    process.stderr.write(`${count(saved.rows)} rows in ${bytes(saved.bytes)}. ${saved.signedBy === undefined ? 'Not signed' : `Signed by ${saved.signedBy}`}, ${lockWords(seals)}; root ${saved.root}\n`);
    process.stdout.write(options.json === true ? `${safeJson({ path: out, ...saved })}\n` : `${out}\n`);
    return 0;
  } finally {
    source.session.close();
  }
}

function planOf(session: Session, path: string, options: SaveOptions, derivedFrom: string | undefined): SavePlan {
  const info = session.info();
  const head = session.head();
  const zone = options.utc === true ? 'utc' : 'local';
  const title = options.title ?? info.incident?.title ?? (info.title === '' ? 'incident' : info.title);
  const range = rangeOf(session, options, zone);
  // Opened later, it shows the range: what is known at its end, not whatever was recorded behind it.
  const view = { screen: 'timeline', head: range === 'all' ? head.seq : session.headAt(range.to).seq };
  return {
    session: path, sessionId: info.id, title, severity: options.severity ?? info.incident?.severity ?? 'medium', range, withoutSources: options.withoutSource ?? [],
    redact: options.redact, by: operatorName(), savedAt: systemClock.now(), program: programName(), view, ...(derivedFrom === undefined ? {} : { derivedFrom }),
  };
}

/** Any of these says what to save; without them an incident file is saved anew as it is. */
const RANGE = ['around', 'since', 'until', 'window'] as const;

function rangeOf(session: Session, options: SaveOptions, zone: string): Interval | 'all' {
  if (options.all === true) return 'all';
  const { latest } = session.head();
  const timeOf = (name: 'around' | 'since' | 'until') => {
    const text = options[name];
    return text === undefined ? undefined : timeOption(name, text, latest, zone);
  };
  const { incident } = session.info();
  if (incident !== undefined && RANGE.every((name) => options[name] === undefined)) return incident.range;
  const [since, until, around] = [timeOf('since'), timeOf('until'), timeOf('around') ?? latest];
  const half = options.window ?? WINDOW;
  // Nothing has happened yet behind the newest moment.
  const to = until ?? shift(latest, Math.min(1, around - latest + half));
  const range = { from: since ?? (until === undefined ? shift(around, -half) : shift(until, -2 * half)), to };
  if (range.from >= range.to) throw new ObsError('USAGE', '--since is not before --until');
  return range;
}

function redactionLines(redactions: Redactions, on: boolean): string {
  if (!on) return 'Redaction is off: everything goes into the file as it was recorded.\n';
  const found = Object.entries(redactions);
  if (found.length === 0) return 'Nothing to redact was found.\n';
  return `Redacted:\n${found.map(([rule, places]) => `  ${rule.padEnd(24)} ${count(places)}\n`).join('')}`;
}
