// One recording from start to close: opens the writer, runs every source into the recorder, commits until told to stop. The worker
// calls it on its own thread; headless commands and tests call it inline.
import type { Clock } from '../../lib/clock.ts';
import type { Micros } from '../../lib/micros.ts';
import { ObsError } from '../../model/errors.ts';
import type { SourceId } from '../../model/signal.ts';
import { openWriter, OWN_SOURCE, type SessionWriter } from '../session/writer.ts';
import { ADAPTERS, type ConfiguredSource } from '../sources/index.ts';
import { runSource } from '../sources/runner.ts';
import type { Batch } from '../sources/source.ts';
import { PanelEvaluator } from './panel-evaluator.ts';
import type { FromRecorder, RecorderPlan } from './protocol.ts';
import { Recorder } from './recorder.ts';

export interface RecordDeps {
  readonly clock: Clock;
  readonly random: () => number;
  readonly tell: (message: FromRecorder) => void;
}

export interface Recording {
  readonly recorder: Recorder;
  /** Settles when the session is closed and finalised. */
  readonly done: Promise<void>;
  /** Stops the sources, commits what is left, finalises the file. */
  close(): void;
}

export function startRecording(plan: RecorderPlan, deps: RecordDeps): Recording {
  const sources = plan.sources.map((entry) => configure(entry));
  const writer = openWriter(plan.path, { title: plan.title });
  const ids = new Map(sources.map((source) => [source, writer.addSource({ name: source.name, kind: source.kind, target: source.target })]));
  const panels = new PanelEvaluator(sources.map((source) => ({ ...source, id: ids.get(source) ?? OWN_SOURCE })));
  const recorder = new Recorder({
    writer,
    clock: deps.clock,
    panels,
    onHead: () => deps.tell({ type: 'head' }),
    onTrouble: (error) => deps.tell({ type: 'trouble', code: error?.code, detail: error?.message ?? '', held: recorder.held }),
  });
  recorder.commit();
  deps.tell({ type: 'ready' });

  const stop = new AbortController();
  const done = runAll(sources, ids, recorder, writer, deps, stop.signal);
  return { recorder, done, close: () => stop.abort() };
}

async function runAll(
  sources: readonly ConfiguredSource[],
  ids: ReadonlyMap<ConfiguredSource, SourceId>,
  recorder: Recorder,
  writer: SessionWriter,
  deps: RecordDeps,
  signal: AbortSignal,
): Promise<void> {
  const { clock, random, tell } = deps;
  const flowing = Promise.all(
    sources.map((source) => {
      const id = ids.get(source) ?? OWN_SOURCE;
      const sink = { accept: (batch: Batch) => recorder.accept(id, batch) };
      return runSource({ source: source.open({ clock, random }), name: source.name, sink, clock, random, signal });
    }),
  ).then(() => {
    if (signal.aborted) return;
    // Who is told that it ended may read the session at once: the last rows are in it.
    recorder.commit();
    tell({ type: 'ended' });
  });
  try {
    await recorder.run(signal);
    await flowing;
    recorder.commit();
  } finally {
    writer.finalise();
  }
}

function configure(entry: unknown): ConfiguredSource {
  const kind = typeof entry === 'object' && entry !== null && 'kind' in entry ? String(entry.kind) : '';
  const adapter = ADAPTERS.find((candidate) => candidate.kind === kind);
  if (adapter === undefined) throw new ObsError('CONFIG', `no kind of source is called "${kind}"`);
  return adapter.configure(entry);
}

/** Records a note of the operator's; it shows at once, even while the screen is paused. */
export function recordNote(recorder: Recorder, at: Micros, text: string): void {
  recorder.take(OWN_SOURCE, { drafts: [{ kind: 'note', at, text }], bytes: 0 });
  recorder.commit();
}
