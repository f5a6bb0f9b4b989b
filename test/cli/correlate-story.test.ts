// The main promise of the timeline: from what the lab sends, and from nothing else, the story is found by itself.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { alertLedger } from '../../src/data/sources/alerts/alert-ledger.ts';
import { decodeTraces } from '../../src/data/sources/jaeger/decode.ts';
import { alertsIn } from '../../src/data/sources/prometheus/rules.ts';
import { jaegerApi } from '../../src/lab/api/jaeger.ts';
import { prometheusApi } from '../../src/lab/api/prometheus.ts';
import type { Api } from '../../src/lab/api/asked.ts';
import type { Scene } from '../../src/lab/scene.ts';
import { story } from '../../src/lab/story.ts';
import { tracesOf } from '../../src/lab/traces.ts';
import { traffic } from '../../src/lab/traffic.ts';
import { SECOND } from '../../src/lib/micros.ts';
import { LabRun, STORY } from '../support/lab-run.ts';
import { runCli, sessionsBelow } from '../support/run-cli.ts';
import { at, START, tempFolder } from '../support/session.ts';

/** Followed from 14:14 to 15:11 of the story, in seconds after 14:20; what was logged in the fifty minutes before is read in bulk. */
const FROM = -360;
const TO = 3_060;
const HISTORY = 3_000;
const RATE = 12;

/** The APIs of the lab at each second of the story, without a server. */
class LabApis {
  second = FROM;
  readonly #jaeger: Api;
  readonly #prometheus: Api;

  constructor(seed: number) {
    const told = story(seed);
    const startSecond = START / SECOND + STORY;
    const rows = traffic(seed, RATE, startSecond);
    const wire = (from: number, to: number): readonly Buffer[] =>
      Array.from({ length: to - from }, (_, index) => rows.block(from + index, 1)).flatMap((block) => Array.from({ length: block.rows }, (_, index) => block.row(index)));
    const scene: Scene = {
      story: told, seed, rate: RATE, startSecond, firstSecond: FROM, second: () => this.second, now: () => (startSecond + this.second) * SECOND, since: () => FROM, rows: () => [],
      traces: (from, to) => {
        const seconds = [from, to].map((time) => Math.floor(time / SECOND) - startSecond);
        return tracesOf(wire((seconds[0] ?? 0) - 30, seconds[1] ?? 0).toReversed(), told.settlement, startSecond).filter(({ spans: [root] }) => root.at >= from && root.at < to);
      },
    };
    this.#jaeger = jaegerApi(scene);
    this.#prometheus = prometheusApi(scene);
  }

  traces(from: number, to: number): unknown {
    return ['guardian', 'treasury', 'portal'].flatMap((service) => list(ask(this.#jaeger, '/api/traces', { service, start: String(at(STORY + from)), end: String(at(STORY + to)), limit: '2000' })));
  }

  rules(): unknown {
    return ask(this.#prometheus, '/api/v1/rules', {});
  }
}

function ask(api: Api, path: string, params: Readonly<Record<string, string>>): unknown {
  const reply = api({ method: 'GET', path, params: new URLSearchParams(params), headers: {}, body: '' });
  return JSON.parse(String(reply?.body ?? '{}')).data;
}

function list(data: unknown): readonly unknown[] {
  return Array.isArray(data) ? data : [];
}

/** Records the story with its traces each minute and its alerts each quarter of one, as their sources do. */
function recordStory(home: string, seed: number): void {
  const run = new LabRun({ path: join(sessionsBelow(home), '20261121T140500Z.db'), seed, rate: RATE, from: FROM });
  run.backfill(HISTORY);
  const apis = new LabApis(seed);
  const ledger = alertLedger();
  const seen = new Set<string>();
  for (let second = FROM; second < TO; second += 15) {
    run.follow(15);
    apis.second = second + 15;
    const now = run.clock.now();
    run.take(run.metrics, ledger.take(alertsIn(apis.rules(), now)?.listed ?? [], now));
    if (second % 60 !== 0) continue;
    const { spans } = decodeTraces(apis.traces(second - 60, second), now);
    run.take(run.logs, spans.filter(({ traceId, spanId }) => !seen.has(`${traceId} ${spanId}`) && seen.add(`${traceId} ${spanId}`)));
  }
  run.finish();
}

describe('correlate on a recorded run of the lab', () => {
  it('finds the nine facts of the story in their order, and no other', { timeout: 60_000 }, async () => {
    const home = tempFolder();
    recordStory(home, 1);
    const { code, out } = await runCli(['correlate', '--utc', '--timestamp', '14:35', '--window', '15m'], { home });
    expect(code).toBe(0);
    const [title, blank, ...rows] = out.trimEnd().split('\n');
    expect([title, blank]).toEqual(['Timeline around 2026-11-21T14:35:00Z (±15m):', '']);
    const id = story(1).settlement.traceId;
    expect(rows.map((row) => row.slice('14:35:00 '.length))).toEqual(FACTS.map(([, text]) => text.replace('trace-abc123', `trace-${id}`)));
    // Logs, traces and alerts have the time of their event; of a change in a series its begin is estimated from noisy samples.
    const late = rows.map((row, index) => Math.abs(secondOf(row) - secondOf(FACTS[index]?.[0] ?? '')));
    expect(late.filter((seconds, index) => seconds > (/\[(?:metric|anomaly)\]/u.test(rows[index] ?? '') ? 60 : 0))).toEqual([]);
  });
});

/** The example of the specification. */
const FACTS: readonly (readonly [time: string, text: string])[] = [
  ['14:20:00', '[metric] brick-02 cpu_percent starts rising'],
  ['14:25:00', '[log] guardian: "anchor queue depth increasing"'],
  ['14:30:00', '[trace] trace-abc123 completed (2345ms, normal)'],
  ['14:32:00', '[metric] brick-02 cpu_percent crosses 80%'],
  ['14:35:00', '[alert] HighCPUUsage fired on brick-02'],
  ['14:40:00', '[log] guardian: "processing backlog"'],
  ['14:45:00', '[anomaly] treasury.receipts_per_minute low'],
  ['14:50:00', '[log] guardian: "backlog cleared"'],
  ['15:10:00', '[alert] HighCPUUsage resolved on brick-02'],
];

/** Of a time of day at the begin of a text. */
function secondOf(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.slice(0, 8).split(':').map(Number);
  return hours * 3_600 + minutes * 60 + seconds;
}
