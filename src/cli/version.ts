// Which versions this is, for --version and bug reports.
import { sqliteVersion } from '../data/session/version.ts';
import { aboutText } from './about.ts';

export function versionText(): string {
  return `${aboutText()}\nSQLite ${sqliteVersion()}`;
}
