// The whole proof that a saved range answers as its session does. Too long for every run of the
// tests; the quick cases stand beside the code in test/data/incident.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { saveIncident } from '../../src/data/incident/save.ts';
import { loadFile } from '../../src/data/incident/load.ts';
import { interval, MINUTE, SECOND, shift, type Interval } from '../../src/lib/micros.ts';
import { seededRandom } from '../../src/lib/random.ts';
import type { Frame, Head, Session } from '../../src/model/session.ts';
import { recordStory } from '../support/lab-story.ts';
import { STORY } from '../support/lab-run.ts';
import { aSavePlan } from '../support/incident.ts';
import { aReader, at, tempFolder } from '../support/session.ts';

/** Ten minutes around the alert of the story. */
const RANGE = interval(at(STORY + 600), at(STORY + 1_200));

function savedAndLoaded(session: string, range: Interval): Session {
  const file = join(tempFolder(), 'range.obsx');
  saveIncident(aSavePlan({ session, range }), file, { redactor: undefined });
  const target = join(tempFolder(), 'range.db');
  loadFile(file, target);
  return aReader(target);
}

/** What the screens ask, with a span inside of the range. */
function answers(session: Session, head: Head, span: Interval): unknown {
  const frame: Frame = { head, asked: session.head().seq, span };
  const panels = session.panels(frame);
  return {
    logs: session.logs(frame, { direction: 'older', limit: 80, from: { at: span.to, seq: 0 as Head['seq'] } }).rows.filter((row) => row.at >= span.from),
    density: session.density(frame, span, 20),
    panels,
    series: panels.map(({ id }) => session.series(frame, { panel: id, span, points: 60 })),
    traces: session.traces(frame, { span, limit: 40 }).rows,
    alerts: session.latest(frame, 'alert'),
    changes: session.facts(frame, { kinds: ['inflection', 'anomaly', 'pattern', 'alert'], span, limit: 500 }),
    sources: session.sources(frame),
    gaps: session.gaps(frame, span),
    notes: session.notes(frame, span),
    totals: session.totals(frame),
  };
}

describe('a range of the story', () => {
  it('answers as the session does at 200 random heads', () => {
    const path = join(tempFolder(), 'story.db');
    recordStory(path, 3);
    const whole = aReader(path);
    const part = savedAndLoaded(path, RANGE);
    const random = seededRandom(11);
    for (let turn = 0; turn < 200; turn += 1) {
      const head = whole.headAt(shift(RANGE.from, 20 * SECOND + random() * (RANGE.to - RANGE.from)));
      const to = shift(RANGE.from, Math.floor((0.3 + 0.7 * random()) * 10) * MINUTE);
      const span = interval(Math.max(RANGE.from, to - 4 * MINUTE), to);
      expect(part.headOf(head.seq)).toEqual(head);
      expect(answers(part, head, span), `head ${head.seq}, span to ${span.to}`).toEqual(answers(whole, head, span));
    }
  });
});

