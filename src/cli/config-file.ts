// Reads the configuration that the command line names, or the one at the usual place; none is fine there.
import { readFileSync } from 'node:fs';
import { loadConfig, type ConfigProblem } from '../data/config/load.ts';
import type { Config } from '../data/config/schema.ts';
import { ObsError } from '../model/errors.ts';
import { keyIssues } from './key-issues.ts';
import { appPaths } from './paths.ts';

export interface ConfigOptions {
  readonly config?: string;
}

export function configPath(options: ConfigOptions): string {
  return options.config ?? appPaths().configFile;
}

/** The configuration; an empty one where no file is named and none lies at the usual place. Throws CONFIG with every problem. */
export function readConfig(options: ConfigOptions): Config {
  const named = options.config !== undefined || (process.env['OBS_TUI_CONFIG'] ?? '') !== '';
  return configIn(configPath(options), named ? undefined : '');
}

/** The configuration of this file. `absent` is the text that counts where there is no file; without it, that is an error. */
export function configIn(file: string, absent?: string): Config {
  const loaded = loadConfig(readText(file, absent), keyIssues);
  if (loaded.ok) return loaded.config;
  throw new ObsError('CONFIG', problemText(file, loaded.problems));
}

function problemText(file: string, problems: readonly ConfigProblem[]): string {
  return problems.map(({ line, column, path, message }) => `${file}:${line}:${column}: ${path === '' ? '' : `${path}: `}${message}`).join('\n  ');
}

function readText(file: string, absent: string | undefined): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    if (code === 'ENOENT' && absent !== undefined) return absent;
    throw new ObsError('CONFIG', `${file}: ${code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${code})`}`, { cause: error });
  }
}
