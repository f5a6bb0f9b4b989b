// The conformance suite over a server that tells every trace again at each search.
import { tempoAdapter } from '../../../../src/data/sources/tempo/index.ts';
import { describeSource, type Outside } from '../../../conformance/source.ts';
import { fakeTempo, tempoSpan, type FakeTempo, type TempoSpan } from './fake-tempo.ts';

const CANARY = `SECRET${'TOKEN'}tempo`;

interface Server extends Outside {
  readonly server: FakeTempo;
  readonly spans: TempoSpan[];
  count: number;
  status: number;
  broken: boolean;
}

async function start(): Promise<Server> {
  const spans: TempoSpan[] = [];
  const server = await fakeTempo(spans, (request, response) => {
    if (state.broken) response.destroy();
    else if (state.status !== 200) response.writeHead(state.status, { 'content-type': 'text/plain' }).end(`not for ${request.headers.authorization} (${CANARY})`);
    return state.broken || state.status !== 200;
  });
  const state: Server = {
    server, spans, count: 0, status: 200, broken: false,
    open: (deps) => {
      const url = `http://user:${CANARY}@127.0.0.1:${server.port}/tempo?token=${CANARY}`;
      return tempoAdapter.open(tempoAdapter.config.parse({ name: 'tempo', kind: 'tempo', url, interval: '100ms' }), deps);
    },
    close: () => server.close(),
  };
  return state;
}

async function emit(state: Server, count: number): Promise<readonly string[]> {
  const numbers = Array.from({ length: count }, () => (state.count += 1));
  state.spans.push(...numbers.map((number) => tempoSpan(number)));
  return numbers.map((number) => `span ${number}`);
}

describeSource('tempo', {
  start,
  keyOf: (draft) => (draft.kind === 'span' ? draft.name : undefined),
  emit,
  emitMalformed: async (state) => {
    state.spans.push(tempoSpan(9_999, { over: { endTimeUnixNano: '1' } }));
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
