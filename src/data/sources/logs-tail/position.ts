// Where the stream stands, and the resume token that says so: the newest row accounted for, and a gap that is being closed.
// Invariant: every id up to the mark is delivered or declared missing, so one number is enough to know a row again.
import { z } from 'zod';
import { isMicros, type Micros } from '../../../lib/micros.ts';
import type { Resume } from '../source.ts';

/** Characters of a message that tell one row from another with the same id. */
export const FINGERPRINT_CHARS = 200;

const moment = z.custom<Micros>((value) => typeof value === 'number' && isMicros(value));

const mark = z.object({
  id: z.number(),
  /** As the server wrote it, in its unit. */
  timestamp: z.number(),
  /** First characters of the message: a server that started again has another row under the same id. */
  fingerprint: z.string(),
  at: moment,
});

/** A stretch of ids being fetched by search, row by row accounted for. */
const pending = z.object({
  gapId: z.string(),
  reason: z.enum(['disconnected', 'server-dropped']),
  /** Ids of it are above this one. */
  from: z.number(),
  /** Its newest row. */
  upTo: mark,
  /** Newest wire timestamp that a row of it can have. */
  to: z.number(),
  /** All up to this wire timestamp is fetched; undefined while nothing is. */
  fetchedTo: z.number().optional(),
  /** Rows of it handed on, and how many of those came by search. */
  delivered: z.number(),
  recovered: z.number(),
});

const position = z.object({
  /** 1, then one more whenever the server began to count anew. */
  epoch: z.number(),
  mark: mark.optional(),
  pending: pending.optional(),
});

export type Mark = z.output<typeof mark>;
export type Pending = z.output<typeof pending>;
export type Position = z.output<typeof position>;

const START: Position = { epoch: 1 };

export function resumeOf(at: Position): Resume {
  return at;
}

/** A token that is none of ours starts from the beginning. */
export function positionOf(resume: Resume | undefined): Position {
  return position.safeParse(resume).data ?? START;
}
