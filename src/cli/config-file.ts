// Reads the configuration that the command line names, or the one at the usual place; none is fine there.
import { readFileSync } from 'node:fs';
import { loadConfig, type ConfigProblem } from '../data/config/load.ts';
import type { Config } from '../data/config/schema.ts';
import { ObsError } from '../model/errors.ts';
import { appPaths } from './paths.ts';

/** Throws CONFIG with every problem as file:line:column. */
export function readConfig(options: { readonly config?: string }): Config {
  const file = options.config ?? appPaths().configFile;
  const loaded = loadConfig(readText(file, options.config !== undefined || process.env['OBS_TUI_CONFIG'] !== undefined));
  if (loaded.ok) return loaded.config;
  throw new ObsError('CONFIG', problemText(file, loaded.problems));
}

export function problemText(file: string, problems: readonly ConfigProblem[]): string {
  return problems.map((p) => `${file}:${p.line}:${p.column}: ${p.path === '' ? '' : `${p.path}: `}${p.message}`).join('\n  ');
}

function readText(file: string, named: boolean): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (missing && !named) return '';
    throw new ObsError('CONFIG', `${file}: ${missing ? 'there is no such file' : 'the file cannot be read'}`, { cause: error });
  }
}
