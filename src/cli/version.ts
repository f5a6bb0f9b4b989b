// Which versions this is: for --version, bug reports and the session's own record.
import { createRequire } from 'node:module';
import { sqliteVersion } from '../data/session/version.ts';

export const VERSION = String((createRequire(import.meta.url)('../package.json') as { readonly version: string }).version);

export function versionText(): string {
  return `obs-tui ${VERSION}\nNode.js ${process.version}\nSQLite ${sqliteVersion()}\n${process.platform} ${process.arch}`;
}
