// A session writer that keeps its commits in memory and fails when told to: for what the recorder makes of either.
import type { Appender } from '../../src/data/recorder/recorder.ts';
import type { SourcedDraft } from '../../src/data/session/writer.ts';
import type { Micros } from '../../src/lib/micros.ts';
import type { Head } from '../../src/model/session.ts';
import type { Draft, Seq } from '../../src/model/signal.ts';

export interface Commit {
  readonly rows: readonly SourcedDraft[];
  readonly learned: Micros;
}

export class MemoryWriter implements Appender {
  readonly commits: Commit[] = [];
  /** Thrown by every commit while it is set. */
  failure: Error | undefined;
  /** How often a commit was tried. */
  tries = 0;
  #seq = 0;

  append(rows: readonly SourcedDraft[], learned: Micros): Head {
    this.tries += 1;
    if (this.failure !== undefined) throw this.failure;
    this.commits.push({ rows: [...rows], learned });
    this.#seq += rows.length + 1;
    return { seq: this.#seq as Seq, learned, latest: learned };
  }

  /** Everything committed, in order. */
  get drafts(): readonly Draft[] {
    return this.commits.flatMap(({ rows }) => rows.map(({ draft }) => draft));
  }

  of<K extends Draft['kind']>(kind: K): readonly Extract<Draft, { kind: K }>[] {
    return this.drafts.filter((draft): draft is Extract<Draft, { kind: K }> => draft.kind === kind);
  }
}
