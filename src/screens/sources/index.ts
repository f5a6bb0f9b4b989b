// Sources: what is read, how it is doing, since when, what was lost. The first place to look when something is missing.
import { byteRate, clockTime, compact, count, duration, many } from '../../lib/format.ts';
import { BLANK, justify, line, span, words, type Line } from '../../lib/line.ts';
import { own, padEnd, padStart, visible, wrapWords, type SafeText } from '../../lib/text.ts';
import { ERRORS, type ErrorCode } from '../../model/errors.ts';
import type { SourceState } from '../../model/session.ts';
import type { FactRecord, Gap, Health, Reject } from '../../model/signal.ts';
import type { PanelContext, Size } from '../../state/command.ts';
import { definePanel } from '../../state/panel.ts';
import { reasonLines } from '../reason.ts';
import { sourceLook } from '../source-look.ts';

interface SourcesState {
  readonly cursor: number;
}

type SourcesEvent = { readonly type: 'move'; readonly step: number };

interface SourcesModel {
  readonly sources: readonly SourceState[];
  readonly cursor: number;
  readonly gaps: readonly Gap[];
  readonly rejects: readonly Reject[];
  /** Of the chosen source, where it records only some traces. */
  readonly sampling: readonly FactRecord<'sampling'>[];
  readonly now: number;
  readonly zone: string;
}

function select(context: PanelContext, state: SourcesState): SourcesModel {
  const { session, frame } = context;
  const sources = session.sources(frame);
  const cursor = Math.min(state.cursor, Math.max(0, sources.length - 1));
  const chosen = sources[cursor];
  return {
    sources,
    cursor,
    gaps: session.gaps(frame, { from: session.info().startedAt, to: frame.head.learned }).filter((gap) => gap.source === chosen?.id),
    rejects: session.rejects(frame, 100).filter((reject) => reject.source === chosen?.id).slice(0, 5),
    sampling: session.latest(frame, 'sampling').filter((fact) => fact.source === chosen?.id),
    now: frame.head.learned,
    zone: context.zone,
  };
}

function lines(model: SourcesModel, size: Size): readonly Line[] {
  if (model.sources.length === 0) return [BLANK, ...reasonLines('No sources. Start with: obs-tui demo, obs-tui connect URL, obs-tui follow FILE.', size.columns)];
  const chosen = model.sources[model.cursor];
  // What is known of the chosen one stays in sight below a list of any length.
  const height = Math.max(1, Math.min(model.sources.length, Math.floor((size.rows - LEAST_DETAILS) * 0.7)));
  const first = Math.max(0, Math.min(model.cursor - (height >> 1), model.sources.length - height));
  const more = height < model.sources.length ? ` ${first + 1}–${first + height} of ${model.sources.length} ` : '';
  return [
    justify(words(header(size), 'dim'), words(more, 'dim'), size.columns),
    ...model.sources.slice(first, first + height).map((source, index) => ({ ...row(source, model, size), selected: first + index === model.cursor })),
    ...(size.rows < COMPACT ? [] : [BLANK]),
    ...(chosen === undefined ? [] : details(chosen, model, size)),
  ].slice(0, size.rows);
}

const WIDE = 100;
/** Cells of the longest kind there is, `alertmanager`. */
const KIND = 12;
/** Rows for the column titles and for what is known of the chosen source. */
const LEAST_DETAILS = 4;
const COMPACT = 10;

function header(size: Size): string {
  const common = ` ${'source'.padEnd(14)} ${'kind'.padEnd(KIND)} ${'state'.padEnd(13)} ${'rows/s'.padStart(8)} ${'last'.padStart(7)}`;
  return size.columns < WIDE ? common : `${common} ${'rows'.padStart(11)} ${'rejects'.padStart(8)} ${'bytes/s'.padStart(11)}  reads from`;
}

function row(source: SourceState, model: SourcesModel, size: Size): Line {
  const { glyph, word, style } = sourceLook(source.health?.state);
  const last = source.lastLearned === undefined ? own('-') : own(duration(Math.max(0, model.now - source.lastLearned)));
  const wide = size.columns < WIDE ? [] : [
    span(own(` ${padStart(own(count(source.logs + source.samples)), 11)}`)),
    span(own(` ${padStart(own(count(source.rejects)), 8)}`), source.rejects > 0 ? 'warn' : 'plain'),
    span(own(` ${padStart(own(byteRate(source.bytesPerSecond)), 11)}  `)),
    span(visible(source.target), 'dim'),
  ];
  return line(
    span(own(` ${padEnd(visible(source.name), 14)} ${padEnd(visible(source.kind), KIND)} `)),
    span(padEnd(own(`${glyph} ${word}`), 13), style),
    span(own(` ${padStart(own(compact(Math.round(source.rowsPerSecond))), 8)} ${padStart(last, 7)}`)),
    ...wide,
  );
}

function details(source: SourceState, model: SourcesModel, size: Size): readonly Line[] {
  const remedy = source.health?.code !== undefined && isCode(source.health.code) ? ERRORS[source.health.code].remedy : undefined;
  return [
    line(span(own(' ── '), 'dim'), span(visible(source.name), 'strong'), span(own('  '), 'dim'), span(visible(source.target), 'dim')),
    ...(size.columns < WIDE ? [words(` ${count(source.logs)} logs, ${count(source.samples)} samples, ${many(source.rejects, 'reject')}`)] : []),
    ...(remedy === undefined ? [] : remedyLines(remedy, size.columns)),
    ...(model.sampling.length === 0 ? [] : [words(samplingText(model.sampling), 'warn')]),
    ...[source.health, ...source.history].filter((health) => health !== undefined).slice(0, 8).map((health) => healthLine(health, model.zone)),
    ...(model.gaps.length === 0 ? [] : [BLANK, words(' gaps', 'title')]),
    ...model.gaps.toReversed().slice(0, 6).map((gap) => line(span(gapText(gap, model.zone), 'gap'))),
    ...(model.rejects.length === 0 ? [] : [BLANK, words(' rows that could not be read', 'title')]),
    ...model.rejects.map((reject) => line(span(visible(` ${reject.line === undefined ? '' : `line ${reject.line}: `}${reject.reason}: `), 'warn'), span(visible(reject.excerpt, 200), 'dim'))),
  ];
}

/** In the order of the rules. */
const RULES: readonly (readonly [id: string, what: string])[] = [['errors', 'failed'], ['slower_than', 'slow'], ['services', 'of named services'], ['rate', 'of the rest']];

function samplingText(facts: readonly FactRecord<'sampling'>[]): string {
  const parts = RULES.flatMap(([id, what]) => facts.filter((fact) => fact.id === id).map(({ kept, dropped }) => `${count(kept)} ${what}${dropped > 0 ? `, ${count(dropped)} left out` : ''}`));
  return ` traces kept: ${parts.join(', ')}`;
}

const HELPS = ' What helps: ';

function remedyLines(remedy: string, columns: number): readonly Line[] {
  const texts = wrapWords(own(remedy), columns - HELPS.length, 3);
  return texts.map((text, index) => line(span(own(index === 0 ? HELPS : ' '.repeat(HELPS.length))), span(text, 'accent')));
}

function healthLine(health: Health, zone: string): Line {
  const { glyph, style } = sourceLook(health.state);
  return line(span(own(` ${clockTime(health.at, zone, 'seconds')} `), 'dim'), span(own(`${glyph} `), style), span(visible(`${health.detail}${pending(health, zone)}`, 400)));
}

function pending({ attempt, retryAt }: Health, zone: string): string {
  const times = [...(attempt === undefined ? [] : [`try ${attempt}`]), ...(retryAt === undefined ? [] : [`at ${clockTime(retryAt, zone, 'seconds')}`])];
  return times.length === 0 ? '' : ` (${times.join(' ')})`;
}

function gapText(gap: Gap, zone: string): SafeText {
  const missing = gap.missing === undefined ? 'missing count unknown' : `${count(gap.missing)} missing`;
  const recovered = gap.recovered > 0 ? `, ${count(gap.recovered)} back-filled` : '';
  return visible(` ${clockTime(gap.at, zone, 'seconds')} ${duration(gap.until - gap.at)}: ${gap.detail}; ${missing}${recovered}`, 400);
}

function isCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}

export const sourcesPanel = definePanel<SourcesState, SourcesModel, SourcesEvent>({
  id: 'sources',
  title: 'Sources',
  init: { cursor: 0 },
  update: (state, event, context) => {
    const last = Math.max(0, context.session.sources(context.frame).length - 1);
    return { cursor: Math.max(0, Math.min(last, state.cursor + event.step)) };
  },
  select,
  lines,
  commands: [
    { id: 'sources.down', keys: ['j', 'down'], title: 'Next source', help: 'Shows the next source below.', footer: 10, short: 'next', run: (_s, _c, send) => [send({ type: 'move', step: 1 })] },
    { id: 'sources.up', keys: ['k', 'up'], title: 'Source before', help: 'Shows the source before.', footer: 11, short: 'previous', run: (_s, _c, send) => [send({ type: 'move', step: -1 })] },
  ],
});
