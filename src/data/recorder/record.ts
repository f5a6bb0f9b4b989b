// One recording from start to close: opens the writer, runs every source into the recorder, commits until told to stop. The worker
// calls it on its own thread; headless commands and tests call it inline.
import type { Clock } from '../../lib/clock.ts';
import type { Ask } from '../../model/ask.ts';
import { ObsError } from '../../model/errors.ts';
import type { SourceId } from '../../model/signal.ts';
import { createSession } from '../session/files.ts';
import { openWriter, OWN_SOURCE, type SessionWriter } from '../session/writer.ts';
import { ADAPTERS, type ConfiguredSource } from '../sources/index.ts';
import type { Sampling } from '../sources/sampling/config.ts';
import { runSource } from '../sources/runner.ts';
import type { Batch, Source } from '../sources/source.ts';
import { Analyst } from './analyst.ts';
import { Asks } from './asks.ts';
import { PanelEvaluator } from './panel-evaluator.ts';
import type { FromRecorder, RecorderPlan } from './protocol.ts';
import { Recorder } from './recorder.ts';
import { SampledSink } from './sampled.ts';

export interface RecordDeps {
  readonly clock: Clock;
  readonly random: () => number;
  readonly tell: (message: FromRecorder) => void;
}

export interface Recording {
  readonly recorder: Recorder;
  /** Settles when the session is closed and finalised; rejects where not every row could be written. */
  readonly done: Promise<void>;
  ask(ask: Ask): void;
  /** Stops the sources, commits what is left, finalises the file. */
  close(): void;
}

/** Throws an ObsError where a source is unknown or the session cannot be written. */
export function startRecording(plan: RecorderPlan, deps: RecordDeps): Recording {
  const sources = plan.sources.map((entry) => configure(entry));
  const { place, title } = plan;
  const writer = 'file' in place ? openWriter(place.file, { title }) : createSession(place.folder, deps.clock.now(), title);
  const ids = new Map(sources.map((source) => [source, writer.addSource({ name: source.name, kind: source.kind, target: source.target })]));
  const since = writer.head()?.learned;
  firstCommit(writer, deps.clock);
  deps.tell({ type: 'ready', path: writer.path });

  const panels = new PanelEvaluator(sources.map((source) => ({ ...source, id: ids.get(source) ?? OWN_SOURCE })));
  const recorder = new Recorder({
    writer,
    clock: deps.clock,
    panels,
    analyst: new Analyst(),
    since,
    onHead: () => deps.tell({ type: 'head' }),
    onTrouble: (error) => deps.tell({ type: 'trouble', code: error?.code, detail: error?.message ?? '', held: recorder.held }),
  });

  const stop = new AbortController();
  const { clock, random } = deps;
  const opened = sources.map((source) => ({ name: source.name, id: ids.get(source) ?? OWN_SOURCE, sampling: source.sampling, source: source.open({ clock, random }) }));
  const asks = new Asks({ recorder, clock, operator: plan.operator ?? 'operator', sources: new Map(opened.map(({ id, source }) => [id, source])), signal: stop.signal });
  const flowing = Promise.all([runSources(opened, recorder, deps, stop.signal), whenAborted(stop.signal).then(() => asks.settled())]);
  return { recorder, ask: (ask) => asks.take(ask), done: untilClosed(recorder, flowing, writer, stop), close: () => stop.abort() };
}

/** Without it there is no session: nothing has been promised yet, so it fails loudly. */
function firstCommit(writer: SessionWriter, clock: Clock): void {
  try {
    writer.tick(clock.now());
  } catch (error) {
    writer.close();
    throw error;
  }
}

interface OpenedSource {
  readonly id: SourceId;
  readonly name: string;
  readonly sampling: Sampling | undefined;
  readonly source: Source;
}

async function runSources(sources: readonly OpenedSource[], recorder: Recorder, deps: RecordDeps, signal: AbortSignal): Promise<void> {
  const { tell } = deps;
  await Promise.all(sources.map((opened) => runOne(opened, recorder, deps, signal)));
  if (signal.aborted) return;
  // Who is told that it ended may read the session at once: the last rows are in it.
  recorder.commit();
  tell({ type: 'ended' });
}

async function runOne({ id, name, source, sampling }: OpenedSource, recorder: Recorder, { clock, random }: RecordDeps, signal: AbortSignal): Promise<void> {
  const sink = { accept: (batch: Batch) => recorder.accept(id, batch), take: (batch: Batch) => recorder.take(id, batch) };
  if (sampling === undefined) return runSource({ source, name, sink, clock, random, signal });
  const sampled = new SampledSink(sampling, sink, clock);
  const stop = new AbortController();
  const looking = sampled.run(AbortSignal.any([signal, stop.signal]));
  await runSource({ source, name, sink: sampled, clock, random, signal }).finally(() => stop.abort());
  await looking;
}

function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

async function untilClosed(recorder: Recorder, flowing: Promise<unknown>, writer: SessionWriter, stop: AbortController): Promise<void> {
  const running = recorder.run(stop.signal);
  try {
    await Promise.all([running, flowing]);
    recorder.commit();
  } catch (error) {
    // Neither goes on without the other: no socket stays open for rows that nobody writes.
    stop.abort();
    await Promise.allSettled([running, flowing]);
    writer.close();
    throw error;
  }
  const lost = recorder.held;
  if (lost === 0) return writer.finalise();
  writer.close();
  throw new ObsError('SESSION_UNWRITABLE', `${lost} rows could not be written before the end`);
}

function configure(entry: unknown): ConfiguredSource {
  const kind = typeof entry === 'object' && entry !== null && 'kind' in entry ? String(entry.kind) : '';
  const adapter = ADAPTERS.find((candidate) => candidate.kind === kind);
  if (adapter === undefined) throw new ObsError('CONFIG', `no kind of source is called "${kind}"`);
  return adapter.configure(entry);
}
