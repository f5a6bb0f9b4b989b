// A report made by hand, for the formats that are written of it.
import type { AlertLine, Report, StoryRow } from '../../src/analysis/report/report.ts';
import type { TraceRecord } from '../../src/analysis/report/records.ts';
import { interval } from '../../src/lib/micros.ts';
import { own, visible } from '../../src/lib/text.ts';
import { at } from './session.ts';

export const RANGE = interval(at(0), at(1_800));

export function aRow(over: Partial<StoryRow> = {}): StoryRow {
  return {
    at: at(300), kind: 'log', source: own('tail'), text: own('guardian: "queue grows"'), detail: own(''), node: own('brick-02'), service: own('guardian'), traceId: undefined, pinned: true,
    query: { language: 'filter', text: own('service:guardian "queue grows"') }, command: own('obs-tui replay FILE --at 2026-11-21T14:05:00Z --screen logs'), warning: undefined, ...over,
  };
}

/** A row in which every text from outside is this one. */
export function rowOfText(text: string): StoryRow {
  const safe = visible(text);
  return aRow({ source: safe, text: safe, detail: safe, node: safe, service: safe, traceId: safe, query: { language: 'filter', text: safe }, command: safe, warning: safe });
}

export function anAlert(over: Partial<AlertLine> = {}): AlertLine {
  return {
    id: own('a1'), name: own('HighCPUUsage'), place: own('brick-02'), node: own('brick-02'), severity: own('warning'), source: own('rules'), firedAt: at(600), resolvedAt: at(1_200), value: 87,
    resolutionValue: 42, threshold: 80, expr: own('cpu_percent > 80'), acknowledged: undefined, summary: own('CPU is busy'), ...over,
  };
}

export function aTrace(over: Partial<TraceRecord> = {}): TraceRecord {
  return { traceId: own('abc'), at: at(500), duration: 2_345_000, name: own('settle'), failed: false, spans: 4, services: [own('portal')], nodes: [own('portal-01')], ...over };
}

export function aReport(over: Partial<Report> = {}): Report {
  return {
    title: own('The backlog'), severity: 'high', range: RANGE, session: own('s1'), savedAt: at(1_900), by: own('mara'), known: at(1_800), summary: [own('It was slow.')], story: [aRow()], chosen: true, charts: [],
    alerts: [], slos: [], gaps: [], sources: [], followUps: [], redactions: {}, raw: false, evidence: { root: undefined, derivedFrom: undefined, signedBy: undefined, sentences: [own('Nothing is proven.')] },
    records: { logs: [], metrics: [], traces: [], anomalies: [] }, ...over,
  };
}

/** One with something in every section, all of its outside texts being this one. */
export function reportOfText(text: string): Report {
  const safe = visible(text);
  return aReport({
    title: safe, session: safe, by: safe, summary: [safe], story: [rowOfText(text)], followUps: [{ at: at(1), text: safe, done: false }],
    alerts: [anAlert({ id: safe, name: safe, place: safe, node: safe, severity: safe, source: safe, expr: safe, summary: safe, acknowledged: { by: safe, comment: safe } })],
    slos: [{ id: safe, name: safe, state: 'missed', window: safe, target: 0.999, achieved: 0.9987, left: 12, source: safe, period: undefined }],
    gaps: [{ from: at(10), to: at(20), source: safe, text: safe, missing: undefined }],
    sources: [{ name: safe, kind: safe, target: safe, logs: 1, samples: 2, rejects: 3, state: safe }],
    charts: [{
      title: safe, expr: safe, unit: 'percent', source: safe, threshold: 80, span: RANGE, left: 2, marks: [{ at: at(600), text: safe }],
      series: [{ name: safe, loud: true, points: [{ at: at(0), value: 1 }, { at: at(900), value: 90 }] }],
    }],
    redactions: { [safe]: 2 }, evidence: { root: safe, derivedFrom: safe, signedBy: safe, sentences: [safe] },
    records: { logs: [], metrics: [], traces: [aTrace({ traceId: safe, name: safe, services: [safe], nodes: [safe] })], anomalies: [] },
  });
}
