// Panels for a Prometheus server: what it scrapes as a whole, then what the names it holds suggest.
import { presetPanels } from './presets.ts';
import type { PanelTemplate } from './template.ts';

/** Servers usually scrape every 15 to 60 s, so a minute may hold one sample only. */
const WINDOW = '5m';

const TARGETS: readonly PanelTemplate[] = [
  { title: 'targets down', expr: 'count(up == 0) or vector(0)', unit: 'none', threshold: 0 },
  { title: 'targets up', expr: 'count(up == 1)', unit: 'none' },
];

const SCRAPES: readonly PanelTemplate[] = [
  { title: 'samples scraped', expr: 'sum(scrape_samples_scraped)', unit: 'none' },
  { title: 'slowest scrape', expr: 'max(scrape_duration_seconds)', unit: 'seconds' },
];

/** What can be asked of any server, before its names are known. */
export const SERVER_PANELS: readonly PanelTemplate[] = [...TARGETS, ...SCRAPES];

/** The panels for a server that holds metrics of these names; those about targets only where it scrapes any. */
export function prometheusPanels(names: ReadonlySet<string>, most = 12): readonly PanelTemplate[] {
  const about = [...(names.has('up') ? TARGETS : []), ...(names.has('scrape_samples_scraped') ? SCRAPES : [])];
  return [...about, ...presetPanels(names, { window: WINDOW, most })].slice(0, most);
}
