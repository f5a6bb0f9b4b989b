// The conformance suite over a server that answers each point once, as the raw points of a range.
import { describeSource, type Outside } from '../../../conformance/source.ts';
import { prometheusAdapter } from '../../../../src/data/sources/prometheus/index.ts';
import { systemClock } from '../../../../src/lib/clock.ts';
import { SECOND } from '../../../../src/lib/micros.ts';
import { fakePrometheus, matrix, success, type FakePrometheus } from './fake-prometheus.ts';

const CANARY = `SECRET${'TOKEN'}prometheus`;

interface Server extends Outside {
  readonly server: FakePrometheus;
  points: (readonly [number, string])[];
  malformed: boolean;
  torn: boolean;
  count: number;
  status: number;
  broken: boolean;
}

async function start(): Promise<Server> {
  const started = systemClock.now() / SECOND;
  const server = await fakePrometheus((asked, response) => {
    if (state.broken) {
      response.destroy();
    } else if (state.status !== 200) {
      response.writeHead(state.status, { 'content-type': 'text/plain', location: `/?${CANARY}` });
      response.end(`not for ${asked.headers.authorization} (${CANARY}) at ${asked.path}?${asked.parameters.toString()}`);
    } else if (state.torn) {
      const text = JSON.stringify({ status: 'success', data: matrix([{ a: 'ü' }, state.points.splice(0)]) });
      let at = 0;
      const bytes = Buffer.from(text);
      const tear = (): boolean => (at < bytes.length ? response.write(bytes.subarray(at, (at += 11)), () => tear()) : response.end() === response);
      tear();
    } else {
      const bad = state.malformed ? ([[started + state.count, 'no number']] as const) : [];
      state.malformed = false;
      success(response, matrix([{ a: 'ü' }, [...state.points.splice(0), ...bad]]));
    }
  });
  const state: Server = {
    server,
    points: [],
    malformed: false,
    torn: false,
    count: 0,
    status: 200,
    broken: false,
    open: (deps) => {
      const url = `http://user:${CANARY}@127.0.0.1:${server.port}/prometheus?token=${CANARY}`;
      const panels = [{ title: 'points', expr: 'points[1m]' }];
      return prometheusAdapter.open(prometheusAdapter.config.parse({ name: 'prom', kind: 'prometheus', url, interval: '100ms', history: '0', alerts: false, panels }), deps);
    },
    close: () => server.close(),
  };
  return state;
}

async function emit(state: Server, count: number): Promise<readonly string[]> {
  const keys = Array.from({ length: count }, () => String((state.count += 1)));
  const base = 1_763_735_460;
  state.points.push(...keys.map((key) => [base + Number(key), key] as const));
  return keys;
}

describeSource('prometheus', {
  start,
  keyOf: (draft) => (draft.kind === 'sample' ? String(draft.value) : undefined),
  emit,
  emitSplit: (state, count) => {
    state.torn = true;
    return emit(state, count);
  },
  emitMalformed: async (state) => {
    state.malformed = true;
    await emit(state, 0);
  },
  connections: (state) => state.server.sockets(),
  answer: (state, status) => {
    state.status = status;
  },
  reset: (state) => {
    state.broken = true;
  },
  canary: CANARY,
});
