// `obs-tui config check|show|schema`.
import { many } from '../lib/format.ts';
import { stringify } from 'yaml';
import { configJsonSchema } from '../data/config/json-schema.ts';
import { shownConfig } from '../data/config/shown.ts';
import { configIn, configPath, readConfig } from './config-file.ts';
import type { GlobalOptions } from './global-options.ts';

export async function configCommand(what: 'check' | 'show' | 'schema', options: GlobalOptions): Promise<number> {
  process.stdout.write(await text(what, options));
  return 0;
}

async function text(what: 'check' | 'show' | 'schema', options: GlobalOptions): Promise<string> {
  switch (what) {
    case 'schema':
      return `${JSON.stringify(configJsonSchema(), undefined, 2)}\n`;
    case 'show':
      return stringify(shownConfig(await readConfig(options)));
    default:
      return checked(configPath(options));
  }
}

async function checked(file: string): Promise<string> {
  const { sources, panels } = await configIn(file);
  return `${file}: ok, ${many(sources.length, 'source')}, ${many(panels.length, 'panel')}\n`;
}
