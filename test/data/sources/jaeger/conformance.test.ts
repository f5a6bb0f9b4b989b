// The conformance suite over a server that tells every span again at each search.
import { jaegerAdapter } from '../../../../src/data/sources/jaeger/index.ts';
import { describeSource, type Outside } from '../../../conformance/source.ts';
import { fakeJaeger, jaegerSpan, type FakeJaeger, type JaegerSpan } from './fake-jaeger.ts';

const CANARY = `SECRET${'TOKEN'}jaeger`;

interface Server extends Outside {
  readonly server: FakeJaeger;
  readonly spans: JaegerSpan[];
  count: number;
  status: number;
  broken: boolean;
}

async function start(): Promise<Server> {
  const spans: JaegerSpan[] = [];
  const server = await fakeJaeger(spans, ['orders'], (request, response) => {
    if (state.broken) response.destroy();
    else if (state.status !== 200) response.writeHead(state.status, { 'content-type': 'text/plain' }).end(`not for ${request.headers.authorization} (${CANARY})`);
    return state.broken || state.status !== 200;
  });
  const state: Server = {
    server, spans, count: 0, status: 200, broken: false,
    open: (deps) => {
      const url = `http://user:${CANARY}@127.0.0.1:${server.port}/jaeger?token=${CANARY}`;
      return jaegerAdapter.open(jaegerAdapter.config.parse({ name: 'jaeger', kind: 'jaeger', url, interval: '100ms' }), deps);
    },
    close: () => server.close(),
  };
  return state;
}

async function emit(state: Server, count: number): Promise<readonly string[]> {
  const numbers = Array.from({ length: count }, () => (state.count += 1));
  state.spans.push(...numbers.map((number) => jaegerSpan(number)));
  return numbers.map((number) => `span ${number}`);
}

describeSource('jaeger', {
  start,
  keyOf: (draft) => (draft.kind === 'span' ? draft.name : undefined),
  emit,
  emitMalformed: async (state) => {
    state.spans.push({ ...jaegerSpan(9_999), duration: -1 });
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
