// What a panel is in the configuration of a source: a PromQL expression and how to draw its value.
import { z } from 'zod';
import type { Unit } from '../../model/signal.ts';

const UNITS = ['none', 'percent', 'ratio', 'bytes', 'bytes/s', 'seconds', 'milliseconds', '/s', '/min'] as const satisfies readonly Unit[];

export const panelConfig = z.strictObject({
  title: z.string().min(1).max(80).describe('What stands over the panel.'),
  expr: z.string().trim().min(1).max(4_096).describe('PromQL expression.'),
  unit: z.enum(UNITS).exactOptional().describe('How values are written.'),
  threshold: z.number().exactOptional().describe('Drawn as a line; values beyond it are marked.'),
});

/** The panels of one source. The same expression twice would be one panel drawn twice, since an id is made of it. */
export const panelList = z.array(panelConfig).superRefine((panels, context) => {
  panels.forEach(({ expr }, index) => {
    if (panels.findIndex((other) => other.expr === expr) === index) return;
    context.addIssue({ code: 'custom', path: [index, 'expr'], message: 'another panel of this source asks the same' });
  });
});
