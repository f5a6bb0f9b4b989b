// What a terminal can show, as far as its environment tells: we ask it nothing.
import type { Colours } from './sgr.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The console of a machine, or a terminal of glass and wire, or what behaves like one. */
const HARDWARE = /^(linux|vt\d+)/;
/** Those of them, and others, that have no colours. */
const COLOURLESS = /^$|^vt\d+|-m(?:ono)?$/;

/** The locale says UTF-8 and the terminal is not one of the kinds that cannot show it whatever the locale. */
export function speaksUnicode(env: Environment): boolean {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return /utf-?8/i.test(locale) && !isHardware(env);
}

/** FORCE_COLOR is what became of NO_COLOR and --color. */
export function coloursOf(env: Environment): Colours {
  const wish = env['FORCE_COLOR'];
  if (wish !== undefined) return wish === '0' ? 'none' : 'sixteen';
  return COLOURLESS.test(env['TERM'] ?? '') ? 'none' : 'sixteen';
}

/** Whether it is one of those, of which no more is expected than of the oldest. */
export function isHardware(env: Environment): boolean {
  return HARDWARE.test(env['TERM'] ?? '');
}
