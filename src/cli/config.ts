// `obs-tui config check|show|schema`.
import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { z } from 'zod';
import { loadConfig } from '../data/config/load.ts';
import { configSchema } from '../data/config/schema.ts';
import { ADAPTERS } from '../data/sources/index.ts';
import { ObsError } from '../model/errors.ts';
import { problemText, readConfig } from './config-file.ts';
import { appPaths } from './paths.ts';
import type { GlobalOptions } from './program.ts';

export async function configCommand(what: 'check' | 'show' | 'schema', options: GlobalOptions): Promise<number> {
  if (what === 'schema') process.stdout.write(`${JSON.stringify(fullSchema(), undefined, 2)}\n`);
  else if (what === 'check') check(options);
  else process.stdout.write(stringify(readConfig(options)));
  return 0;
}

function check(options: GlobalOptions): void {
  const file = options.config ?? appPaths().configFile;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ObsError('CONFIG', `${file}: the file cannot be read`, { cause: error });
  }
  const loaded = loadConfig(text);
  if (!loaded.ok) throw new ObsError('CONFIG', problemText(file, loaded.problems));
  process.stdout.write(`${file}: ok, ${loaded.config.sources.length} sources, ${loaded.config.panels.length} panels\n`);
}

/** The configuration's JSON Schema with one arm for every kind of source. */
export function fullSchema(): unknown {
  const sources = ADAPTERS.map((adapter) => z.toJSONSchema(adapter.config, { io: 'input', unrepresentable: 'any' }));
  const base = z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' });
  const properties = typeof base.properties === 'object' ? base.properties : {};
  return { ...base, properties: { ...properties, sources: { type: 'array', items: { anyOf: sources } } } };
}
