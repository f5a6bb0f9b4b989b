// Which clock a time without a zone was read from. Offsets are looked up once per quarter of an hour of wall time, since
// asking Intl for each line costs more than all other decoding together.

export interface Zone {
  readonly name: string;
  /** Minutes east of UTC at this wall time, given in microseconds as if it were UTC. A doubled hour is taken as its first. */
  offsetMinutes(wall: number): number;
}

export const UTC: Zone = { name: 'UTC', offsetMinutes: () => 0 };

/** `UTC`, `Z`, `+02:00`, `-0330` or a name of the IANA list; undefined where it names no zone. */
export function zoneOf(name: string): Zone | undefined {
  if (name === 'UTC' || name === 'Z') return UTC;
  const fixed = /^([+-])(\d\d):?(\d\d)$/.exec(name);
  if (fixed !== null) {
    const minutes = (Number(fixed[2]) * 60 + Number(fixed[3])) * (fixed[1] === '-' ? -1 : 1);
    return Math.abs(minutes) <= 14 * 60 ? { name, offsetMinutes: () => minutes } : undefined;
  }
  try {
    return namedZone(name, new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' }));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The zone of this machine, for files that its own programs wrote. */
export function localZone(): Zone {
  return zoneOf(new Intl.DateTimeFormat().resolvedOptions().timeZone) ?? UTC;
}

const QUARTER = 15 * 60_000_000;
const MOST_CACHED = 4_096;

function namedZone(name: string, format: Intl.DateTimeFormat): Zone {
  const cache = new Map<number, number>();
  return {
    name,
    offsetMinutes(wall) {
      const quarter = Math.floor(wall / QUARTER);
      const known = cache.get(quarter);
      if (known !== undefined) return known;
      const first = offsetAt(format, wall / 1_000 - 24 * 3_600_000);
      const guess = offsetAt(format, wall / 1_000 - first * 60_000);
      const offset = guess === first ? first : offsetAt(format, wall / 1_000 - guess * 60_000) === guess ? guess : first;
      if (cache.size >= MOST_CACHED) cache.clear();
      cache.set(quarter, offset);
      return offset;
    },
  };
}

/** The offset is read from text such as `11/21/2026, GMT+05:30`; plain `GMT` is zero. */
function offsetAt(format: Intl.DateTimeFormat, utcMillis: number): number {
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(format.format(utcMillis));
  if (match === null) return 0;
  return (Number(match[2]) * 60 + Number(match[3])) * (match[1] === '-' ? -1 : 1);
}
