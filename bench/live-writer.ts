// The thread behind live-session.ts: fills a session with history, says so, and goes on committing ten times a second.
import { parentPort, workerData } from 'node:worker_threads';
import { openWriter, type SourcedDraft } from '../src/data/session/writer.ts';
import { systemClock } from '../src/lib/clock.ts';
import { SECOND, shift, type Micros } from '../src/lib/micros.ts';
import type { SampleDraft } from '../src/model/signal.ts';
import { corpusRows } from './corpus.ts';
import { HISTORY_SECONDS, PANEL, PANEL_SERIES, type LiveSessionPlan } from './live-session.ts';

const COMMITS_PER_SECOND = 10;
const { path, rows, rowsPerSecond } = workerData as LiveSessionPlan;
const writer = openWriter(path, { title: 'bench' });
const logs = writer.addSource({ name: 'tail', kind: 'logs-tail', target: 'none' });
const metrics = writer.addSource({ name: 'metrics', kind: 'scrape', target: 'none' });

function samples(at: Micros): readonly SourcedDraft[] {
  return Array.from({ length: PANEL_SERIES }, (_, node): SourcedDraft => {
    const draft: SampleDraft = { kind: 'sample', at, name: PANEL.title, labels: { node: `node-${node}` }, value: 50 + 45 * Math.sin(at / SECOND / (20 + node)), panel: PANEL.id };
    return { source: metrics, draft };
  });
}

const begin = shift(systemClock.now(), -HISTORY_SECONDS * SECOND);
const perSecond = rows / HISTORY_SECONDS;
const next = corpusRows(1, begin, perSecond);
const history = (count: number): readonly SourcedDraft[] => Array.from({ length: count }, () => ({ source: logs, draft: next() }));
writer.append([{ source: metrics, draft: { kind: 'panel', at: begin, panel: PANEL } }, { source: logs, draft: { kind: 'health', at: begin, state: 'ok', detail: 'tail is up' } }], begin);
for (let second = 0; second < HISTORY_SECONDS; second += 1) {
  const learned = shift(begin, (second + 1) * SECOND);
  writer.append([...history(perSecond), ...samples(learned)], learned);
}

const live = corpusRows(2, systemClock.now(), rowsPerSecond);
let ticks = 0;
const timer = setInterval(() => {
  ticks += 1;
  const fresh = Array.from({ length: rowsPerSecond / COMMITS_PER_SECOND }, (): SourcedDraft => ({ source: logs, draft: live() }));
  const now = systemClock.now();
  writer.append(ticks % COMMITS_PER_SECOND === 0 ? [...fresh, ...samples(now)] : fresh, now);
}, 1_000 / COMMITS_PER_SECOND);

parentPort?.on('message', () => {
  clearInterval(timer);
  writer.close();
  parentPort?.close();
});
parentPort?.postMessage('ready');
