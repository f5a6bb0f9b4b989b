// What counts where nothing is configured, as an empty config.yaml would be read: known without what reads one, so that a first look at
// the program does not wait for that.
import type { Config } from './schema.ts';

export const EMPTY_CONFIG: Config = {
  sources: [],
  panels: [],
  keys: {},
  retention: { apply_at_start: false },
  redact: { ips: false, copy: true, rules: [] },
  incidents: { encrypt_to: [] },
  ui: { zone: 'local', ascii: false },
};
