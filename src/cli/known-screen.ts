// The screens that an option may name.
import { nearest } from '../lib/nearest.ts';
import { ObsError } from '../model/errors.ts';
import { SCREENS } from '../screens/index.ts';

export function isScreen(name: string): boolean {
  return SCREENS.some((screen) => screen.id === name);
}

/** Throws USAGE with the name that was probably meant. */
export function knownScreen(name: string): string {
  if (isScreen(name)) return name;
  const names = SCREENS.map((screen) => screen.id);
  const near = nearest(name, names);
  throw new ObsError('USAGE', `--screen: there is no "${name}"; ${near === undefined ? `one of ${names.join(', ')}` : `did you mean "${near}"?`}`);
}
