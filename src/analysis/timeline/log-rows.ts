// Logs as rows: one for each pattern that was new, never one for each line. New is what first came when the session had been listening
// for a while; before that every pattern is a first one.
import { clockTime, compact } from '../../lib/format.ts';
import { MINUTE } from '../../lib/micros.ts';
import { withoutColours } from '../../lib/text.ts';
import type { FactRecord, LogRecord } from '../../model/signal.ts';
import type { Place, TimelineMaterial } from '../../model/timeline.ts';
import { rowOf, subjectOf, within, type Row } from './row.ts';
import { bareName } from './series.ts';
import type { Ties } from './ties.ts';

type Pattern = FactRecord<'pattern'>;

/** How long the session must have listened before something can be new to it. */
const LISTENED = 10 * MINUTE;
/** A log row and a change of a series within this time tell of one thing. */
const TOGETHER = 2 * MINUTE;
const MOST_CHARS = 160;

export function patternRows(material: TimelineMaterial, ties: Ties, zone: string): readonly Row[] {
  return material.patterns.filter((fact) => within(fact.at, material.window)).map((fact) => patternRow(fact, material, ties, zone));
}

function patternRow(fact: Pattern, { logsSince }: TimelineMaterial, ties: Ties, zone: string): Row {
  const place: Place = { node: fact.node, service: fact.service, traceId: fact.traceId };
  const novel = logsSince !== undefined && fact.at - logsSince >= LISTENED;
  const tie = ties.of(place);
  const seen = fact.count > 1 ? `×${compact(fact.count)} until ${clockTime(fact.last, zone, 'minutes')}` : '';
  return rowOf(fact, {
    kind: 'log', ...saying(fact.message, place), detail: seen, place, target: { kind: 'log', at: fact.at, seq: undefined, message: fact.message },
    why: tie === undefined ? '' : `nothing like it was logged before; ${tie}`,
    quiet: !novel ? 'the session had not listened for ten minutes, so nobody knows whether it was new' : tie === undefined ? 'nothing ties it to what this window is about' : undefined,
  });
}

/** Single rows, which are told by their pattern already. */
export function logRows({ logs, window }: TimelineMaterial): readonly Row[] {
  return logs.filter((record) => within(record.at, window)).map((record) => logRow(record, 'single rows are told by what is new among them'));
}

export function logRow(record: LogRecord, quiet: string | undefined, why = ''): Row {
  const place: Place = { node: record.node, service: record.service, traceId: record.traceId };
  return rowOf(record, {
    kind: 'log', ...saying(record.message, place), detail: record.level === 'info' ? '' : record.level, place, target: { kind: 'log', at: record.at, seq: record.seq, message: record.message }, why, quiet,
  });
}

function saying(message: string, place: Place): { readonly what: string; readonly text: string } {
  const first = withoutColours(message.slice(0, 4 * MOST_CHARS)).split('\n', 1)[0] ?? '';
  const what = `"${first.length > MOST_CHARS ? `${first.slice(0, MOST_CHARS - 1)}…` : first}"`;
  const subject = subjectOf(place);
  return { what, text: subject === '' ? what : `${subject}: ${what}` };
}

/**
 * Whether a row among `shown` says what a change of a series says: it comes from the same service or node at about the same time, and its
 * message has every word of the metric's name.
 */
export function toldByLog(shown: readonly Row[]): (fact: FactRecord<'inflection'>) => string | undefined {
  return (fact) => {
    const words = bareName(fact).toLowerCase().split(/[^a-z0-9]+/u).filter((word) => word !== '');
    const row = shown.find(
      ({ kind, at, place, target }) =>
        kind === 'log' && Math.abs(at - fact.at) <= TOGETHER && sharesPlace(place, fact) && target.kind === 'log' && hasWords(target.message.slice(0, MOST_CHARS), words),
    );
    return row?.target.kind === 'log' ? row.target.message.slice(0, MOST_CHARS) : undefined;
  };
}

function sharesPlace(one: Place, two: Place): boolean {
  return (one.service !== undefined && one.service === two.service) || (one.node !== undefined && one.node === two.node);
}

function hasWords(message: string, words: readonly string[]): boolean {
  const said = new Set(message.toLowerCase().split(/[^a-z0-9]+/u));
  return words.length > 0 && words.every((word) => said.has(word));
}
