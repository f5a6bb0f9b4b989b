// Carries out what the operator asks. Notes and pins are rows at once; an act is a row when it is asked and another when its outcome is
// known, and the same act is never carried out twice.
import type { Clock } from '../../lib/clock.ts';
import type { ActFacts, ActOutcome, ActRequest } from '../../model/alert.ts';
import type { Ask } from '../../model/ask.ts';
import type { SourceId } from '../../model/signal.ts';
import { annotationDraft } from '../session/annotate.ts';
import { OWN_SOURCE } from '../session/writer.ts';
import type { Source } from '../sources/source.ts';
import type { Recorder } from './recorder.ts';

export interface AskOptions {
  readonly recorder: Recorder;
  readonly clock: Clock;
  /** Who asks. */
  readonly operator: string;
  readonly sources: ReadonlyMap<SourceId, Source>;
  /** Ends what is under way; its outcome is then unknown. */
  readonly signal: AbortSignal;
}

export class Asks {
  readonly #options: AskOptions;
  readonly #acts = new Map<string, Promise<void>>();

  constructor(options: AskOptions) {
    this.#options = options;
  }

  /** What is asked shows at once, even while the screen is paused. */
  take(ask: Ask): void {
    const { recorder } = this.#options;
    if (ask.kind === 'act') return this.#act(ask.source, ask.act);
    recorder.take(OWN_SOURCE, { drafts: [annotationDraft(ask)], bytes: 0 });
    recorder.commit();
  }

  /** Settles when every act has an outcome that is recorded. */
  async settled(): Promise<void> {
    await Promise.all(this.#acts.values());
  }

  #act(source: SourceId, asked: Omit<ActRequest, 'by'>): void {
    if (this.#acts.has(asked.id)) return;
    const request = { ...asked, by: this.#options.operator };
    this.#record(source, request, { state: 'asked', detail: 'asked' });
    const outcome = this.#carryOut(source, request).then((end) => this.#record(source, request, end));
    this.#acts.set(asked.id, outcome);
  }

  async #carryOut(source: SourceId, request: ActRequest): Promise<ActOutcome> {
    const { sources, signal } = this.#options;
    const backend = sources.get(source);
    if (backend?.act === undefined) return { state: 'noted', detail: 'recorded here alone: this source takes no requests' };
    try {
      return await backend.act(request, signal);
    } catch (error) {
      // An adapter that breaks has perhaps sent it: whoever repeats it must know.
      return { state: 'unknown', detail: `unexpected ${error instanceof Error ? error.name : typeof error} while it was sent` };
    }
  }

  #record(source: SourceId, request: ActRequest, end: Pick<ActFacts, 'state' | 'detail' | 'silence'>): void {
    const { recorder, clock } = this.#options;
    const { matchers: _matchers, ...words } = request;
    recorder.take(source, { drafts: [{ kind: 'act', at: clock.now(), ...words, ...end }], bytes: 0 });
    recorder.commit();
  }
}
