import { logsTailAdapter } from '../../../../src/data/sources/logs-tail/index.ts';
import { describeSource, type Outside } from '../../../conformance/source.ts';
import { aRow, NodeServer, type Row } from './node-server.ts';

const CANARY = 'SECRETPASSPHRASE+/=7';

interface Node extends Outside {
  readonly server: NodeServer;
  rows(count: number): Row[];
}

async function start(): Promise<Node> {
  const server = await NodeServer.start();
  const { port } = server;
  const secret = { command: ['/bin/echo', CANARY] };
  const config = logsTailAdapter.config.parse({ name: 'node', kind: 'logs-tail', url: `ws://127.0.0.1:${port}`, passphrase: secret, bearer: secret });
  let newest = 0;
  let open = true;
  return {
    server,
    rows: (count) => Array.from({ length: count }, () => aRow((newest += 1))),
    open: (deps) => logsTailAdapter.open(config, deps),
    close: async () => {
      if (open) await server.close();
      open = false;
    },
  };
}

const keys = (rows: readonly Row[]): string[] => rows.map(({ id }) => `1:${id}`);

describeSource<Node>('logs-tail', {
  start,
  canary: CANARY,
  resumes: true,
  keyOf: (draft) => (draft.kind === 'log' ? draft.rowId : undefined),
  emit: async ({ server, rows }, count) => {
    const made = rows(count);
    server.append(...made);
    return keys(made);
  },
  emitSplit: async ({ server, rows }, count) => {
    const made = rows(count);
    server.rows.push(...made);
    server.sendTorn(JSON.stringify(made.toReversed()), 50);
    return keys(made);
  },
  emitMalformed: async ({ server }) => {
    server.send('[{"level":"INFO","message":"no id"}]');
    server.send('[{"id":');
  },
  connections: ({ server }) => server.connections,
  answer: ({ server }, status) => {
    server.status = status;
  },
  reset: ({ server }) => server.cut(),
  flood: ({ server, rows }) => {
    let sent = 0;
    const pump = (): void => {
      for (const tail of server.tails) {
        while (tail.bufferedAmount < 4 * 1_024 * 1_024 && tail.readyState === tail.OPEN) {
          const text = JSON.stringify(rows(200).map((row) => ({ ...row, message: row.message.padEnd(500) })).toReversed());
          tail.send(text);
          sent += text.length;
        }
      }
      if (server.tails.size > 0) setTimeout(pump, 5);
    };
    pump();
    return () => sent - [...server.tails].reduce((waiting, tail) => waiting + tail.bufferedAmount, 0);
  },
});
