// Sessions made of given drafts, through the real writer and reader: one that is finished, and one that goes on growing.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openSession } from '../../src/data/session/reader.ts';
import { openWriter, type SessionWriter, type SourcedDraft } from '../../src/data/session/writer.ts';
import type { Head, Session } from '../../src/model/session.ts';
import type { Draft } from '../../src/model/signal.ts';
import { at, aReader, aWriter, tempFolder } from './session.ts';

export interface Growing {
  readonly path: string;
  readonly session: Session;
  /** Commits drafts as of so many seconds after START: those of source 1, and those of any other source. */
  commit(seconds: number, drafts?: readonly Draft[], more?: readonly SourcedDraft[]): Head;
  /** Closes the file for good; the session stays readable. */
  finish(): void;
}

export interface SourceName {
  readonly name: string;
  readonly kind: string;
  readonly target: string;
}

const LOGS: SourceName = { name: 'app', kind: 'logs-tail', target: 'ws://127.0.0.1/logs/tail' };
const METRICS: SourceName = { name: 'metrics', kind: 'scrape', target: 'http://127.0.0.1/metrics' };

/** A session that has its first commit, at START, and takes more; goes when the test is over. */
export function growingSession(sources: readonly SourceName[] = [LOGS, METRICS]): Growing {
  const path = join(tempFolder(), 'session.db');
  const writer = aWriter(path);
  return growing(path, writer, sources, () => aReader(path));
}

/** A finished session: each list of drafts is one commit, a second apart. */
export function recordedSession(...commits: readonly (readonly Draft[])[]): Session {
  const run = growingSession();
  commits.forEach((drafts, index) => run.commit(index + 1, drafts));
  run.finish();
  return run.session;
}

/** As growingSession, for all the tests of a file: call it at the top level, take the session inside a test. */
export function sharedSession(build: (run: Growing) => void, sources: readonly SourceName[] = [LOGS, METRICS]): () => Session {
  const ends: (() => void)[] = [];
  let built: Session | undefined;
  afterAll(() => {
    for (const end of ends.toReversed()) end();
  });
  return () => {
    if (built !== undefined) return built;
    const folder = mkdtempSync(join(tmpdir(), 'obs-tui-test-'));
    ends.push(() => rmSync(folder, { recursive: true, force: true }));
    const kept = keptSession(join(folder, 'session.db'), build, sources);
    ends.push(kept.close);
    built = kept.session;
    return built;
  };
}

/** A session in a file of the caller's, which it closes itself. */
export function keptSession(path: string, build: (run: Growing) => void, sources: readonly SourceName[]): { readonly session: Session; readonly close: () => void } {
  const writer = openWriter(path, { title: 'a test' });
  const run = growing(path, writer, sources, () => openSession(path));
  build(run);
  return {
    session: run.session,
    close: () => {
      run.session.close();
      writer.close();
    },
  };
}

function growing(path: string, writer: SessionWriter, sources: readonly SourceName[], open: () => Session): Growing {
  const [first = 1] = sources.map((source) => writer.addSource(source));
  const commit: Growing['commit'] = (seconds, drafts = [], more = []) => writer.append([...drafts.map((draft) => ({ source: first, draft })), ...more], at(seconds));
  commit(0);
  return { path, session: open(), commit, finish: () => writer.finalise() };
}
