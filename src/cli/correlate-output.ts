// The timeline as text for people, in the form that the specification shows, and as JSON for programs.
import { clockTime, count } from '../lib/format.ts';
import { MINUTE, SECOND, toMillis, toRfc3339, type Micros } from '../lib/micros.ts';
import { visible } from '../lib/text.ts';
import { zoneOffsetMillis } from '../lib/zone.ts';
import type { Timeline, TimelineEntry } from '../model/timeline.ts';
import { safeJson } from './safe-json.ts';

interface Around {
  readonly centre: Micros;
  /** Microseconds to both sides. */
  readonly half: number;
  readonly all: boolean;
}

export function correlateText(timeline: Timeline, { centre, half, all, zone }: Around & { readonly zone: string }): string {
  const shown = timeline.entries.filter((entry) => all || entry.quiet === undefined);
  const hidden = timeline.entries.length - shown.length;
  const rows = shown.map((entry) => `${clockTime(entry.at, zone, 'seconds')} [${entry.kind}] ${visible(entry.text)}\n`);
  const nothing = hidden === 0 ? 'Nothing was recorded in this window.\n' : `Nothing stands out in this window; --all prints ${count(hidden)} quieter ${hidden === 1 ? 'row' : 'rows'}.\n`;
  return `Timeline around ${moment(centre, zone)} (±${lengthWords(half)}):\n\n${rows.length === 0 ? nothing : rows.join('')}`;
}

/** RFC 3339 in the zone, whole seconds where there is no more. */
function moment(at: Micros, zone: string): string {
  const offset = Math.round(zoneOffsetMillis(toMillis(at), zone) / 60_000);
  const fraction = at % SECOND === 0 ? '' : `.${String(at % SECOND).padStart(6, '0')}`;
  const wall = new Date(toMillis(at) + offset * 60_000).toISOString().slice(0, 19);
  const away = Math.abs(offset);
  const suffix = offset === 0 ? 'Z' : `${offset < 0 ? '-' : '+'}${String(Math.floor(away / 60)).padStart(2, '0')}:${String(away % 60).padStart(2, '0')}`;
  return `${wall}${fraction}${suffix}`;
}

/** As it is typed: 15m, 90s, 1h. */
function lengthWords(length: number): string {
  if (length % (60 * MINUTE) === 0) return `${length / (60 * MINUTE)}h`;
  if (length % MINUTE === 0) return `${length / MINUTE}m`;
  return length % SECOND === 0 ? `${length / SECOND}s` : `${length / 1_000}ms`;
}

export function correlateJson({ entries, window, anchor, beyond }: Timeline, { centre, half, all, session }: Around & { readonly session: string }): string {
  const shown = entries.filter((entry) => all || entry.quiet === undefined);
  return `${safeJson({
    schema: 'obs-tui.correlate/1', session, timestamp: toRfc3339(centre), window_seconds: half / SECOND, from: toRfc3339(window.from), to: toRfc3339(window.to),
    anchor: anchor === undefined ? undefined : { name: anchor.name, node: anchor.node, service: anchor.service, trace_id: anchor.traceId },
    quiet: entries.filter((entry) => entry.quiet !== undefined).length, beyond,
    entries: shown.map(fieldsOf),
  })}\n`;
}

function fieldsOf(entry: TimelineEntry): Readonly<Record<string, unknown>> {
  const { place } = entry;
  return {
    ts: toRfc3339(entry.at), kind: entry.kind, id: entry.key, text: entry.text, subject: entry.subject, detail: entry.detail === '' ? undefined : entry.detail,
    node: place.node, service: place.service, trace_id: place.traceId, why: entry.quiet === undefined ? entry.why : undefined, quiet: entry.quiet, pinned: entry.pinned ? true : undefined,
  };
}
