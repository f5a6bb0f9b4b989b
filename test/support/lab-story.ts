// The whole story of the lab in one session, as its sources would tell it: rows, metrics, traces and alerts, without a server or a wait.
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
import { LabRun, STORY } from './lab-run.ts';
import { at, START } from './session.ts';

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

/** Records the story with its traces each minute and its alerts each quarter of one, as their sources do. `along` adds to it before each step; seconds after 14:20. */
export function recordStory(path: string, seed: number, along: (run: LabRun, second: number) => void = () => undefined): void {
  const run = new LabRun({ path, seed, rate: RATE, from: FROM });
  run.backfill(HISTORY);
  const apis = new LabApis(seed);
  const ledger = alertLedger();
  const seen = new Set<string>();
  for (let second = FROM; second < TO; second += 15) {
    along(run, second);
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
