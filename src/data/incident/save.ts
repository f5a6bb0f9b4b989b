// Saves a range of a session as one incident file: a half file never exists under its name. The pseudonyms of what is redacted hold
// within one file only, so that nobody can try out secrets on them.
import { type Interval, type Micros } from '../../lib/micros.ts';
import type { SaveMeasure, SaveRequest } from '../../model/incident.ts';
import { dumpOf, sourceIds, type Dump } from '../session/dump/dump.ts';
import { writeWhole } from './atomic-file.ts';
import { LineWriter, type Seal, type Signature } from './lines.ts';
import type { Manifest, Summary } from './manifest.ts';
import type { Hash } from './merkle.ts';

export interface SavePlan extends Omit<SaveRequest, 'range'> {
  /** Session file. */
  readonly session: string;
  readonly sessionId: string;
  readonly range: Interval | 'all';
  /** Commit up to which is saved; everything when absent. */
  readonly head?: number;
  readonly by: string;
  readonly savedAt: Micros;
  readonly program: string;
  readonly derivedFrom?: string;
}

/** Changes what must not leave in the text of a line, and counts it by rule. */
export interface LineRedactor {
  json(line: string): string;
  readonly counts: ReadonlyMap<string, number>;
}

export interface SaveTools {
  readonly redactor: LineRedactor | undefined;
  readonly sign?: (root: Hash) => Signature;
  /** 0 to 1; throwing stops the save. */
  readonly onProgress?: (share: number) => void;
}

export interface Saved {
  readonly seal: Seal;
  readonly summary: Summary;
  readonly bytes: number;
}

/** `path` must not be there. Throws SESSION_UNWRITABLE or what reading throws; then there is no file. */
export function saveIncident(plan: SavePlan, path: string, tools: SaveTools): Saved {
  return writeWhole(path, (put) => {
    let bytes = 0;
    const lines = new LineWriter((chunk) => {
      bytes += chunk.length;
      put(chunk);
    });
    const summary = writeLines(plan, tools, (json) => lines.add(json));
    return { seal: lines.seal(tools.sign), summary, bytes };
  });
}

/** What saving would give; nothing is written. The size is an estimate from blocks compressed on the way. */
export function measureIncident(plan: SavePlan, tools: SaveTools): SaveMeasure {
  let bytes = 0;
  const lines = new LineWriter((chunk) => {
    bytes += chunk.length;
  });
  const { rows, redactions } = writeLines(plan, tools, (json) => lines.add(json));
  return { rows: signalsOf(rows), bytes, redactions };
}

/** Sources, series and commits are no signals. */
export function signalsOf(rows: Readonly<Record<string, number>>): number {
  return Object.entries(rows).reduce((sum, [kind, count]) => sum + (['source', 'series', 'commit'].includes(kind) ? 0 : count), 0);
}

function writeLines(plan: SavePlan, { redactor, onProgress }: SaveTools, add: (json: string) => void): Summary {
  const dump = dumpOf(plan.session, { range: plan.range, without: sourceIds(plan.session, plan.withoutSources), ...(plan.head === undefined ? {} : { head: plan.head }) });
  try {
    const clean = (json: string): string => redactor?.json(json) ?? json;
    add(clean(JSON.stringify(manifestOf(plan, dump))));
    const rows: Record<string, number> = {};
    let reported = 0;
    for (const { json, share } of dump.lines()) {
      add(clean(json));
      const kind = json.slice(6, json.indexOf('"', 6));
      rows[kind] = (rows[kind] ?? 0) + 1;
      if (share - reported < 0.01) continue;
      reported = share;
      onProgress?.(share);
    }
    const summary: Summary = { k: 'summary', rows, redactions: Object.fromEntries(redactor?.counts ?? []) };
    add(JSON.stringify(summary));
    return summary;
  } finally {
    dump.close();
  }
}

function manifestOf(plan: SavePlan, dump: Dump): Manifest {
  const range = plan.range === 'all' ? dump.extent : plan.range;
  const { title, severity, by, savedAt, program, redact, withoutSources, derivedFrom, view, sessionId } = plan;
  return {
    k: 'manifest', format: 1, program, title, severity, from: range.from, to: range.to, savedAt, by, session: sessionId, meta: dump.meta, raw: !redact,
    ...(withoutSources.length === 0 ? {} : { withoutSources: [...withoutSources] }),
    ...(derivedFrom === undefined ? {} : { derivedFrom }),
    ...(view === undefined ? {} : { view }),
  };
}
