// Rows that stand between the telemetry: gaps, rejected records, notes, and the panels that were defined.
import type { Interval } from '../../../lib/micros.ts';
import type { Frame } from '../../../model/session.ts';
import type { Gap, Note, PanelDefinition, Reject } from '../../../model/signal.ts';
import type { Connection } from '../connection.ts';
import { gapOf, noteOf, panelOf, rejectOf, type GapRow, type NoteRow, type PanelRow, type RejectRow } from '../decode.ts';

const MOST_GAPS = 200;
/** Gaps that begin before the end of the span and are looked at, newest first. */
const GAPS_LOOKED_AT = 5_000;
const MOST_REJECTS = 500;
const MOST_NOTES = 500;
const MOST_PANELS = 200;

export interface MarkQueries {
  gaps(frame: Frame, span: Interval): readonly Gap[];
  rejects(frame: Frame, limit: number): readonly Reject[];
  notes(frame: Frame, span: Interval): readonly Note[];
  panels(frame: Frame): readonly PanelDefinition[];
}

interface SpanAt {
  readonly seq: number;
  readonly from: number;
  readonly to: number;
}

export function markQueries(db: Connection): MarkQueries {
  // Only the newest word on a gap counts; where there are too many gaps, the latest stay.
  const gaps = db.prepare<[SpanAt], GapRow>(
    `SELECT * FROM (
       SELECT * FROM (SELECT * FROM gap INDEXED BY gap_at WHERE at < @to AND seq <= @seq ORDER BY at DESC, seq DESC LIMIT ${GAPS_LOOKED_AT}) AS told
       WHERE until >= @from AND NOT EXISTS (
         SELECT 1 FROM gap AS later INDEXED BY gap_id
         WHERE later.gap_id = told.gap_id AND later.source = told.source AND later.seq > told.seq AND later.seq <= @seq)
       ORDER BY at DESC, seq DESC LIMIT ${MOST_GAPS})
     ORDER BY at, seq`,
  );
  const rejects = db.prepare<[number, number], RejectRow>('SELECT * FROM reject WHERE seq <= ? ORDER BY seq DESC LIMIT ?');
  const notes = db.prepare<[SpanAt], NoteRow>(
    `SELECT * FROM (
       SELECT * FROM note INDEXED BY note_at WHERE at >= @from AND at < @to AND seq <= @seq ORDER BY at DESC, seq DESC LIMIT ${MOST_NOTES})
     ORDER BY at, seq`,
  );
  const panels = db.prepare<[{ readonly seq: number }], PanelRow>(
    `SELECT newest.* FROM (SELECT id, min(seq) AS first, max(seq) AS last FROM panel WHERE seq <= @seq GROUP BY id) AS known
     JOIN panel AS newest ON newest.seq = known.last ORDER BY known.first LIMIT ${MOST_PANELS}`,
  );
  return {
    gaps: ({ head }, { from, to }) => gaps.all({ seq: head.seq, from, to }).map(gapOf),
    rejects: ({ head }, limit) => rejects.all(head.seq, Math.max(0, Math.min(MOST_REJECTS, Math.trunc(limit)))).map(rejectOf),
    notes: ({ asked }, { from, to }) => notes.all({ seq: asked, from, to }).map(noteOf),
    panels: ({ head }) => panels.all({ seq: head.seq }).map(panelOf),
  };
}
