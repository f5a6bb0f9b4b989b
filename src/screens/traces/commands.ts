// Keys of the Traces panel: some mean the list, some the trace that is open, some both.
import type { CommandContext } from '../../state/command.ts';
import type { PanelCommand } from '../../state/panel.ts';
import { compareCommands } from './compare/commands.ts';
import { comparedPlace, hasError, nextPair, type ComparedPlace } from './compare/place.ts';
import type { PairRow } from './compare/rows.ts';
import { followOn, idsOf } from '../ids.ts';
import type { Move } from './cursor.ts';
import type { TracesEvent } from './events.ts';
import { rowIndex } from './folds.ts';
import { chosenTrace, traceList } from './list.ts';
import { loadTrace, type LoadedTrace } from './loaded.ts';
import type { SpanRow, WaterfallRow } from './rows.ts';
import type { TracesState } from './state.ts';
import { logsOfSpan } from './to-logs.ts';

type TracesCommand = PanelCommand<TracesState, TracesEvent>;

const moves: readonly TracesCommand[] = (
  [
    ['down', ['j', 'down'], 'Down', 'next row', 1],
    ['up', ['k', 'up'], 'Up', 'row before', -1],
    ['page-down', ['pgdn', 'ctrl+f'], 'Page down', 'row a page below', 'page'],
    ['page-up', ['pgup'], 'Page up', 'row a page above', 'page-back'],
    ['half-down', ['ctrl+d'], 'Half a page down', 'row half a page below', 'half'],
    ['half-up', ['ctrl+u'], 'Half a page up', 'row half a page above', 'half-back'],
    ['first', ['g', 'home'], 'Go to the first row', 'first row', 'first'],
    ['last', ['G', 'end'], 'Go to the last row', 'last row', 'last'],
  ] as const satisfies readonly (readonly [string, readonly string[], string, string, Move])[]
).map(([id, keys, title, where, rows]) => ({ id: `traces.${id}`, keys, title, help: `Moves the cursor to the ${where}.`, run: (_state, _context, send) => [send({ type: 'move', rows })] }));

const COMPARING = 'Esc closes the comparison first';

const inList = (state: TracesState): true | string => (state.comparison !== undefined ? COMPARING : state.open === undefined ? true : 'this belongs to the list; Esc closes the trace');
const inTrace = (state: TracesState): true | string => (state.comparison !== undefined ? COMPARING : state.open === undefined ? 'open a trace with Enter first' : true);
const isList = (state: TracesState): boolean => state.comparison === undefined && state.open === undefined;

const list: readonly TracesCommand[] = [
  {
    id: 'traces.open', keys: ['enter'], title: 'Open the trace, fold or unfold', short: 'open, fold', footer: 10,
    help: 'Shows the spans of a trace as bars on one scale; there it folds what is below a span, or shows the detail of one with nothing below it.',
    when: (state, context) => (isList(state) && traceList(context, state).rows.length === 0 ? 'there is no trace to open' : true),
    run: (state, _context, send) => [send(isList(state) ? { type: 'open' } : { type: 'fold', way: 'toggle' })],
  },
  {
    id: 'traces.filter', keys: ['f', '&'], title: 'Filter traces', short: 'filter', footer: 20,
    help: 'Lists only traces that match: service:api errors duration>1s name:checkout.',
    when: inList,
    run: (state) => [{ type: 'prompt', open: 'traces.filter', text: state.filter?.text ?? '' }],
  },
  {
    id: 'traces.sort', keys: ['s'], title: 'Sort traces', short: 'sort', footer: 30,
    help: 'Lists the newest first, the longest first, or those with most errors first.',
    when: inList,
    run: (_state, _context, send) => [send({ type: 'sort' })],
  },
];

const folds: readonly TracesCommand[] = [
  {
    id: 'traces.fold', keys: ['h', 'left'], title: 'Fold', help: 'Hides what is below the span; pressed again goes to the span above.',
    when: (state) => (isList(state) ? 'open a trace with Enter first' : true),
    run: (_state, _context, send) => [send({ type: 'fold', way: 'fold' })],
  },
  {
    id: 'traces.unfold', keys: ['l', 'right'], title: 'Unfold', help: 'Shows what is below the span, or the repeats one by one.',
    when: (state, context) => (state.comparison !== undefined ? true : here(state, context, ({ row }) => (row.children.length > 0 ? true : 'nothing is below this span'))),
    run: (_state, _context, send) => [send({ type: 'fold', way: 'unfold' })],
  },
  {
    id: 'traces.detail', keys: ['d'], title: 'Show or hide the detail', short: 'detail', footer: 14,
    help: 'Shows attributes, events, links and the status of the span under the cursor.',
    when: inTrace,
    run: (state, _context, send) => [send({ type: 'detail', open: state.open?.detail !== true })],
  },
  ...([['down', 'J', 1], ['up', 'K', -1]] as const).map(
    ([way, key, step]): TracesCommand => ({
      id: `traces.detail-${way}`, keys: [key], title: `Scroll the detail ${way}`, help: `Shows what is further ${way} in the detail.`,
      when: (state) => (state.open?.detail === true ? inTrace(state) : 'd shows the detail'),
      run: (_state, _context, send) => [send({ type: 'scroll', lines: 3 * step })],
    }),
  ),
];

const jumps: readonly TracesCommand[] = [
  jump('next-error', 'e', 'Next error', 'Goes to the next span with an error, also where it is folded away.', (place) => nextError(place, 1), 'no error below this row', { footer: 16, short: 'error', compared: (place) => nextPair(place, 1, hasError) }),
  jump('previous-error', 'E', 'Previous error', 'Goes to the span with an error before this one.', (place) => nextError(place, -1), 'no error above this row', { compared: (place) => nextPair(place, -1, hasError) }),
  jump('bottleneck', 'b', 'Go to the bottleneck', 'Goes to the span with the largest part of the critical path, or of the difference of two traces.', ({ trace }) => trace.rows.spans.find(({ node }) => node === trace.bottleneck?.node), 'nothing took any time', { footer: 18, short: 'bottleneck', compared: ({ loaded }) => loaded.blamed }),
  jump('self-time', 'B', 'Go to the largest self time', 'Goes to the span that worked longest by itself.', ({ trace }) => longestSelf(trace), 'nothing in this trace took any time'),
];

const follow: readonly TracesCommand[] = ([['logs', 'o', false], ['span-logs', 'O', true]] as const).map(([id, key, alone]) => ({
  id: `traces.${id}`, keys: [key], title: alone ? 'Show the logs of this span alone' : 'Show the logs of this trace',
  ...(alone ? {} : { short: 'logs', footer: 11 }),
  help: alone ? 'Shows the log rows that name this span.' : 'Shows the log rows of this trace, the cursor on the first one of the span under the cursor.',
  when: (state, context) => {
    if (state.comparison !== undefined) return COMPARING;
    return alone ? here(state, context, ({ row }) => (row.kind === 'span' ? true : 'unfold the repeats and choose one')) : true;
  },
  run: (state, context) => {
    const place = placeOf(state, context);
    const traceId = place?.trace.traceId ?? state.open?.traceId ?? chosenTrace(state, context);
    if (traceId === undefined) return [{ type: 'toast', text: 'There is no trace to follow.', tone: 'warn' }];
    return logsOfSpan(context, traceId, place?.row.kind === 'span' ? place.row.node.span.spanId : undefined, alone);
  },
}));

const followId: TracesCommand = {
  id: 'traces.follow-id', keys: ['F'], title: 'Follow an id on the timeline',
  help: 'Chooses the trace, or an id of the span under the cursor, and shows what else carries it on the timeline.',
  when: (state) => (state.comparison === undefined ? true : COMPARING),
  run: (state, context) => {
    const place = placeOf(state, context);
    if (place?.row.kind === 'span') return [{ type: 'time', time: { cursor: place.row.node.span.at } }, ...followOn(idsOf(place.row.node.span))];
    const list = traceList(context, state);
    const row = list.rows[list.cursor];
    const traceId = place?.trace.traceId ?? state.open?.traceId ?? row?.traceId;
    const at = place?.trace.tree.from ?? row?.at;
    return [...(at === undefined ? [] : [{ type: 'time' as const, time: { cursor: at } }]), ...followOn(traceId === undefined ? [] : idsOf({ traceId }))];
  },
};

const leave: readonly TracesCommand[] = [
  {
    id: 'traces.close', keys: ['esc'], title: 'Close the detail, the trace, the filter', short: 'back', footer: 40,
    help: 'One thing a press: closes the comparison or the detail, then the trace, back to where it was opened from, then clears the filter.',
    when: (state) => (isList(state) && state.filter === undefined ? 'there is nothing to close or clear' : true),
    run: (state, context, send) => {
      if (state.comparison !== undefined) return [send({ type: 'close-comparison' })];
      if (state.open === undefined) return [send({ type: 'filter', filter: undefined, preview: false })];
      if (state.open.detail) return [send({ type: 'detail', open: false })];
      return state.open.visited && context.app.trail.length > 0 ? [send({ type: 'close' }), { type: 'back' }] : [send({ type: 'close' })];
    },
  },
];

export const tracesCommands: readonly TracesCommand[] = [...moves, ...list, ...folds, ...jumps, ...compareCommands, ...follow, followId, ...leave];

interface Place {
  readonly trace: LoadedTrace;
  readonly row: WaterfallRow;
  /** In the order of all spans. */
  readonly index: number;
}

function placeOf(state: TracesState, context: CommandContext): Place | undefined {
  if (state.open === undefined || state.comparison !== undefined) return undefined;
  const trace = loadTrace(context, state.open.traceId);
  if (trace === undefined) return undefined;
  const rows = trace.rows.visible(state.open.toggled);
  const row = rows[rowIndex(rows, state.open.cursor)];
  const first = row?.kind === 'repeats' ? row.children[0] : row;
  return row === undefined || first?.kind !== 'span' ? undefined : { trace, row, index: first.index };
}

function here(state: TracesState, context: CommandContext, allowed: (place: Place) => true | string): true | string {
  const open = inTrace(state);
  if (open !== true) return open;
  const place = placeOf(state, context);
  return place === undefined ? 'no span of this trace is known' : allowed(place);
}

interface JumpLook {
  readonly footer?: number;
  readonly short?: string;
  /** What it means while two traces are compared; nothing when absent. */
  readonly compared?: (place: ComparedPlace) => PairRow | undefined;
}

function jump(id: string, key: string, title: string, help: string, find: (place: Place) => SpanRow | undefined, otherwise: string, { compared, ...look }: JumpLook = {}): TracesCommand {
  return {
    id: `traces.${id}`, keys: [key], title, help, ...look,
    when: (state, context) => {
      if (state.comparison === undefined || compared === undefined) return here(state, context, (place) => (find(place) === undefined ? otherwise : true));
      const place = comparedPlace(state, context);
      return place === undefined || compared(place) === undefined ? otherwise : true;
    },
    run: (state, context, send) => {
      const [place, both] = [placeOf(state, context), comparedPlace(state, context)];
      const row = place !== undefined ? find(place) : both === undefined ? undefined : compared?.(both);
      return row === undefined ? [] : [send({ type: 'span', key: row.key })];
    },
  };
}

/** From a group, its own first span is the next one. */
function nextError({ trace, row, index }: Place, direction: 1 | -1): SpanRow | undefined {
  const { spans } = trace.rows;
  for (let at = direction > 0 && row.kind === 'repeats' ? index : index + direction; at >= 0 && at < spans.length; at += direction) {
    if (spans[at]?.node.span.status === 'error') return spans[at];
  }
  return undefined;
}

function longestSelf(trace: LoadedTrace): SpanRow | undefined {
  return trace.rows.spans.reduce<SpanRow | undefined>((most, span) => (span.node.selfTime > (most?.node.selfTime ?? 0) ? span : most), undefined);
}
