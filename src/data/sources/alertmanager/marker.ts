// What a comment of a silence says beside its words: that it is an acknowledgement, as karma marks one, and which request made it.
// The mark of the request is how a lost answer is looked up, so that no silence is made twice.

const ACK = /^ACK!\s*/;
const MARK = /\s*\[obs-tui:([\w.:-]+)\]\s*$/;

export interface SaidComment {
  /** For people: without prefix and mark. */
  readonly words: string;
  readonly acknowledges: boolean;
  /** Id of the request of ours that made it. */
  readonly request: string | undefined;
}

export function readComment(comment: string): SaidComment {
  const request = MARK.exec(comment)?.[1];
  const bare = comment.replace(MARK, '');
  return { words: bare.replace(ACK, ''), acknowledges: ACK.test(bare), request };
}

export function writeComment(words: string, request: string, acknowledges: boolean): string {
  return `${acknowledges ? 'ACK! ' : ''}${words.trim()} [obs-tui:${requestMark(request)}]`;
}

/** The id as it stands in a mark: what no mark can hold becomes a dash. */
export function requestMark(request: string): string {
  return request.replace(/[^\w.:-]/g, '-');
}
