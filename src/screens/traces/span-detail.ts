// Everything known of the row under the cursor, in an order that helps: what it is and how it went, its place, then what the source sent.
import { dateTime, duration, percent, value } from '../../lib/format.ts';
import { assertNever } from '../../lib/invariant.ts';
import type { Attributes, Value } from '../../model/signal.ts';
import type { SpanOddity } from '../../model/trace.ts';
import { criticalTime, groupFacts } from './group-facts.ts';
import type { LoadedTrace } from './loaded.ts';
import type { RepeatsRow, SpanRow, WaterfallRow } from './rows.ts';

export interface DetailField {
  readonly name: string;
  /** Raw text; made safe where it is drawn. */
  readonly value: string;
}

export const ODDITY_WORDS: Readonly<Record<SpanOddity, { readonly letter: string; readonly short: string; readonly words: string }>> = {
  orphan: { letter: 'O', short: 'orphan', words: 'orphan: its parent never arrived' },
  cycle: { letter: 'C', short: 'cycle', words: 'cycle: it is its own ancestor' },
  'outside-parent': { letter: 'P', short: 'outside its parent', words: 'runs outside the time of its parent: clocks differ, or it goes on after its parent' },
  duplicate: { letter: 'D', short: 'id used twice', words: 'its id was used by an earlier span' },
};

/** Attributes, events and links shown of one span, each. */
const MOST_ENTRIES = 200;
const MOST_DEPTH = 4;

export function spanFields(row: WaterfallRow, trace: LoadedTrace, zone: string): readonly DetailField[] {
  switch (row.kind) {
    case 'span':
      return ofSpan(row, trace, zone);
    case 'repeats':
      return ofGroup(row, trace);
    default:
      return assertNever(row);
  }
}

function ofSpan({ node }: SpanRow, trace: LoadedTrace, zone: string): readonly DetailField[] {
  const { span } = node;
  const onPath = criticalTime(node, trace);
  return [
    field('name', span.name),
    ...(span.service === undefined ? [] : [field('service', span.service)]),
    ...(span.node === undefined ? [] : [field('node', span.node)]),
    field('status', span.statusMessage === undefined || span.statusMessage === '' ? span.status : `${span.status}: ${span.statusMessage}`),
    field('duration', `${exact(span.duration)}, ${exact(node.selfTime)} of it by itself`),
    ...(onPath === 0 ? [] : [field('critical', `${exact(onPath)}, ${percent(onPath / trace.criticalTime)} of the critical path`)]),
    field('start', `${dateTime(span.at, zone, 'millis')}, ${exact(span.at - trace.tree.from)} after the trace began`),
    ...(node.oddity === undefined ? [] : [field('odd', ODDITY_WORDS[node.oddity].words)]),
    ...entries('', span.attributes),
    ...(span.events ?? []).slice(0, MOST_ENTRIES).flatMap((event) => [field(`event ${signed(event.at - span.at)}`, event.name), ...entries('  ', event.attributes)]),
    ...(span.links ?? []).slice(0, MOST_ENTRIES).flatMap((link) => [field('link', `trace ${link.traceId} span ${link.spanId}`), ...entries('  ', link.attributes)]),
    ...entries('resource ', span.resource),
    field('kind', span.spanKind),
    field('span', span.spanId),
    ...(span.parentId === undefined ? [] : [field('parent', span.parentId)]),
    field('trace', span.traceId),
  ];
}

function ofGroup({ group }: RepeatsRow, trace: LoadedTrace): readonly DetailField[] {
  const facts = groupFacts(group, trace);
  return [
    field('name', group.name),
    ...(group.service === undefined ? [] : [field('service', group.service)]),
    field('repeats', `${group.count} times, Enter shows them one by one`),
    field('errors', String(group.errors)),
    field('together', `${exact(group.duration)} added up, ${exact(facts.at.to - facts.at.from)} from the first start to the last end`),
    field('each', `${exact(group.duration / group.count)} on average, ${exact(facts.longest)} the longest`),
    ...(facts.criticalTime === 0 ? [] : [field('critical', `${exact(facts.criticalTime)}, ${percent(facts.criticalTime / trace.criticalTime)} of the critical path`)]),
  ];
}

function field(name: string, text: string): DetailField {
  return { name, value: text };
}

function entries(prefix: string, attributes: Attributes | undefined): readonly DetailField[] {
  const all = Object.entries(attributes ?? {}).slice(0, MOST_ENTRIES).flatMap(([name, inner]) => flattened(`${prefix}${name}`, inner, 0));
  return all.slice(0, MOST_ENTRIES);
}

function flattened(name: string, inner: Value, depth: number): readonly DetailField[] {
  if (inner === null || typeof inner !== 'object') return [field(name, String(inner))];
  if (Array.isArray(inner) || depth >= MOST_DEPTH) return [field(name, JSON.stringify(inner))];
  return Object.entries(inner).slice(0, MOST_ENTRIES).flatMap(([key, value]) => flattened(`${name}.${key}`, value, depth + 1));
}

/** Three digits, since two spans of a trace often differ in the third. */
export function exact(micros: number): string {
  return value(micros / 1_000, 'milliseconds');
}

function signed(micros: number): string {
  return `${micros < 0 ? '-' : '+'}${duration(Math.abs(micros))}`;
}
