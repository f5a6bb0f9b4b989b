// The report as JSON for programs: times in RFC 3339, UTC; numbers that JSON has no word for as text.
import type { Chart, Report, StoryRow } from '../../analysis/report/report.ts';
import { toRfc3339, type Interval } from '../../lib/micros.ts';
import type { Exporter } from './exporter.ts';

export const json: Exporter = {
  id: 'json', extension: 'json', title: 'JSON',
  write: (report) => [{ name: 'report.json', text: `${JSON.stringify(fieldsOf(report), undefined, 1)}\n` }],
};

function fieldsOf(report: Report): unknown {
  const { title, severity, range, session, savedAt, by, known, summary, chosen, redactions, raw, evidence } = report;
  return {
    schema: 'obs-tui.report/1', title, severity, ...span(range), session, saved_at: savedAt === undefined ? undefined : toRfc3339(savedAt), by, known_at: toRfc3339(known),
    summary, chosen_by_hand: chosen, story: report.story.map(rowFields), follow_ups: report.followUps.map(({ at, text, done }) => ({ ts: toRfc3339(at), text, done })),
    alerts: report.alerts.map(({ firedAt, resolvedAt, ...alert }) => ({ ...alert, fired_at: toRfc3339(firedAt), resolved_at: resolvedAt === undefined ? undefined : toRfc3339(resolvedAt) })),
    slos: report.slos.map(({ left, period, ...slo }) => ({ ...slo, budget_left_percent: left, period: period === undefined ? undefined : span(period) })),
    gaps: report.gaps.map(({ from, to, ...gap }) => ({ ...span({ from, to }), ...gap })), sources: report.sources, charts: report.charts.map(chartFields),
    redactions, redaction_off: raw ? true : undefined,
    evidence: { root: evidence.root, derived_from: evidence.derivedFrom, signed_by: evidence.signedBy, notes: evidence.sentences },
  };
}

function span({ from, to }: Interval): { readonly from: string; readonly to: string } {
  return { from: toRfc3339(from), to: toRfc3339(to) };
}

function rowFields({ at, detail, traceId, query, source, ...row }: StoryRow): unknown {
  return { ts: toRfc3339(at), ...row, source: source === '' ? undefined : source, detail: detail === '' ? undefined : detail, trace_id: traceId, query };
}

function chartFields({ span: range, series, left, marks, ...chart }: Chart): unknown {
  return {
    ...chart, ...span(range), series_left_out: left, marks: marks.map(({ at, text }) => ({ ts: toRfc3339(at), text })),
    series: series.map(({ name, loud, points }) => ({ name, loud, points: points.map(({ at, value }) => [toRfc3339(at), Number.isFinite(value) ? value : String(value)]) })),
  };
}
