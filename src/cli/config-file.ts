// Reads the configuration that the command line names, or the one at the usual place; none is fine there.
import { readFileSync } from 'node:fs';
import { EMPTY_CONFIG } from '../data/config/empty.ts';
import type { ConfigProblem } from '../data/config/load.ts';
import type { Config } from '../data/config/schema.ts';
import { ObsError } from '../model/errors.ts';
import { appPaths } from './paths.ts';

export interface ConfigOptions {
  readonly config?: string;
}

export function configPath(options: ConfigOptions): string {
  return options.config ?? appPaths().configFile;
}

/** The configuration; an empty one where no file is named and none lies at the usual place. Rejects with CONFIG and every problem. */
export async function readConfig(options: ConfigOptions): Promise<Config> {
  const named = options.config !== undefined || (process.env['OBS_TUI_CONFIG'] ?? '') !== '';
  const text = readText(configPath(options), named);
  return text === undefined ? EMPTY_CONFIG : configOf(configPath(options), text);
}

/** The configuration of this file. Rejects with CONFIG, also where there is no such file. */
export async function configIn(file: string): Promise<Config> {
  return configOf(file, readText(file, true) ?? '');
}

/** What knows the shape of a configuration is loaded only where there is one to read. */
async function configOf(file: string, text: string): Promise<Config> {
  const [{ loadConfig }, { keyIssues }] = await Promise.all([import('../data/config/load.ts'), import('./key-issues.ts')]);
  const loaded = loadConfig(text, keyIssues);
  if (loaded.ok) return loaded.config;
  throw new ObsError('CONFIG', problemText(file, loaded.problems));
}

function problemText(file: string, problems: readonly ConfigProblem[]): string {
  return problems.map(({ line, column, path, message }) => `${file}:${line}:${column}: ${path === '' ? '' : `${path}: `}${message}`).join('\n  ');
}

/** Undefined where there is no such file and it need not be there. */
function readText(file: string, isNeeded: boolean): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    if (code === 'ENOENT' && !isNeeded) return undefined;
    throw new ObsError('CONFIG', `${file}: ${code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${code})`}`, { cause: error });
  }
}
