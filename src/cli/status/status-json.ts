// The status as one JSON document: lists are whole, times RFC 3339, lengths in seconds.
import { SECOND, toRfc3339, type Micros } from '../../lib/micros.ts';
import { sloState } from '../../model/slo.ts';
import { alertFields } from '../alert/alert-json.ts';
import { safeJson } from '../safe-json.ts';
import { sloFields } from '../slo/slo-json.ts';
import { isWrong, type Status } from './read.ts';

export function statusJson(status: Status): string {
  const { info, recording, known, alerts, checks, slos, gaps, totals } = status;
  const names = new Map(status.sources.map(({ id, name }) => [id, name]));
  const newest = gaps.at(-1);
  return `${safeJson({
    schema: 'obs-tui.status/1', session: info.id, title: info.title, recording, recorded_since: toRfc3339(info.startedAt), known_at: toRfc3339(known), wrong: isWrong(status),
    sources: status.sources.map(({ name, kind, target, health, logs, samples, rejects, rowsPerSecond, lastLearned }) => ({
      name, kind, target, state: health?.state ?? 'connecting', detail: health?.detail, code: health?.code, since: timeOf(health?.at), retry_at: timeOf(health?.retryAt),
      logs, samples, rejects, rows_per_second: rowsPerSecond, newest: timeOf(lastLearned),
    })),
    alerts: alerts.map(({ alert, standing, source }) => ({ ...alertFields(alert, source.name), standing })),
    checks: checks.map(({ id, part, name, state, detail, at, source }) => ({ id, part, name, state, detail, since: toRfc3339(at), source: names.get(source) })),
    slos_not_met: slos.filter((slo) => sloState(slo) !== 'met').map((slo) => sloFields(slo, names.get(slo.source))),
    slos: slos.length,
    gaps: gaps.length,
    newest_gap: newest === undefined ? null : {
      from: toRfc3339(newest.at), to: toRfc3339(newest.until), seconds: (newest.until - newest.at) / SECOND, source: names.get(newest.source), signal: newest.signal, reason: newest.reason,
      detail: newest.detail, missing: newest.missing, recovered: newest.recovered,
    },
    lost: { given_up: totals.shed, rejects: totals.rejects },
  })}\n`;
}

function timeOf(at: Micros | undefined): string | undefined {
  return at === undefined ? undefined : toRfc3339(at);
}
