// The panels of a source: those of its configuration, or those that fit what the server holds. A choice goes along with the
// resume token, so that a lost connection does not change what is watched.
import type { Micros } from '../../../lib/micros.ts';
import type { PanelDraft } from '../../../model/signal.ts';
import { panelList } from '../../panels/panel-config.ts';
import { panelId } from '../../panels/panel-id.ts';
import { prometheusPanels, SERVER_PANELS } from '../../panels/prometheus-presets.ts';
import type { PanelTemplate } from '../../panels/template.ts';
import type { Resume } from '../source.ts';
import type { PrometheusApi } from './api.ts';
import { metricNames } from './catalogue.ts';
import type { PrometheusConfig } from './config.ts';

export interface Choice {
  readonly panels: readonly PanelTemplate[];
  /** For the resume token; undefined where the configuration says it. */
  readonly remembered: readonly PanelTemplate[] | undefined;
}

export async function choosePanels(config: PrometheusConfig, api: PrometheusApi, resume: Resume | undefined): Promise<Choice> {
  if (config.panels !== undefined) return { panels: config.panels, remembered: undefined };
  const before = panelList.safeParse(resume?.['panels']);
  if (before.success && before.data.length > 0) return { panels: before.data, remembered: before.data };
  const fitting = prometheusPanels(await metricNames(api));
  const panels = fitting.length > 0 ? fitting : SERVER_PANELS;
  return { panels, remembered: panels };
}

/** The panels as rows of the session: a panel that nobody defined is not drawn. */
export function definitions({ panels }: Choice, source: string, at: Micros): readonly PanelDraft[] {
  return panels.map((panel) => ({ kind: 'panel', at, panel: { ...panel, id: panelId(source, panel.expr), source } }));
}
