// Panels for what a metrics page turns out to expose, when the configuration names none: the questions an operator asks first.
// Only PromQL that src/promql evaluates too, since a scrape source has no server to ask.
import { fallbackPanels } from './fallback.ts';
import { PRESETS } from './preset-list.ts';
import type { PanelTemplate } from './template.ts';

export type { PanelTemplate };

export interface PresetOptions {
  /** Width of rate windows in PromQL: at least four scrape intervals. */
  readonly window?: string;
  /** Panels at most; 12 when absent. */
  readonly most?: number;
}

/** Fewer than this and the page is one nobody knows: its own first metrics are shown as well. */
const ENOUGH = 4;

/** The panels for a page with these sample names (`x_bucket`, not `x`), the most telling first. None for a page of nothing. */
export function presetPanels(names: ReadonlySet<string>, options: PresetOptions = {}): readonly PanelTemplate[] {
  const { window = '1m', most = 12 } = options;
  const panels: PanelTemplate[] = [];
  const told = new Set<string>();
  for (const { needs, without, panel } of PRESETS) {
    if (!needs.every((name) => names.has(name)) || without?.some((name) => names.has(name)) === true) continue;
    panels.push({ ...panel, expr: panel.expr.replaceAll('$window', window) });
    for (const name of needs) told.add(name);
  }
  if (panels.length < ENOUGH) panels.push(...fallbackPanels(names, told, window, ENOUGH * 2 - panels.length));
  return panels.slice(0, most);
}
