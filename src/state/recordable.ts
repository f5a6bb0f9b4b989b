// Whether something of the operator's own (a note, a pin, an act) can be recorded into the session, or why not.
import type { SessionInfo } from '../model/session.ts';

export function recordable({ growing, attached }: Pick<SessionInfo, 'growing' | 'attached'>): true | string {
  if (attached === true) return 'attached read-only: the program that records can do it';
  return growing ? true : 'this session is closed';
}

/** Whether leaving ends a recording. */
export function endsRecording({ growing, attached }: Pick<SessionInfo, 'growing' | 'attached'>): boolean {
  return growing && attached !== true;
}
