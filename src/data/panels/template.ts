import type { PanelDefinition } from '../../model/signal.ts';

/** A panel before it belongs to a source. */
export type PanelTemplate = Pick<PanelDefinition, 'title' | 'expr' | 'unit' | 'threshold'>;
