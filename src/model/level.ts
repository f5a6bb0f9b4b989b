// Severity on one ladder of six, whatever words a backend uses; the original word stays in the record.

export const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type Level = (typeof LEVELS)[number];

/** Letter and glyph carry the level without colour. */
export const LEVEL_LETTER: Readonly<Record<Level, string>> = {
  trace: 'T',
  debug: 'D',
  info: 'I',
  warn: 'W',
  error: 'E',
  fatal: 'F',
};

/** 0 is trace, 5 is fatal: this number is what the session stores and compares. */
export function levelRank(level: Level): number {
  return LEVELS.indexOf(level);
}

export function levelOfRank(rank: number): Level {
  return LEVELS[Math.min(5, Math.max(0, Math.trunc(rank)))] ?? 'info';
}

const WORDS: ReadonlyMap<string, Level> = new Map([
  ['t', 'trace'], ['trace', 'trace'], ['trc', 'trace'], ['finest', 'trace'], ['verbose', 'trace'],
  ['d', 'debug'], ['debug', 'debug'], ['dbg', 'debug'], ['fine', 'debug'],
  ['i', 'info'], ['info', 'info'], ['inf', 'info'], ['information', 'info'], ['informational', 'info'], ['notice', 'info'], ['log', 'info'],
  ['w', 'warn'], ['warn', 'warn'], ['warning', 'warn'], ['wrn', 'warn'],
  ['e', 'error'], ['error', 'error'], ['err', 'error'], ['severe', 'error'], ['fail', 'error'],
  ['f', 'fatal'], ['fatal', 'fatal'], ['critical', 'fatal'], ['crit', 'fatal'], ['alert', 'fatal'],
  ['emerg', 'fatal'], ['emergency', 'fatal'], ['panic', 'fatal'],
] satisfies readonly (readonly [string, Level])[]);

/** The same words as writers spell them most, so that those need no folding. */
const SPELT: ReadonlyMap<string, Level> = new Map([...WORDS].flatMap(([word, level]) => [[word, level], [word.toUpperCase(), level]]));

/** The level a word names, in any case; undefined where it names none. */
export function levelOfWord(word: string): Level | undefined {
  return SPELT.get(word) ?? WORDS.get(word.length <= 16 ? word.trim().toLowerCase() : '');
}
