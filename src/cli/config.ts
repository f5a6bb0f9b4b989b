// `obs-tui config check|show|schema`.
import { many } from '../lib/format.ts';
import { stringify } from 'yaml';
import { configJsonSchema } from '../data/config/json-schema.ts';
import { shownConfig } from '../data/config/shown.ts';
import { configIn, configPath, readConfig } from './config-file.ts';
import type { GlobalOptions } from './global-options.ts';

export function configCommand(what: 'check' | 'show' | 'schema', options: GlobalOptions): number {
  process.stdout.write(text(what, options));
  return 0;
}

function text(what: 'check' | 'show' | 'schema', options: GlobalOptions): string {
  switch (what) {
    case 'schema':
      return `${JSON.stringify(configJsonSchema(), undefined, 2)}\n`;
    case 'show':
      return stringify(shownConfig(readConfig(options)));
    default:
      return checked(configPath(options));
  }
}

function checked(file: string): string {
  const { sources, panels } = configIn(file);
  return `${file}: ok, ${many(sources.length, 'source')}, ${many(panels.length, 'panel')}\n`;
}
