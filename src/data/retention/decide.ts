// Which sessions may go. Pure. A session is one append-only file, so it goes whole or not at all: it stays as long as the longest of
// what it holds asks for. Whatever a person put into one, or made of one, keeps it; so does every doubt.
import type { Micros } from '../../lib/micros.ts';

/** Microseconds since the last commit of a session. Nothing ever goes where `sessions` is absent. */
export interface RetentionRules {
  readonly sessions?: number;
  /** For sessions with log rows of level error or fatal; never shorter than `sessions`. */
  readonly errors?: number;
  /** For sessions with traces; never shorter than `sessions`. */
  readonly traces?: number;
}

/** What the folder tells of a file. */
export interface NamedFile {
  readonly state: 'growing' | 'unfinished' | 'closed';
  /** From its name; undefined where a person named it. */
  readonly startedAt: Micros | undefined;
  /** Anything but a regular file. */
  readonly link: boolean;
}

/** What the session itself tells. */
export interface HeldFacts {
  /** Its last commit. */
  readonly last: Micros;
  readonly errors: boolean;
  readonly traces: boolean;
  /** Notes, pins or acts of the operator's. */
  readonly words: boolean;
  /** An incident of the library was saved from it. */
  readonly saved: boolean;
}

export interface Verdict {
  readonly goes: boolean;
  /** A few words, for people. */
  readonly why: string;
}

/** What is certain without opening the session; undefined where only its content can tell. */
export function decideByName(file: NamedFile, rules: RetentionRules, now: Micros): Verdict | undefined {
  if (file.state === 'growing') return kept('it is being recorded');
  if (file.state === 'unfinished') return kept('its recorder died: recover it first');
  if (file.link) return kept('it is a link to another place');
  if (file.startedAt === undefined) return kept('it was named by hand');
  if (rules.sessions === undefined) return kept('retention.sessions is not configured');
  return now - file.startedAt < rules.sessions ? kept('it is young enough') : undefined;
}

/** `held` is undefined where the session cannot be read. */
export function decideByContent(held: HeldFacts | undefined, rules: RetentionRules, now: Micros): Verdict {
  if (held === undefined) return kept('it cannot be read');
  if (held.words) return kept('it has notes, pins or acts');
  if (held.saved) return kept('an incident was saved from it');
  if (rules.sessions === undefined) return kept('retention.sessions is not configured');
  const periods = [
    { name: 'sessions', length: rules.sessions },
    ...(held.errors && rules.errors !== undefined ? [{ name: 'errors', length: rules.errors }] : []),
    ...(held.traces && rules.traces !== undefined ? [{ name: 'traces', length: rules.traces }] : []),
  ];
  const longest = periods.reduce((most, period) => (period.length > most.length ? period : most));
  const because = `retention.${longest.name}`;
  return now - held.last > longest.length ? { goes: true, why: `older than ${because}` } : kept(`within ${because}`);
}

function kept(why: string): Verdict {
  return { goes: false, why };
}
