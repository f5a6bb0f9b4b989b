// `obs-tui slo report`: how all SLOs stand and which of them burn, as text, as Markdown or as JSON.
import { toRfc3339 } from '../../lib/micros.ts';
import type { NamedLength } from '../option-values.ts';
import { safeJson } from '../safe-json.ts';
import { answerFrom, zoneOf, type TraceOptions } from '../trace/open.ts';
import { reportMarkdown } from './report-markdown.ts';
import { burns, counts, reportOf, type Report } from './report-model.ts';
import { reportText } from './report-text.ts';
import { sloFields } from './slo-json.ts';

interface SloReportOptions extends TraceOptions {
  readonly period?: NamedLength;
  readonly format: 'text' | 'markdown' | 'json';
}

export function sloReport(options: SloReportOptions): Promise<number> {
  return answerFrom(options, (session, frame) => {
    const report = reportOf(session, frame, options.period);
    if (options.json === true || options.format === 'json') return reportJson(report);
    return options.format === 'markdown' ? reportMarkdown(report) : reportText(report, zoneOf(options));
  });
}

function reportJson(report: Report): string {
  const { missed, met, 'at risk': atRisk } = counts(report.slos);
  return `${safeJson({
    schema: 'obs-tui.slo-report/1', session: report.session, title: report.title, recorded_since: toRfc3339(report.since), known_at: toRfc3339(report.known), period: report.period,
    counts: { missed, at_risk: atRisk, met },
    slos: report.slos.map((reported) => ({
      ...sloFields(reported.slo, reported.source), burns: burns(reported),
      first_told: { told: toRfc3339(reported.first.at), achieved: reported.first.achieved, remaining_percent: reported.first.budget?.remainingPercent },
    })),
    left_out: report.others.map(({ id, window }) => ({ slo_id: id, window })),
  })}\n`;
}
