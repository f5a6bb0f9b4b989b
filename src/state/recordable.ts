// Whether something of the operator's own can be recorded into the session, or why not: an act only while it is live, a note and a pin
// also into one that is closed.
import type { SessionInfo } from '../model/session.ts';

export function recordable({ growing, attached }: Pick<SessionInfo, 'growing' | 'attached'>): true | string {
  if (attached === true) return 'attached read-only: the program that records can do it';
  return growing ? true : 'this session is closed';
}

/** Notes and pins. */
export function annotatable(info: Pick<SessionInfo, 'growing' | 'attached' | 'annotations'>): true | string {
  const allowed = recordable(info);
  return allowed === true || info.attached === true ? allowed : (info.annotations ?? allowed);
}

/** Whether leaving ends a recording. */
export function endsRecording({ growing, attached }: Pick<SessionInfo, 'growing' | 'attached'>): boolean {
  return growing && attached !== true;
}
