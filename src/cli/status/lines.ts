// The status as one screen of text: a word on the left says what a block is about; lists are cut, and what is cut is counted.
import { clockTime, count, dateTime, duration, many, zoneName } from '../../lib/format.ts';
import { line, span, words, type Line } from '../../lib/line.ts';
import { cellWidth, own, padEnd, visible } from '../../lib/text.ts';
import type { SourceState } from '../../model/session.ts';
import type { FactRecord } from '../../model/signal.ts';
import { sloState } from '../../model/slo.ts';
import type { AlertRow } from '../../screens/alert-rows.ts';
import { placeWords, standingLook, valueWords } from '../../screens/alert-words.ts';
import { checkLook } from '../../screens/check-look.ts';
import { burnWords, leftWords, shareWords, shortSloId, sloLook } from '../../screens/slo-look.ts';
import { sourceLook } from '../../screens/source-look.ts';
import { lossLines } from './loss-lines.ts';
import { tally, type Status } from './read.ts';

/** Rows of one list. */
const MOST = 4;
const LABEL = 9;
const MOST_NAME = 24;
const MOST_CHARS = 300;

export function statusLines(status: Status, zone: 'utc' | 'local'): readonly Line[] {
  return [...recordingLines(status, zone), ...sourceBlock(status, zone), ...alertBlock(status), ...checkBlock(status), ...sloBlock(status), ...labelled('lost', lossLines(status, zone))];
}

function recordingLines({ info, recording, silence, known }: Status, zone: 'utc' | 'local'): readonly Line[] {
  const states = { live: words('● live', 'good'), stalled: words(`✖ live, but the recorder has written nothing for ${duration(silence)}`, 'bad'), ended: words('■ ended', 'dim') };
  const when = `since ${dateTime(info.startedAt, zone)}, known at ${dateTime(known, zone)} ${zoneName(known, zone)} (${duration(Math.max(0, known - info.startedAt))})`;
  return labelled('session', [line(...states[recording].spans, span(visible(`  ${info.title}  ${info.id}`, MOST_CHARS), 'strong')), line(span(own(when)))]);
}

function sourceBlock({ sources, known, info }: Status, zone: 'utc' | 'local'): readonly Line[] {
  if (sources.length === 0) return labelled('sources', [words('none', 'dim')]);
  const shown = sources.slice(0, MOST);
  const cells = (texts: readonly string[]): number => Math.min(MOST_NAME, Math.max(...texts.map((text) => cellWidth(visible(text, 60)))));
  const [nameCells, kindCells] = [cells(shown.map(({ name }) => name)), cells(shown.map(({ kind }) => kind))];
  const row = ({ name, kind, health, logs, samples, lastLearned }: SourceState): Line => {
    const { glyph, word, style } = sourceLook(health?.state);
    const last = lastLearned === undefined ? '' : `, newest ${duration(Math.max(0, known - lastLearned))} old`;
    const retry = health?.retryAt === undefined ? '' : ` (try ${health.attempt ?? 1} at ${clockTime(health.retryAt, zone, 'seconds')})`;
    const rows = logs + samples;
    // What a source of alerts or checks tells is no row: its own words say more than a zero.
    const said = (health === undefined || health.state === 'ok') && rows > 0 ? `${many(rows, 'row')}${last}` : `${health?.detail ?? ''}${retry}`;
    return line(span(padEnd(own(`${glyph} ${word}`), 13), style), span(padEnd(visible(name, 60), nameCells), 'strong'), span(own('  ')), span(padEnd(visible(kind, 60), kindCells), 'dim'), span(own('  ')), span(visible(said, MOST_CHARS)));
  };
  return labelled('sources', listed(sources, row, `obs-tui frame ${info.id} --screen sources`));
}

function alertBlock({ alerts, knowsAlerts, known }: Status): readonly Line[] {
  if (alerts.length === 0) return labelled('alerts', [knowsAlerts ? words('none', 'good') : words('no source tells of any', 'dim')]);
  const row = ({ alert, standing }: AlertRow): Line => {
    const { mark, style } = standingLook(standing);
    return line(
      span(own(`${mark} `), style), span(visible(alert.name, 60), 'strong'), span(visible(`  ${placeWords(alert)}`, 100)),
      span(own(`  ${standing} ${duration(Math.max(0, known - alert.since))}  `), style), span(visible(valueWords(alert), MOST_CHARS)),
    );
  };
  const sum = words(tally(alerts.map(({ standing }) => standing), ['firing', 'pending', 'acknowledged', 'silenced', 'inhibited']));
  return labelled('alerts', [sum, ...listed(alerts, row, 'obs-tui alert list')]);
}

function checkBlock({ checks, sources, known, info }: Status): readonly Line[] {
  if (checks.length === 0) return labelled('health', [words('no source tells of any', 'dim')]);
  const names = new Map(sources.map(({ id, name }) => [id, name]));
  const row = ({ source, part, name, state, at, detail }: FactRecord<'check'>): Line => {
    const { mark, word, style } = checkLook(state);
    const said = detail === undefined || detail === word ? '' : `  ${detail}`;
    return line(span(own(`${mark} `), style), span(visible(`${names.get(source) ?? ''} ${part === 'check' ? name : part}`, 100), 'strong'), span(own(`  ${word} for ${duration(Math.max(0, known - at))}`), style), span(visible(said, MOST_CHARS)));
  };
  const sum = words(tally(checks.map(({ state }) => state), ['failing', 'degraded', 'unknown', 'ok']));
  return labelled('health', [sum, ...listed(checks.filter(({ state }) => state !== 'ok'), row, `obs-tui frame ${info.id} --screen health`)]);
}

function sloBlock({ slos }: Status): readonly Line[] {
  if (slos.length === 0) return labelled('slos', [words('no source tells of any', 'dim')]);
  const row = (slo: FactRecord<'slo'>): Line => {
    const { mark, style } = sloLook(slo);
    const left = leftWords(slo);
    return line(span(own(`${mark} `), style), span(visible(shortSloId(slo.id), 60), 'strong'), span(own(`  ${shareWords(slo.achieved)} of ${shareWords(slo.target)}${left === undefined ? '' : `, ${left} of the budget left`}, burns ${burnWords(slo)}`)));
  };
  const sum = words(tally(slos.map(sloState), ['missed', 'at risk', 'met']));
  return labelled('slos', [sum, ...listed(slos.filter((slo) => sloState(slo) !== 'met'), row, 'obs-tui slo list')]);
}

function listed<T>(all: readonly T[], row: (one: T) => Line, command: string): readonly Line[] {
  const more = all.length - MOST;
  return [...all.slice(0, MOST).map(row), ...(more > 0 ? [line(span(visible(`and ${count(more)} more: ${command}`, MOST_CHARS), 'dim'))] : [])];
}

function labelled(label: string, lines: readonly Line[]): readonly Line[] {
  return lines.map((row, index) => line(span(own((index === 0 ? label : '').padEnd(LABEL)), 'dim'), ...row.spans));
}
