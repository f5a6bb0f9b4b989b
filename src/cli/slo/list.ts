// `obs-tui slo list`: the SLOs of a session, the worst first.
import { line, span, type Line } from '../../lib/line.ts';
import { own } from '../../lib/text.ts';
import type { FactRecord } from '../../model/signal.ts';
import { sloState } from '../../model/slo.ts';
import { burnWords, leftWords, shareWords, sloLook, worstSlosFirst } from '../../screens/slo-look.ts';
import { safeJson } from '../safe-json.ts';
import { pipedTable } from '../table.ts';
import { alignedRows } from '../trace/aligned.ts';
import { answerFrom, textOf, type TraceOptions } from '../trace/open.ts';
import { sloFields } from './slo-json.ts';

interface SloListOptions extends TraceOptions {
  readonly status?: 'met' | 'at-risk' | 'missed';
}

export function sloList(options: SloListOptions): Promise<number> {
  return answerFrom(options, (session, frame) => {
    const sources = new Map(session.sources(frame).map(({ id, name }) => [id, name]));
    const slos = worstSlosFirst(session.latest(frame, 'slo')).filter((slo) => options.status === undefined || sloState(slo) === options.status.replace('-', ' '));
    if (options.json === true) {
      return `${safeJson({ schema: 'obs-tui.slos/1', session: session.info().id, slos: slos.map((slo) => sloFields(slo, sources.get(slo.source))) })}\n`;
    }
    if (slos.length === 0) process.stderr.write('No SLO matches.\n');
    return slos.length === 0 ? '' : listed(slos, sources, options);
  });
}

/** For a person in columns under titles, for a program cells parted by tabs, the id first. */
function listed(slos: readonly FactRecord<'slo'>[], sources: ReadonlyMap<number, string>, options: SloListOptions): string {
  const rows = slos.map((slo) => ({
    id: slo.id, state: sloState(slo), achieved: shareWords(slo.achieved), target: shareWords(slo.target), left: leftWords(slo) ?? '', burn: burnWords(slo), window: slo.window,
    source: sources.get(slo.source) ?? '', name: slo.name,
  }));
  if (!process.stdout.isTTY) return pipedTable(rows);
  const cells = rows.map(({ achieved, target, left, burn, state, id, window, name }) => [achieved, target, left, burn, state, id, window, name]);
  const [titles = own(''), ...shown] = alignedRows([['achieved', 'target', 'budget left', 'burn', 'state', 'id', 'window', 'name'], ...cells], 4);
  const lines = shown.map((row, index): Line => line(span(row, styleOf(slos[index]))));
  return textOf([line(span(titles, 'dim')), ...lines], options);
}

function styleOf(slo: FactRecord<'slo'> | undefined): 'plain' | 'warn' | 'bad' {
  const style = slo === undefined ? 'plain' : sloLook(slo).style;
  return style === 'warn' || style === 'bad' ? style : 'plain';
}
