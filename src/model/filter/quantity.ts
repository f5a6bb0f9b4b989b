// Numbers with units, in filters and in records: what `latency>200ms` means for a record that says 0.35, "350 ms" or "1m2s".

type Dimension = 'time' | 'size' | 'share';

interface Unit {
  readonly dimension: Dimension;
  /** In nanoseconds, bytes or percent. */
  readonly factor: number;
}

export interface Quantity {
  readonly value: number;
  /** A name of UNITS, or '' for a plain number. */
  readonly unit: string;
}

const UNITS: ReadonlyMap<string, Unit> = new Map([
  ['ns', { dimension: 'time', factor: 1 }],
  ['us', { dimension: 'time', factor: 1e3 }],
  ['ms', { dimension: 'time', factor: 1e6 }],
  ['s', { dimension: 'time', factor: 1e9 }],
  ['m', { dimension: 'time', factor: 60e9 }],
  ['h', { dimension: 'time', factor: 3_600e9 }],
  ['d', { dimension: 'time', factor: 86_400e9 }],
  ['B', { dimension: 'size', factor: 1 }],
  ['KB', { dimension: 'size', factor: 1e3 }],
  ['KiB', { dimension: 'size', factor: 2 ** 10 }],
  ['MB', { dimension: 'size', factor: 1e6 }],
  ['MiB', { dimension: 'size', factor: 2 ** 20 }],
  ['GB', { dimension: 'size', factor: 1e9 }],
  ['GiB', { dimension: 'size', factor: 2 ** 30 }],
  ['%', { dimension: 'share', factor: 1 }],
] as const);

export const UNIT_NAMES: readonly string[] = [...UNITS.keys()];

/** Sizes are written in every case; times are not, because M is no minute. */
const OTHER_SPELLINGS: ReadonlyMap<string, string> = new Map([
  ...['B', 'KB', 'KiB', 'MB', 'MiB', 'GB', 'GiB'].map((name) => [name.toLowerCase(), name] as const),
  ['µs', 'us'], ['μs', 'us'],
]);

/** What the last word of a field name says about its numbers. */
const SUFFIXES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ns: 'ns nanos nanoseconds', us: 'us micros microseconds', ms: 'ms msec millis milliseconds', s: 's sec secs seconds',
    m: 'minutes', h: 'hours', d: 'days', B: 'bytes', KB: 'kb', KiB: 'kib', MB: 'mb', MiB: 'mib', GB: 'gb', GiB: 'gib', '%': 'percent pct',
  }).flatMap(([unit, words]) => words.split(' ').map((word) => [word, unit] as const)),
);

const RATIO: Unit = { dimension: 'share', factor: 100 };

/** The unit that a field's own name gives its numbers: `duration_ms`, `elapsedSeconds`, `body_bytes`. */
function unitOfField(name: string): Unit | undefined {
  const word = /(?:[A-Z]+|[A-Z]?[a-z]+)$/u.exec(name)?.[0].toLowerCase() ?? '';
  return word === 'ratio' ? RATIO : UNITS.get(SUFFIXES.get(word) ?? '');
}

const QUANTITY = /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*([a-zµμ]*|%)\s*$/iu;
const LONGEST = 64;

/** "500", "1.5s", "4 KiB", "80%"; undefined for anything else, and where the number is not finite. */
export function parseQuantity(text: string): Quantity | undefined {
  const found = text.length > LONGEST ? null : QUANTITY.exec(text);
  if (found === null) return undefined;
  const word = found[2] ?? '';
  const unit = word === '' || UNITS.has(word) ? word : OTHER_SPELLINGS.get(word.toLowerCase());
  const value = Number(found[1]) + 0;
  return unit === undefined || !Number.isFinite(value) ? undefined : { value, unit };
}

const PARTS = /^\s*(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?\s*$/u;

/** What a record's text says as a quantity; also the compound "1h2m3.5s" that Go programs write. */
function quantityIn(text: string): Quantity | undefined {
  const simple = parseQuantity(text);
  if (simple !== undefined || text.length > LONGEST) return simple;
  const parts = text.trim() === '' ? null : PARTS.exec(text);
  if (parts === null) return undefined;
  const [, hours, minutes, seconds] = parts;
  return { value: Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0), unit: 's' };
}

/**
 * Reads one field's values of records as numbers in the unit of `wanted`. Plain numbers are in the unit of the field's name; where it
 * has none, they count as they are. Undefined: no number, or of another kind, so that it can be neither above nor below.
 */
export function reading(field: string, wanted: Quantity): (value: string | number) => number | undefined {
  const own = unitOfField(field);
  const asked = UNITS.get(wanted.unit) ?? own;
  const convert = (value: number, from: Unit | undefined): number | undefined => {
    if (from === asked || from === undefined) return value;
    if (asked === undefined || from.dimension !== asked.dimension) return undefined;
    const converted = (value * from.factor) / asked.factor;
    // 0.57 s is 570 ms although the doubles differ in the last digit.
    return Math.abs(converted - wanted.value) <= 1e-12 * Math.abs(wanted.value) ? wanted.value : converted;
  };
  return (value) => {
    if (typeof value === 'number') return convert(value, own);
    const quantity = quantityIn(value);
    return quantity === undefined ? undefined : convert(quantity.value, UNITS.get(quantity.unit) ?? own);
  };
}
