// A session that remembers what it answered at the frames looked at last. Answers are pure in frame and query, so a key that only moves
// a cursor reads nothing twice.
import type { Frame, Session } from './session.ts';

/** A paused screen looks at its own head and, for the state of the sources, at the newest. */
const MOST_FRAMES = 2;
/** More answers than one screen asks for. */
const MOST_ANSWERS = 64;

export function remembered(session: Session): Session {
  const frames = new Map<string, Map<string, unknown>>();
  const answersAt = ({ head, asked }: Frame): Map<string, unknown> => {
    const place = `${head.seq} ${head.learned} ${asked}`;
    const known = frames.get(place);
    if (known !== undefined && known.size < MOST_ANSWERS) return known;
    const answers = new Map<string, unknown>();
    frames.delete(place);
    for (const oldest of frames.keys()) if (frames.size >= MOST_FRAMES) frames.delete(oldest);
    frames.set(place, answers);
    return answers;
  };
  const remember =
    <Args extends readonly unknown[], T>(name: string, read: (frame: Frame, ...args: Args) => T) =>
    (frame: Frame, ...args: Args): T => {
      const answers = answersAt(frame);
      const key = `${name} ${JSON.stringify([frame.span, ...args])}`;
      if (answers.has(key)) return answers.get(key) as T;
      const answer = read(frame, ...args);
      answers.set(key, answer);
      return answer;
    };
  return {
    ...session,
    logs: remember('logs', session.logs),
    density: remember('density', session.density),
    traces: remember('traces', session.traces),
    trace: remember('trace', session.trace),
    series: remember('series', session.series),
    panels: remember('panels', session.panels),
    sources: remember('sources', session.sources),
    gaps: remember('gaps', session.gaps),
    rejects: remember('rejects', session.rejects),
    notes: remember('notes', session.notes),
    latest: remember('latest', session.latest),
    facts: remember('facts', session.facts),
    totals: remember('totals', session.totals),
    extent: remember('extent', session.extent),
  };
}
