// Lines of the Health screen: a block a system, then what the check under the cursor has said.
import { clockTime, duration } from '../../lib/format.ts';
import { BLANK, justify, line, span, words, type Line } from '../../lib/line.ts';
import { own, padEnd, padStart, visible } from '../../lib/text.ts';
import { shift } from '../../lib/micros.ts';
import type { FactRecord } from '../../model/signal.ts';
import type { Size } from '../../state/command.ts';
import { checkLook } from '../check-look.ts';
import { reasonLines } from '../reason.ts';
import type { HealthModel, HealthSystem } from './model.ts';

const NAME_CELLS = 22;
/** At least so many rows stay for the history below the systems. */
const LEAST_HISTORY = 5;
const MOST_DETAIL = 300;

export function healthLines(model: HealthModel, size: Size): readonly Line[] {
  if (model.systems.length === 0) {
    return [BLANK, ...reasonLines('No system tells of its health. Point obs-tui at one: a source of kind "health" (its /health, /health/live and /health/ready) or "portal".', size.columns)];
  }
  let row = 0;
  const blocks = model.systems.flatMap((system) => {
    const shown = system.checks.map((check) => ({ ...checkLine(check, model, size), selected: row++ === model.cursor }));
    return [titleLine(system, model, size), ...shown];
  });
  const chosen = blocks.findIndex(({ selected }) => selected === true);
  const height = Math.max(1, Math.min(blocks.length, size.rows - LEAST_HISTORY));
  const first = Math.max(0, Math.min(chosen - (height >> 1), blocks.length - height));
  const more = height < blocks.length ? ` ${blocks.length - height} more rows ` : '';
  return [...blocks.slice(first, first + height), ...historyLines(model, size, more)].slice(0, size.rows);
}

function titleLine({ name, target, checks }: HealthSystem, { now }: HealthModel, size: Size): Line {
  const told = checks.find(({ version }) => version !== undefined);
  const started = checks.find(({ uptime }) => uptime !== undefined);
  // The uptime of an answer, and the time since then.
  const up = started?.uptime === undefined ? '' : `  up ${duration(Math.max(0, now - shift(started.at, -started.uptime * 1e6)))}`;
  const version = told?.version === undefined ? '' : `  version ${told.version}`;
  return justify(line(span(own(' ')), span(visible(name), 'strong'), span(visible(`${version}${up}`, 120))), line(span(visible(`${target} `), 'dim')), size.columns);
}

function checkLine(check: FactRecord<'check'>, { now }: HealthModel, size: Size): Line {
  const { mark, word, style } = checkLook(check.state);
  const since = duration(Math.max(0, now - check.at));
  const detail = check.detail === undefined || check.detail === word ? '' : check.detail;
  const name = check.part === 'check' ? check.name : { overall: 'overall', live: 'live', ready: 'ready' }[check.part];
  return line(
    span(own('   ')),
    span(padEnd(own(`${mark} ${word}`), 11), style),
    span(padEnd(visible(name), Math.min(NAME_CELLS, size.columns >> 2)), check.part === 'overall' ? 'strong' : 'plain'),
    span(padStart(own(` for ${since}`), 13), 'dim'),
    span(own('  ')),
    span(visible(detail, MOST_DETAIL)),
  );
}

function historyLines({ systems, cursor, history, zone }: HealthModel, size: Size, more: string): readonly Line[] {
  const chosen = systems.flatMap(({ checks }) => checks)[cursor];
  if (chosen === undefined) return [];
  const title = line(span(own(' ── '), 'dim'), span(visible(chosen.part === 'check' ? chosen.name : chosen.id), 'strong'), span(own(' said'), 'dim'));
  return [
    justify(title, words(more, 'dim'), size.columns),
    ...history.map((check) => {
      const { mark, word, style } = checkLook(check.state);
      const detail = check.detail === undefined || check.detail === word ? '' : check.detail;
      return line(span(own(` ${clockTime(check.at, zone, 'seconds')} `), 'dim'), span(padEnd(own(`${mark} ${word}`), 11), style), span(visible(detail, MOST_DETAIL)));
    }),
  ];
}
