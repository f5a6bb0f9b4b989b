// Builders and folders for tests that write and read sessions.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openSession } from '../../src/data/session/reader.ts';
import { openWriter, type SessionWriter, type SourcedDraft } from '../../src/data/session/writer.ts';
import { micros, SECOND, type Micros } from '../../src/lib/micros.ts';
import type { Frame, Head, Session } from '../../src/model/session.ts';
import type { Draft, GapDraft, HealthDraft, LogDraft, SampleDraft, SourceId, SpanDraft } from '../../src/model/signal.ts';

/** 2026-11-21T14:00:00Z: a whole hour, so that windows of learning begin here. */
export const START = 1_795_269_600 * SECOND;

/** A moment after START. */
export function at(seconds: number): Micros {
  return micros(START + seconds * SECOND);
}

/** A private folder that goes when the test is over. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'obs-tui-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function aLog(seconds: number, over: Partial<LogDraft> = {}): LogDraft {
  return { kind: 'log', at: at(seconds), level: 'info', message: `message ${seconds}`, ...over };
}

export function aSample(seconds: number, value: number, over: Partial<SampleDraft> = {}): SampleDraft {
  return { kind: 'sample', at: at(seconds), name: 'up', labels: {}, value, ...over };
}

/** A span of trace t1 that runs for one second. */
export function aSpan(seconds: number, spanId: string, over: Partial<SpanDraft> = {}): SpanDraft {
  return { kind: 'span', at: at(seconds), traceId: 't1', spanId, name: `do ${spanId}`, duration: SECOND, spanKind: 'internal', status: 'unset', ...over };
}

export function aGap(seconds: number, over: Partial<GapDraft> = {}): GapDraft {
  return { kind: 'gap', at: at(seconds), gapId: 'g1', until: at(seconds + 5), reason: 'disconnected', detail: 'cut', recovered: 0, signal: 'log', ...over };
}

export function aHealth(seconds: number, over: Partial<HealthDraft> = {}): HealthDraft {
  return { kind: 'health', at: at(seconds), state: 'ok', detail: 'connected', ...over };
}

/** Drafts of one source. */
export function from(source: SourceId, ...drafts: readonly Draft[]): readonly SourcedDraft[] {
  return drafts.map((draft) => ({ source, draft }));
}

/** A writer on a new file; closed when the test is over. */
export function aWriter(path = join(tempFolder(), 'session.db')): SessionWriter {
  const writer = openWriter(path, { title: 'a test' });
  onTestFinished(() => writer.close());
  return writer;
}

export function aReader(path: string): Session {
  const session = openSession(path);
  onTestFinished(() => session.close());
  return session;
}

export function frameAt(head: Head, span = { from: micros(0), to: at(1_000_000) }): Frame {
  return { head, asked: head.seq, span };
}
