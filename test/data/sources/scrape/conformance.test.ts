// The conformance suite over a page that shows each record on one scrape only, as an exporter with fresh series would.
import { describeSource, type Outside } from '../../../conformance/source.ts';
import { scrapeAdapter } from '../../../../src/data/sources/scrape/index.ts';
import { httpLoopback, type Loopback } from '../../../support/loopback.ts';

const CANARY = `SECRET${'TOKEN'}scrape`;

interface Exporter extends Outside {
  readonly server: Loopback;
  lines: string[];
  count: number;
  torn: boolean;
  status: number;
  broken: boolean;
}

async function start(): Promise<Exporter> {
  const server = await httpLoopback((request, response) => {
    if (exporter.broken) {
      request.socket.destroy();
      return;
    }
    if (exporter.status !== 200) {
      response.writeHead(exporter.status, { 'content-type': 'text/plain', location: `/?${CANARY}` });
      response.end(`not for ${request.headers.authorization} (${CANARY}) at ${request.url}`);
      return;
    }
    const page = exporter.lines.splice(0).join('');
    if (!exporter.torn) {
      response.end(page);
      return;
    }
    let at = 0;
    const tear = (): boolean => (at < page.length ? response.write(page.slice(at, (at += 7)), () => tear()) : response.end() === response);
    tear();
  });
  const exporter: Exporter = {
    server,
    lines: [],
    count: 0,
    torn: false,
    status: 200,
    broken: false,
    open: (deps) => {
      const url = `http://user:${CANARY}@127.0.0.1:${server.port}/metrics?token=${CANARY}`;
      return scrapeAdapter.open(scrapeAdapter.config.parse({ name: 'app', kind: 'scrape', targets: [{ url }], interval: '100ms' }), deps);
    },
    close: () => server.close(),
  };
  return exporter;
}

function emit(exporter: Exporter, count: number): Promise<readonly string[]> {
  const keys = Array.from({ length: count }, () => String((exporter.count += 1)));
  exporter.lines.push(...keys.map((key) => `record{key="${key}"} 1\n`));
  return Promise.resolve(keys);
}

describeSource('scrape', {
  start,
  keyOf: (draft) => (draft.kind === 'sample' && draft.name === 'record' ? draft.labels['key'] : undefined),
  emit,
  emitSplit: (exporter, count) => {
    exporter.torn = true;
    return emit(exporter, count);
  },
  emitMalformed: async (exporter) => {
    exporter.lines.push('record{key= 1\n');
    await emit(exporter, 0);
  },
  connections: (exporter) => exporter.server.sockets(),
  answer: (exporter, status) => {
    exporter.status = status;
  },
  reset: (exporter) => {
    exporter.broken = true;
  },
  canary: CANARY,
});
