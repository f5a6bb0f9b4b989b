// Facts: the newest row of each identity, and the changes in a span of event time.
import { isAsked, type FactKind } from '../../../model/fact.ts';
import type { FactQuery, Frame } from '../../../model/session.ts';
import type { FactRecord } from '../../../model/signal.ts';
import type { Connection } from '../connection.ts';
import { factOf, type FactRow } from '../decode.ts';

const MOST = 1_000;

export interface FactQueries {
  latest<K extends FactKind>(frame: Frame, kind: K): readonly FactRecord<K>[];
  facts<K extends FactKind>(frame: Frame, query: FactQuery<K>): readonly FactRecord<K>[];
}

interface Wanted {
  readonly kind: FactKind;
  readonly seq: number;
  readonly from: number;
  readonly to: number;
  readonly limit: number;
  readonly superseded: number;
  readonly id: string | null;
}

export function factQueries(db: Connection): FactQueries {
  const latest = db.prepare<[{ readonly kind: FactKind; readonly seq: number }], FactRow>(
    `SELECT fact.* FROM (
       SELECT max(seq) AS last FROM fact INDEXED BY fact_id WHERE kind = @kind AND seq <= @seq GROUP BY source, id ORDER BY last DESC LIMIT ${MOST}) AS newest
     JOIN fact ON fact.seq = newest.last ORDER BY fact.seq DESC`,
  );
  const within = db.prepare<[Wanted], FactRow>(
    `SELECT * FROM fact AS told INDEXED BY fact_at
     WHERE kind = @kind AND at >= @from AND at < @to AND seq <= @seq AND (@id IS NULL OR id = @id)
       AND (@superseded = 1 OR NOT EXISTS (
         SELECT 1 FROM fact AS later INDEXED BY fact_id
         WHERE later.kind = @kind AND later.source = told.source AND later.id = told.id AND later.seq > told.seq AND later.seq <= @seq))
     ORDER BY at DESC, seq DESC LIMIT @limit`,
  );
  const bound = ({ head, asked }: Frame, kind: FactKind): number => (isAsked(kind) ? asked : head.seq);
  return {
    latest: (frame, kind) => latest.all({ kind, seq: bound(frame, kind) }).map((row) => factOf(row, kind)),
    facts: (frame, { kinds, span, limit, superseded = false, id }) => {
      const most = Math.max(0, Math.min(MOST, Math.trunc(limit)));
      const wanted = { ...span, limit: most, superseded: superseded ? 1 : 0, id: id ?? null };
      const rows = kinds.flatMap((kind) => within.all({ ...wanted, kind, seq: bound(frame, kind) }).map((row) => factOf(row, kind)));
      rows.sort((a, b) => a.at - b.at || a.seq - b.seq);
      return rows.slice(Math.max(0, rows.length - most));
    },
  };
}
