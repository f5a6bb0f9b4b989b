// What a tail says after each poll, as each generation of servers says it, its mistakes included: clients must live with them.
// Pure: the loop with sockets and sleeps is in tail.ts.
import { jsonArray, type Picked } from './query.ts';

export type Generation = 1 | 2;

export interface TailState {
  /** Rows with a greater id are asked for; 0 asks for all. */
  readonly lastId: number;
  /** A frame with rows was sent before. */
  readonly spoken: boolean;
}

export interface TailReply {
  readonly state: TailState;
  /** The text frame to send; silence where there is none. */
  readonly frame?: Buffer;
  /** Break the connection after the frame, without a closing handshake. */
  readonly breaks?: boolean;
}

/** `picked` is undefined where the query failed. */
export function tailReply(generation: Generation, state: TailState, picked: Picked | undefined): TailReply {
  return generation === 1 ? firstReply(state, picked) : secondReply(state, picked);
}

/** Goes on after the greatest id it sent, so rows over the limit are lost without a word. */
function firstReply(state: TailState, picked: Picked | undefined): TailReply {
  if (picked === undefined) return { state, frame: Buffer.from('{"error":"query failed"}'), breaks: true };
  if (picked.rows.length === 0) return { state };
  return { state: { lastId: picked.ids.reduce((most, id) => Math.max(most, id), 0), spoken: true }, frame: jsonArray(picked.rows) };
}

/** Goes on after the last entry of a newest-first list, which is the oldest: it sends nearly the same window again each time. */
function secondReply(state: TailState, picked: Picked | undefined): TailReply {
  if (picked === undefined) return { state, frame: Buffer.from('{"status":500,"body":"{\\"error\\":\\"log query failed\\"}"}') };
  const lastId = picked.ids.at(-1);
  if (lastId !== undefined) return { state: { lastId, spoken: true }, frame: jsonArray(picked.rows) };
  return state.spoken ? { state } : { state, frame: jsonArray([]) };
}
