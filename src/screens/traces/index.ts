import { BLANK, line, span, words, type Line } from '../../lib/line.ts';
import { visible, own } from '../../lib/text.ts';
import type { Size } from '../../state/command.ts';
import { definePanel } from '../../state/panel.ts';
import { tracesCommands } from './commands.ts';
import { compareLines } from './compare/lines.ts';
import { revealTrace, updateTraces } from './events.ts';
import { listLines } from './list-lines.ts';
import { tracesPrompts } from './prompts.ts';
import { selectTraces, type MissingModel, type TracesModel } from './select.ts';
import { INITIAL } from './state.ts';
import { waterfallLines } from './waterfall-lines.ts';

export const tracesPanel = definePanel({
  id: 'traces',
  title: 'Traces',
  init: INITIAL,
  update: updateTraces,
  select: selectTraces,
  lines,
  reveal: revealTrace,
  commands: tracesCommands,
  prompts: tracesPrompts,
});

function lines(model: TracesModel, size: Size): readonly Line[] {
  if (model.kind === 'list') return listLines(model, size);
  if (model.kind === 'compare') return compareLines(model, size);
  return model.kind === 'waterfall' ? waterfallLines(model, size) : missingLines(model);
}

function missingLines({ traceId, visited }: MissingModel): readonly Line[] {
  return [
    BLANK,
    line(span(own('  No span of trace '), 'dim'), span(visible(traceId, 100), 'accent'), span(own(' is known up to this moment.'), 'dim')),
    words(`  It may not be sampled, or not have arrived yet. Esc goes back${visited ? '' : ' to the list'}.`, 'dim'),
  ];
}
