// What both forms of syslog come down to.
import type { Micros } from '../../../lib/micros.ts';
import type { Level } from '../../../model/level.ts';
import type { Attributes, Value } from '../../../model/signal.ts';
import { scalarOf } from './logfmt.ts';

export interface SyslogRecord {
  /** Undefined where the header has no time. */
  readonly at?: Micros | undefined;
  readonly level?: Level | undefined;
  readonly service?: string | undefined;
  readonly node?: string | undefined;
  readonly attributes: Attributes;
  /** MSG: everything behind the header. */
  readonly message: string;
}

/** A process id is a number nearly always, but may be any word. */
export function pidOf(text: string): Value {
  const value = scalarOf(text);
  return typeof value === 'number' ? value : text;
}
