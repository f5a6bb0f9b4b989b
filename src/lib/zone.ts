// Time zones: how far a zone's wall clock stands from UTC at a moment, and what people call it there. The only user of Intl for time;
// everything else adds the offset. A zone that nobody knows counts as UTC, and is called UTC, so that a wrong name never shows a wrong time.

/** 'local', 'utc' or an IANA name such as 'Europe/Berlin'. Names from outside are checked with isZone where they come in. */
export type Zone = string;

interface Known {
  readonly wall: Intl.DateTimeFormat;
  /** Clocks of this century change on quarters of an hour: one offset serves the whole quarter. */
  quarter: number;
  offset: number;
}

const QUARTER_MILLIS = 15 * 60_000;
const known = new Map<string, Known | undefined>();

export function isZone(zone: string): boolean {
  return zone === 'local' || zone === 'utc' || lookUp(zone) !== undefined;
}

/** What to add to UTC milliseconds for the wall clock of the zone at that moment. */
export function zoneOffsetMillis(utcMillis: number, zone: Zone): number {
  if (zone === 'utc') return 0;
  if (zone === 'local') return Math.round(-new Date(utcMillis).getTimezoneOffset() * 60_000);
  const entry = lookUp(zone);
  if (entry === undefined) return 0;
  const quarter = Math.floor(utcMillis / QUARTER_MILLIS);
  if (entry.quarter !== quarter) {
    entry.quarter = quarter;
    entry.offset = measure(entry.wall, quarter * QUARTER_MILLIS);
  }
  return entry.offset;
}

/** The UTC milliseconds at which the zone's wall clock shows `wallMillis`: the first of two where clocks go back, an hour on where they go forward. */
export function fromWallMillis(wallMillis: number, zone: Zone): number {
  const day = 86_400_000;
  const before = zoneOffsetMillis(wallMillis - day, zone);
  const after = zoneOffsetMillis(wallMillis + day, zone);
  const fits = [wallMillis - before, wallMillis - after].filter((utc) => utc + zoneOffsetMillis(utc, zone) === wallMillis);
  return fits.length === 0 ? wallMillis - before : Math.min(...fits);
}

const names = new Map<string, string>();
/** English of different places knows different abbreviations: CET only in Britain, EST only in America. */
const LOCALES = ['en-US', 'en-GB', 'en-AU', 'en-IN', 'en-ZA', 'en-NZ'];

/** The machine's own zone where it is UTC, as most servers have it: said by the date itself, while Intl takes 15 ms to begin. */
const PLAIN_UTC = /GMT\+0000 \(Coordinated Universal Time\)$/;

/** What the zone is called at that moment: "CET", "CEST", "UTC", or its offset as "UTC+5:45" where it has no short name. */
export function zoneAbbreviation(utcMillis: number, zone: Zone): string {
  if (zone === 'utc' || !isZone(zone)) return 'UTC';
  const offset = zoneOffsetMillis(utcMillis, zone);
  const key = `${zone} ${offset}`;
  const cached = names.get(key);
  if (cached !== undefined) return cached;
  const isUtc = zone === 'local' && PLAIN_UTC.test(new Date(utcMillis).toString());
  const name = isUtc ? 'UTC' : (findName(utcMillis, zone) ?? offsetName(offset));
  names.set(key, name);
  return name;
}

function findName(utcMillis: number, zone: Zone): string | undefined {
  for (const locale of LOCALES) {
    const format = new Intl.DateTimeFormat(locale, { timeZoneName: 'short', ...(zone === 'local' ? {} : { timeZone: zone }) });
    const name = format.formatToParts(utcMillis).find((part) => part.type === 'timeZoneName')?.value ?? '';
    if (/^[A-Z]{2,5}$/u.test(name)) return name;
  }
  return undefined;
}

function offsetName(offset: number): string {
  const minutes = Math.round(Math.abs(offset) / 60_000);
  if (minutes === 0) return 'UTC';
  const rest = minutes % 60 === 0 ? '' : `:${String(minutes % 60).padStart(2, '0')}`;
  return `UTC${offset < 0 ? '-' : '+'}${Math.floor(minutes / 60)}${rest}`;
}

function lookUp(zone: string): Known | undefined {
  if (!known.has(zone)) known.set(zone, open(zone));
  return known.get(zone);
}

function open(zone: string): Known | undefined {
  try {
    const wall = new Intl.DateTimeFormat('en-US', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    });
    return { wall, quarter: Number.NaN, offset: 0 };
  } catch (error) {
    // Intl has no other way to say that it does not know a zone.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function measure(wall: Intl.DateTimeFormat, utcMillis: number): number {
  const parts = new Map(wall.formatToParts(utcMillis).map((part) => [part.type, Number(part.value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - utcMillis;
}
