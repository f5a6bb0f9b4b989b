import { describe, expect, it, onTestFinished } from 'vitest';
import { portalAdapter } from '../../../../src/data/sources/portal/index.ts';
import type { ActRequest } from '../../../../src/model/alert.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { at } from '../../../support/session.ts';
import { ALERT, FakePortal } from './portal.ts';

const ACK: ActRequest = { id: 'ack:alert-1:7', action: 'ack', target: 'alert-1', name: 'HighCPUUsage', matchers: [], comment: 'looking', by: 'sovereign', until: at(600) };
const SILENCE: ActRequest = { ...ACK, id: 'silence:1', action: 'silence', matchers: [{ name: 'node', value: 'brick-02', isRegex: false, isEqual: true }] };

async function asked(request: ActRequest, prepare: (portal: FakePortal) => void = () => undefined) {
  const portal = await FakePortal.start();
  onTestFinished(() => portal.server.close());
  portal.lists['alerts'] = [ALERT];
  prepare(portal);
  const config = portalAdapter.config.parse({ name: 'portal', kind: 'portal', url: portal.server.url().href, timeout: '2s' });
  const outcome = await portalAdapter.open(config, { clock: new ManualClock(at(0)), random: () => 0 }).act?.(request, new AbortController().signal);
  return { outcome, posts: portal.posts };
}

describe('what an operator asks of a portal', () => {
  it('is the contract of an acknowledgement, under the key of the request', async () => {
    const { outcome, posts } = await asked(ACK);
    expect(outcome).toEqual({ state: 'done', detail: 'HighCPUUsage acknowledged by sovereign' });
    expect(posts).toMatchObject([
      { path: '/obs/alerts/alert-1/ack', key: ACK.id, body: { operation_id: ACK.id, operation_type: 'alert_acknowledge', alert_id: 'alert-1', acknowledged_by: 'sovereign', acknowledged_at: '2026-11-21T14:00:00.000000Z', comment: 'looking' } },
    ]);
  });

  it('is a silence of a node for a time', async () => {
    const { posts } = await asked(SILENCE);
    expect(posts).toMatchObject([{ path: '/obs/alerts/silence', body: { node: 'brick-02', duration: '600s', reason: 'looking', created_by: 'sovereign' } }]);
  });

  it.each(['done-then-500', 'done-then-cut'] as const)('is carried out once where the answer is lost (%s)', async (onPost) => {
    const { outcome, posts } = await asked(ACK, (portal) => {
      portal.onPost = onPost;
    });
    expect(outcome).toMatchObject({ state: 'done', detail: expect.stringContaining('the answer was lost') });
    expect(posts).toHaveLength(1);
  });

  it('has failed where the portal refuses it or shows no trace of it', async () => {
    const refused = await asked(ACK, (portal) => {
      portal.onPost = 'refused';
    });
    expect(refused.outcome).toEqual({ state: 'failed', detail: 'the portal answered 409: {"error":"the store is away"}' });
    const away = await asked(ACK, (portal) => {
      portal.onPost = 'fails';
    });
    expect(away.outcome).toMatchObject({ state: 'failed', detail: expect.stringContaining('was not carried out') });
  });

  it('is unknown where the portal cannot be asked whether it was', async () => {
    const { outcome } = await asked(ACK, (portal) => {
      portal.broken = true;
    });
    expect(outcome).toMatchObject({ state: 'unknown' });
  });

  it('cannot end a silence', async () => {
    expect((await asked({ ...ACK, action: 'expire' })).outcome).toMatchObject({ state: 'failed' });
  });
});
