// The portal source held to what every source must do. Each good record is a log record.
import { portalAdapter } from '../../../../src/data/sources/portal/index.ts';
import { describeSource, type Outside } from '../../../conformance/source.ts';
import { FakePortal } from './portal.ts';

interface Mesh extends Outside {
  readonly portal: FakePortal;
  next: number;
}

function add(mesh: Mesh, record: object): void {
  mesh.portal.lists['logs'] = [...(mesh.portal.lists['logs'] as object[]), record];
}

describeSource<Mesh>('portal', {
  start: async () => {
    process.env['PORTAL_TOKEN'] = 'canary-7c21';
    const portal = await FakePortal.start();
    const config = portalAdapter.config.parse({ name: 'portal', kind: 'portal', url: portal.server.url().href, interval: '100ms', bearer: { env: 'PORTAL_TOKEN' } });
    return { portal, next: 0, open: (deps) => portalAdapter.open(config, deps), close: () => portal.server.close() };
  },
  keyOf: (draft) => (draft.kind === 'log' ? draft.message : undefined),
  emit: async (mesh, count) => {
    const keys = Array.from({ length: count }, (_, index) => `row ${mesh.next + index}`);
    mesh.next += count;
    for (const message of keys) add(mesh, { timestamp: new Date().toISOString(), level: 'info', message });
    return keys;
  },
  emitMalformed: async (mesh) => add(mesh, [7]),
  connections: (mesh) => mesh.portal.server.sockets(),
  answer: (mesh, status) => {
    mesh.portal.status = status;
  },
  reset: (mesh) => {
    mesh.portal.broken = true;
  },
  canary: 'canary-7c21',
});
