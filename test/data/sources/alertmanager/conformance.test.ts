// The source of alerts held to what every source must do. Each good record is an alert that was not there before.
import { describeSource, type Outside } from '../../../conformance/source.ts';
import { alertmanagerAdapter } from '../../../../src/data/sources/alertmanager/index.ts';
import { httpLoopback, type Loopback } from '../../../support/loopback.ts';
import { aListedAlert } from './fake-alertmanager.ts';

const CANARY = `SECRET${'TOKEN'}alertmanager`;

interface Server extends Outside {
  readonly server: Loopback;
  readonly alerts: unknown[];
  torn: boolean;
  status: number;
  broken: boolean;
}

describeSource<Server>('alertmanager', {
  start: async () => {
    const server = await httpLoopback((request, response) => {
      if (state.broken) return void request.socket.destroy();
      if (state.status !== 200) {
        response.writeHead(state.status, { 'content-type': 'text/plain', location: `/?${CANARY}` });
        return void response.end(`not for ${request.headers.authorization} (${CANARY}) at ${request.url}`);
      }
      const bytes = Buffer.from(JSON.stringify(request.url?.includes('/alerts') === true ? state.alerts : []));
      if (!state.torn) return void response.end(bytes);
      let at = 0;
      const tear = (): void => void (at < bytes.length ? response.write(bytes.subarray(at, (at += 97)), tear) : response.end());
      tear();
    });
    const url = `http://user:${CANARY}@127.0.0.1:${server.port}/am?token=${CANARY}`;
    const config = alertmanagerAdapter.config.parse({ name: 'am', kind: 'alertmanager', url, interval: '100ms' });
    const state: Server = { server, alerts: [], torn: false, status: 200, broken: false, open: (deps) => alertmanagerAdapter.open(config, deps), close: () => server.close() };
    return state;
  },
  keyOf: (draft) => (draft.kind === 'alert' && draft.state === 'firing' ? draft.name : undefined),
  emit,
  emitSplit: (state, count) => {
    state.torn = true;
    return emit(state, count);
  },
  emitMalformed: async (state) => void state.alerts.push({ labels: 'ü' }),
  connections: (state) => state.server.sockets(),
  answer: (state, status) => {
    state.status = status;
  },
  reset: (state) => {
    state.broken = true;
  },
  resumes: true,
  canary: CANARY,
});

async function emit(state: Server, count: number): Promise<readonly string[]> {
  const names = Array.from({ length: count }, (_, index) => `Älarm ${state.alerts.length + index}`);
  state.alerts.push(...names.map((name) => aListedAlert(name)));
  return names;
}
