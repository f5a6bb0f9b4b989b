// What lies in a folder.
import { readdirSync } from 'node:fs';
import { codeOf, translate } from './errors.ts';

/** Names, in no order; a folder that is not there holds none. Throws as reading does. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw translate(error, folder, 'read');
  }
}
