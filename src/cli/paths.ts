// Where this user's obs-tui keeps things.
import { homedir } from 'node:os';
import { pathsFor, type Paths } from '../data/config/paths.ts';

export function appPaths(): Paths {
  return pathsFor(process.env, homedir());
}
