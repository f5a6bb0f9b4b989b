// The story as lines of the Common Event Format, version 0, one line each. In the header `\` and `|` are escaped, in the extension `\` and
// `=`; line breaks cannot occur, since every text of a report is shown on one line.
import type { AlertLine, GapLine, Report, StoryRow } from '../../analysis/report/report.ts';
import { MILLI, toMillis, type Micros } from '../../lib/micros.ts';
import type { TimelineKind } from '../../model/timeline.ts';
import type { Exporter } from './exporter.ts';

/** Of these lines, not of the program. */
const VERSION = '1';

const KINDS: Readonly<Record<Exclude<TimelineKind, 'alert' | 'gap'>, readonly [signature: string, name: string, severity: number]>> = {
  metric: ['METRIC_CHANGED', 'Metric changed', 4],
  log: ['LOG_SEEN', 'Log row seen', 3],
  trace: ['TRACE_COMPLETED', 'Trace completed', 3],
  anomaly: ['ANOMALY_DETECTED', 'Anomaly detected', 5],
  health: ['HEALTH_CHANGED', 'Health changed', 5],
  note: ['OPERATOR_NOTE', 'Operator note', 1],
};
/** 0 to 10, the worst highest. */
const SEVERITIES: Readonly<Record<string, number>> = { critical: 10, page: 9, high: 8, error: 7, warning: 6, medium: 5, low: 3, info: 2 };
const UNKNOWN_SEVERITY = 5;

type Extension = readonly (readonly [key: string, value: string | number | undefined])[];

export const cef: Exporter = {
  id: 'cef', extension: 'cef', title: 'CEF lines',
  write: (report) => [{ name: 'report.cef', text: eventsOf(report).toSorted((a, b) => a.at - b.at).map(({ line }) => `${line}\n`).join('') }],
};

interface Event {
  readonly at: Micros;
  readonly line: string;
}

function eventsOf(report: Report): readonly Event[] {
  return [...report.alerts.flatMap((alert) => alertEvents(alert, report)), ...report.story.flatMap((row) => rowEvent(row, report)), ...report.gaps.map((gap) => gapEvent(gap, report))];
}

function alertEvents(alert: AlertLine, report: Report): readonly Event[] {
  const severity = SEVERITIES[alert.severity.toLowerCase()] ?? UNKNOWN_SEVERITY;
  const common = (at: Micros, value: number | undefined): Extension => [
    ...about(at, report), ['dvchost', alert.node], ['cs4', alert.expr], ['cs4Label', alert.expr === '' ? undefined : 'Rule'], ['cfp1', value], ['cfp1Label', value === undefined ? undefined : 'Value'],
  ];
  const fired = { at: alert.firedAt, line: lineOf('ALERT_FIRED', `${alert.name} fired`, severity, [...common(alert.firedAt, alert.value), ['msg', alert.summary]]) };
  if (alert.resolvedAt === undefined) return [fired];
  const length = Math.round((alert.resolvedAt - alert.firedAt) / MILLI);
  return [fired, { at: alert.resolvedAt, line: lineOf('ALERT_RESOLVED', `${alert.name} resolved`, 2, [...common(alert.resolvedAt, alert.resolutionValue), ['cn1', length], ['cn1Label', 'DurationMs']]) }];
}

function rowEvent(row: StoryRow, report: Report): readonly Event[] {
  // Alerts and gaps are told by themselves, with more figures.
  if (row.kind === 'alert' || row.kind === 'gap') return [];
  const [signature, name, severity] = KINDS[row.kind];
  return [{
    at: row.at,
    line: lineOf(signature, name, severity, [
      ...about(row.at, report), ['dvchost', row.node], ['sourceServiceName', row.service], ['deviceFacility', row.source], ['cs2', row.traceId], ['cs2Label', row.traceId === undefined ? undefined : 'TraceID'],
      ['cs3', row.query?.text], ['cs3Label', row.query === undefined ? undefined : `Query ${row.query.language}`], ['msg', [row.text, row.detail, row.warning ?? ''].filter((part) => part !== '').join('; ')],
    ]),
  }];
}

function gapEvent({ from, to, source, text, missing }: GapLine, report: Report): Event {
  const length = Math.round((to - from) / MILLI);
  return { at: from, line: lineOf('RECORD_GAP', 'Gap in the record', 6, [...about(from, report), ['deviceFacility', source], ['end', toMillis(to)], ['cnt', missing], ['cn1', length], ['cn1Label', 'DurationMs'], ['msg', text]]) };
}

function about(at: Micros, { session }: Report): Extension {
  return [['rt', toMillis(at)], ['cs1', session], ['cs1Label', 'SessionID']];
}

function lineOf(signature: string, name: string, severity: number, extension: Extension): string {
  const header = ['obs-tui', 'obs-tui', VERSION, signature, name, String(severity)].map((text) => text.replaceAll(/[\\|]/gu, String.raw`\$&`));
  const pairs = extension.flatMap(([key, value]) => (value === undefined || value === '' ? [] : [`${key}=${String(value).replaceAll(/[\\=]/gu, String.raw`\$&`)}`]));
  return `CEF:0|${header.join('|')}|${pairs.join(' ')}`;
}
