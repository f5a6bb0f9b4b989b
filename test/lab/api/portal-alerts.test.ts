import { describe, expect, it } from 'vitest';
import { ask, labAt, post } from '../support.ts';

const ID = 'alert-2026-11-18-001';
const ACK = `/obs/alerts/${ID}/ack`;
const SILENCE = '/obs/alerts/silence';

describe('GET /obs/alerts', () => {
  it('tells the alert in the form of the specification while it fires', async () => {
    const { lab } = await labAt(14, 36);
    expect((await ask(lab, '/obs/alerts')).json).toEqual([
      {
        alert_id: ID, name: 'HighCPUUsage', severity: 'warning', status: 'firing', fired_at: '2026-11-18T14:35:00Z', node: 'did:vm:node:brick-02',
        rule: { expression: 'cpu_percent > 80 for 3m', threshold: 80, duration: '3m' }, current_value: expect.any(Number),
        labels: { environment: 'production', region: 'eu-west', service: 'guardian' },
        annotations: { summary: 'CPU usage above 80% for 3 minutes', runbook: 'https://docs.vaultmesh.io/runbooks/high-cpu' }, notified: ['slack:ops-channel', 'pagerduty:on-call'],
      },
    ]);
  });

  it('tells nothing before, and when and how it was resolved after', async () => {
    const { lab, clock } = await labAt(14, 34);
    expect((await ask(lab, '/obs/alerts')).json).toEqual([]);
    clock.step(36 * 60_000);
    expect((await ask(lab, '/obs/alerts?status=firing')).json).toEqual([]);
    expect((await ask(lab, '/obs/alerts?status=resolved')).json).toMatchObject([{ alert_id: ID, status: 'resolved', fired_at: '2026-11-18T14:35:00Z', resolved_at: '2026-11-18T15:10:00Z', resolved_by: 'automatic' }]);
  });
});

describe('POST /obs/alerts/{id}/ack', () => {
  const contract = { acknowledged_by: 'did:vm:user:sovereign', comment: 'Investigating', follow_up_required: true, follow_up_deadline: '2026-11-18T16:00:00Z' };

  it('answers the contract of the specification, and the alert shows it', async () => {
    const { lab } = await labAt(14, 40);
    expect((await post(lab, ACK, contract)).json).toEqual({
      operation_id: 'obs-op-2026-11-18-001', operation_type: 'alert_acknowledge', alert_id: ID, acknowledged_by: 'did:vm:user:sovereign', acknowledged_at: '2026-11-18T14:40:00Z',
      comment: 'Investigating', escalation_suppressed: true, follow_up_required: true, follow_up_deadline: '2026-11-18T16:00:00Z',
    });
    expect((await ask(lab, '/obs/alerts')).json).toMatchObject([{ status: 'firing', acknowledged: true, acknowledged_by: 'did:vm:user:sovereign', acknowledgement: { operation_id: 'obs-op-2026-11-18-001', comment: 'Investigating' } }]);
  });

  it('is carried out once for one Idempotency-Key, and refuses the key for anything else', async () => {
    const { lab, clock } = await labAt(14, 40);
    const first = await post(lab, ACK, contract, { 'idempotency-key': 'k1' });
    clock.step(5_000);
    expect(await post(lab, ACK, contract, { 'idempotency-key': 'k1' })).toEqual(first);
    expect(await post(lab, ACK, { ...contract, comment: 'other' }, { 'idempotency-key': 'k1' })).toMatchObject({ status: 422, json: { error: expect.stringContaining('Idempotency-Key') } });
    expect((await post(lab, ACK, contract)).json).toMatchObject({ operation_id: 'obs-op-2026-11-18-002' });
  });

  it('is refused for an alert that never fired, is over, or is not there', async () => {
    const { lab, clock } = await labAt(14, 34);
    expect((await post(lab, ACK, contract)).status).toBe(404);
    clock.step(36 * 60_000);
    expect((await post(lab, ACK, contract)).status).toBe(409);
    expect((await post(lab, '/obs/alerts/alert-none/ack', contract)).status).toBe(404);
    expect((await post(lab, '/obs/alerts', contract)).status).toBe(404);
  });

  it('takes JSON objects only', async () => {
    const { lab } = await labAt(14, 40);
    expect((await post(lab, ACK, '[1]')).status).toBe(400);
    expect((await post(lab, ACK, contract, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await ask(lab, '/obs/alerts')).text).not.toContain('acknowledged');
  });
});

describe('POST /obs/alerts/silence', () => {
  const order = { node: 'brick-02', duration: '1h', reason: 'maintenance', created_by: 'did:vm:user:sovereign' };

  it('silences, once for one Idempotency-Key, and the alert shows it at the portal and at Alertmanager', async () => {
    const { lab } = await labAt(14, 40);
    const first = await post(lab, SILENCE, order, { 'idempotency-key': 'k' });
    expect(first.json).toEqual({
      operation_id: 'obs-op-2026-11-18-001', operation_type: 'alert_silence', silence_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      matchers: [{ name: 'node', value: 'brick-02', isRegex: false, isEqual: true }], reason: 'maintenance', created_by: 'did:vm:user:sovereign', created_at: '2026-11-18T14:40:00Z', until: '2026-11-18T15:40:00Z',
    });
    expect((await post(lab, SILENCE, order, { 'idempotency-key': 'k' })).text).toBe(first.text);
    expect((await ask(lab, '/api/v2/silences')).json).toHaveLength(1);
    const { silence_id: id } = first.json as { silence_id: string };
    expect((await ask(lab, '/obs/alerts')).json).toMatchObject([{ status: 'firing', silenced_until: '2026-11-18T15:40:00Z', silences: [{ silence_id: id, operation_id: 'obs-op-2026-11-18-001' }] }]);
    expect((await ask(lab, '/api/v2/alerts')).json).toMatchObject([{ status: { state: 'suppressed', silencedBy: [id] } }]);
  });

  it('leaves other nodes and services alone', async () => {
    const { lab } = await labAt(14, 40);
    await post(lab, SILENCE, { ...order, node: 'did:vm:node:brick-01' });
    await post(lab, SILENCE, { service: 'treasury', duration: '5m' });
    expect((await ask(lab, '/obs/alerts')).text).not.toContain('silence_id');
    await post(lab, SILENCE, { alert: 'HighCPUUsage', until: '2026-11-18T15:00:00Z' });
    expect((await ask(lab, '/obs/alerts')).text).toContain('silence_id');
  });

  it('takes whole matchers, and shows the operation under the name that its sender gave it', async () => {
    const { lab } = await labAt(14, 40);
    const matchers = [{ name: 'alertname', value: 'High.*', isRegex: true }, { name: 'team', value: '', isRegex: false }];
    expect((await post(lab, SILENCE, { operation_id: 'op-7', alert_id: ID, matchers, duration: '600s' })).json).toMatchObject({ operation_id: 'op-7', matchers: [{ isEqual: true }, { isEqual: true }] });
    await post(lab, ACK, { operation_id: 'op-8' });
    expect((await ask(lab, '/obs/alerts')).json).toMatchObject([{ acknowledgement: { operation_id: 'op-8' }, silences: [{ operation_id: 'op-7' }] }]);
  });

  it.each([{ duration: '1h' }, { duration: '1h', matchers: [{ name: 'a' }] }, { duration: '1h', matchers: [{ name: 'a', value: '(', isRegex: true }, { name: 'node', value: 'x', isRegex: false }] }, { duration: '1h', matchers: [{ name: 'a', value: '.*', isRegex: true }] }, { node: 'brick-02' }, { node: 'brick-02', duration: 'long' }, { node: 'brick-02', until: '2026-11-18T14:00:00Z' }])('refuses %o in words, and the key may be used again', async (body) => {
    const { lab } = await labAt(14, 40);
    expect(await post(lab, SILENCE, body, { 'idempotency-key': 'k' })).toMatchObject({ status: 400, json: { error: expect.stringContaining('silence') } });
    expect((await post(lab, SILENCE, order, { 'idempotency-key': 'k' })).status).toBe(200);
  });
});
