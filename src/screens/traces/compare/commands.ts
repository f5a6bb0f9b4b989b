// Keys that compare traces: one is marked, another one is laid beside it.
import type { PanelContext } from '../../../state/command.ts';
import type { PanelCommand } from '../../../state/panel.ts';
import type { TracesEvent } from '../events.ts';
import { chosenTrace } from '../list.ts';
import type { TracesState } from '../state.ts';
import { comparedPlace, nextPair } from './place.ts';
import { isDifferent } from './rows.ts';

type TracesCommand = PanelCommand<TracesState, TracesEvent>;

const NONE = 'M compares the marked trace with another one first';

export const compareCommands: readonly TracesCommand[] = [
  {
    id: 'traces.mark', keys: ['m'], title: 'Mark the trace for comparing', help: 'Keeps this trace as A, to compare others with it; pressed again lets it go.',
    when: (state, context) => (state.comparison !== undefined ? 'Esc closes the comparison first' : here(state, context) === undefined ? 'there is no trace to mark' : true),
    run: (state, context, send) => {
      const traceId = here(state, context);
      if (traceId === undefined) return [];
      const text = state.marked === traceId ? 'No trace is marked any more.' : 'This trace is A: go to another one and press M.';
      return [send({ type: 'mark', traceId }), { type: 'toast', text, tone: 'good' }];
    },
  },
  {
    id: 'traces.compare', keys: ['M', '='], title: 'Compare with the marked trace', short: 'compare', footer: 12,
    help: 'Lays the trace under the cursor, or the one that is open, beside the marked one: what was added, removed, slower, faster.',
    when: comparable,
    run: (state, context, send) => {
      const b = here(state, context);
      return state.marked === undefined || b === undefined || comparable(state, context) !== true ? [] : [send({ type: 'compare', a: state.marked, b })];
    },
  },
  {
    id: 'traces.swap', keys: ['x'], title: 'Swap the two traces', short: 'swap', footer: 17, help: 'Shows the change from B to A.',
    when: (state) => (state.comparison === undefined ? NONE : true),
    run: (_state, _context, send) => [send({ type: 'swap' })],
  },
  step('next-difference', 'n', 'Next difference', 'Goes to the next step that differs, also where it is folded away.', 1, 'no difference below this row'),
  step('previous-difference', 'N', 'Previous difference', 'Goes to the step before this one that differs.', -1, 'no difference above this row'),
];

/** The trace that is open, else the one under the cursor. */
function here(state: TracesState, context: PanelContext): string | undefined {
  return state.open?.traceId ?? chosenTrace(state, context);
}

function comparable(state: TracesState, context: PanelContext): true | string {
  if (state.comparison !== undefined) return 'Esc closes the comparison first';
  if (state.marked === undefined) return 'm marks the trace to compare with first';
  const other = here(state, context);
  if (other === undefined) return 'there is no trace to compare with';
  return other === state.marked ? 'this is the marked trace: go to another one' : true;
}

function step(id: string, key: string, title: string, help: string, direction: 1 | -1, otherwise: string): TracesCommand {
  const find = (state: TracesState, context: PanelContext) => {
    const place = comparedPlace(state, context);
    return place === undefined ? undefined : nextPair(place, direction, isDifferent);
  };
  return {
    id: `traces.${id}`, keys: [key], title, help, ...(direction > 0 ? { short: 'difference', footer: 13 } : {}),
    when: (state, context) => (state.comparison === undefined ? NONE : find(state, context) === undefined ? otherwise : true),
    run: (state, context, send) => {
      const row = find(state, context);
      return row === undefined ? [] : [send({ type: 'span', key: row.key })];
    },
  };
}
