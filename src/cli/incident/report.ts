// `obs-tui incident report`: what happened, as something one sends to a colleague.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { reportOf } from '../../analysis/report/build.ts';
import type { Report, ReportAbout } from '../../analysis/report/report.ts';
import { writeWhole } from '../../data/incident/atomic-file.ts';
import type { Config } from '../../data/config/schema.ts';
import { EXPORTERS } from '../../data/export/index.ts';
import type { ReportFile } from '../../data/export/exporter.ts';
import { MINUTE, shift, type Interval } from '../../lib/micros.ts';
import { ObsError } from '../../model/errors.ts';
import type { ReportFormat } from '../../model/incident.ts';
import { makeRedactor } from '../../model/redact/redactor.ts';
import type { Session } from '../../model/session.ts';
import { readConfig } from '../config-file.ts';
import type { GlobalOptions } from '../global-options.ts';
import { timeOption } from '../time-option.ts';
import { incidentFile, incidentSource } from './source.ts';
import { redactPlan } from './job.ts';
import type { UnlockOptions } from './unlock.ts';

export interface ReportOptions extends GlobalOptions, UnlockOptions {
  readonly format: ReportFormat;
  readonly out?: string;
  readonly since?: string;
  readonly until?: string;
  readonly redact: boolean;
}

export async function incidentReport(wanted: string | undefined, options: ReportOptions): Promise<number> {
  const config = await readConfig(options);
  const source = await incidentSource(wanted, options);
  try {
    const file = (wanted === undefined ? undefined : incidentFile(wanted)) ?? wanted ?? source.session.info().id;
    const files = reportFiles(source.session, { ...options, file }, config);
    const [main] = files;
    if (main === undefined) throw new ObsError('BUG', `the format ${options.format} makes no file`);
    if (options.out === undefined) await new Promise<void>((resolve) => process.stdout.write(main.text, () => resolve()));
    else for (const path of writeReport(files, options.out)) process.stdout.write(`${path}\n`);
    return 0;
  } finally {
    source.session.close();
  }
}

/**
 * The files of a report. Those of an incident file were redacted when it was saved; of a session, and of what was added since, they
 * are now, unless that is off.
 */
export function reportFiles(session: Session, options: Pick<ReportOptions, 'format' | 'since' | 'until' | 'redact' | 'utc'> & { readonly file: string }, config: Config): readonly ReportFile[] {
  const about = aboutOf(session, options);
  const head = session.head();
  const report = reportOf(session, { head, asked: head.seq, span: about.range }, about);
  const exporter = EXPORTERS.find(({ id }) => id === options.format);
  if (exporter === undefined) throw new ObsError('USAGE', `--format: there is no "${options.format}"`);
  const clean = (session.info().incident === undefined || about.annotated === true) && options.redact ? redacted(report, config) : report;
  return exporter.write(clean);
}

function redacted(report: Report, config: Config): Report {
  const redactor = makeRedactor({ key: randomBytes(32), ...redactPlan(config) });
  // Names of fields tell of credentials too: a label `password` goes whatever it holds.
  const clean = redactor.fields(report) as Report;
  const counts = new Map(Object.entries(report.redactions));
  for (const [rule, places] of redactor.counts) counts.set(rule, (counts.get(rule) ?? 0) + places);
  // Roots and keys look like secrets, and are none.
  return { ...clean, evidence: report.evidence, redactions: Object.fromEntries(counts), raw: false };
}

/** Longer sessions are reported on around their newest moment. */
const LONGEST = 120 * MINUTE;
const WINDOW = 30 * MINUTE;

function aboutOf(session: Session, options: Pick<ReportOptions, 'since' | 'until' | 'redact' | 'utc'> & { readonly file: string }): ReportAbout {
  const info = session.info();
  const { incident } = info;
  const head = session.head();
  const timeOf = (name: 'since' | 'until') => {
    const text = options[name];
    return text === undefined ? undefined : timeOption(name, text, head.latest, options.utc === true ? 'utc' : 'local');
  };
  const whole = incident?.range ?? wholeOf(session);
  const range: Interval = { from: timeOf('since') ?? whole.from, to: timeOf('until') ?? whole.to };
  if (range.from >= range.to) throw new ObsError('USAGE', '--since is not before --until');
  if (incident !== undefined) return { ...incident, annotated: head.seq > (incident.last ?? head.seq), range, file: options.file };
  return { title: info.title === '' ? 'Incident' : info.title, severity: 'medium', range, session: info.id, redactions: {}, raw: !options.redact, file: options.file };
}

function wholeOf(session: Session): Interval {
  const { latest } = session.head();
  const to = shift(latest, 1);
  const { startedAt } = session.info();
  return { from: to - startedAt > LONGEST ? shift(to, -WINDOW) : startedAt, to };
}

/** Paths written; never over a file that is there. `out` is a file; where there are several, the folder they go into. */
export function writeReport(files: readonly ReportFile[], out: string): readonly string[] {
  return files.map(({ name, text }) => {
    const path = files.length === 1 ? out : join(out, name);
    writeWhole(path, (put) => put(Buffer.from(text, 'utf8')));
    return path;
  });
}
