// The health source held to what every source must do. Each good record is a check that was not there before.
import { healthAdapter } from '../../../../src/data/sources/health/index.ts';
import { describeSource, type Outside } from '../../../conformance/source.ts';
import { httpLoopback, type Loopback } from '../../../support/loopback.ts';

interface System extends Outside {
  readonly server: Loopback;
  readonly checks: Record<string, string>;
  broken: boolean;
}

describeSource<System>('health', {
  start: async () => {
    const server = await httpLoopback((request, response) => {
      if (system.broken) return void request.socket.destroy();
      response.end(JSON.stringify({ status: 'healthy', checks: system.checks, version: '2.0.6', uptime_seconds: 3_600 }));
    });
    const config = healthAdapter.config.parse({ name: 'portal', kind: 'health', url: server.url().href, interval: '100ms' });
    const system: System = { server, checks: {}, broken: false, open: (deps) => healthAdapter.open(config, deps), close: () => server.close() };
    return system;
  },
  keyOf: (draft) => (draft.kind === 'check' && draft.part === 'check' ? draft.name : undefined),
  emit: async (system, count) => {
    const first = Object.keys(system.checks).length;
    const names = Array.from({ length: count }, (_, index) => `check ${first + index}`);
    for (const name of names) system.checks[name] = 'ok';
    return names;
  },
  connections: (system) => system.server.sockets(),
  reset: (system) => {
    system.broken = true;
  },
});
