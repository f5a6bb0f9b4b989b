// The shape of config.yaml apart from the sources, which bring their own (sources/index.ts). Descriptions become docs/config.md.
import { z } from 'zod';
import { incidentsConfig } from '../incident/config.ts';
import { panelConfig } from '../panels/panel-config.ts';
import { retentionConfig } from '../retention/config.ts';
import { redactConfig } from './redact.ts';

const panel = panelConfig.extend({
  source: z.string().optional().describe('Name of the source that answers it; needed where more than one can.'),
});

const ui = z.strictObject({
  zone: z.enum(['local', 'utc']).default('local').describe('Zone of every time on the screen; T changes it.'),
  fps: z.number().int().min(1).max(30).optional().describe('Frames a second at most; 20, or 10 over SSH, when absent.'),
  ascii: z.boolean().default(false).describe('Draw with ASCII characters only.'),
});

export const configSchema = z.strictObject({
  title: z.string().max(40).optional().describe('Name of what is watched, for the header: prod-eu.'),
  sources: z.array(z.unknown()).default([]).describe('What is read. Each entry has a name, a kind and the fields of its kind.'),
  panels: z.array(panel).default([]).describe('Metric panels; sources without any get presets that fit the metrics they expose.'),
  keys: z
    .record(z.string(), z.array(z.string()))
    .default({})
    .describe('Keys of your own by command id (docs/keys.md), each a list of chords.'),
  retention: retentionConfig.prefault({}).describe('How long recorded sessions stay; off until `sessions` is given.'),
  redact: redactConfig.prefault({}).describe('What is replaced by a mark wherever rows leave: in saved incidents, reports, copies.'),
  incidents: incidentsConfig.prefault({}).describe('How saved incidents are signed and encrypted where nothing else is asked for.'),
  ui: ui.prefault({}).describe('How the screen looks.'),
});

export type Config = z.infer<typeof configSchema>;
export type PanelConfig = z.infer<typeof panel>;
