// What the follower asks of anything it reads from: a path whose file may come, go and turn over, or a stream that ends.
import type { Draft } from '../../../model/signal.ts';
import type { Position } from './position.ts';

export interface Taken {
  readonly drafts: readonly Draft[];
  readonly bytes: number;
}

export const NOTHING: Taken = { drafts: [], bytes: 0 };

/** Why nothing can be read from a path at the moment. */
export interface Problem {
  readonly text: string;
  /** Waiting may help. */
  readonly retry: boolean;
}

export interface Input {
  /** For people. */
  readonly name: string;
  readonly problem: Problem | undefined;
  /** Something can be read from, or could be until now. */
  readonly opened: boolean;
  /** Nothing will ever come again. */
  readonly ended: boolean;
  /** Something is held back that silence will give out. */
  readonly holding: boolean;
  /** Looks whether the file is there, has turned over or was cut. */
  look(): Promise<void>;
  /** About `limit` drafts of what can be read now. */
  take(limit: number): Promise<Taken>;
  /** Where to go on, oldest file first; empty for streams. */
  positions(): readonly Position[];
  /** May be called again, and while something is being read: that read then fails. */
  close(): Promise<void>;
}
