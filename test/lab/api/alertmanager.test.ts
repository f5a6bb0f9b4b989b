import { describe, expect, it } from 'vitest';
import type { Lab } from '../../../src/lab/index.ts';
import { ask, labAt, post } from '../support.ts';

const ALERTS = '/api/v2/alerts';
const SILENCES = '/api/v2/silences';
const LABELS = { alertname: 'HighCPUUsage', environment: 'production', node: 'brick-02', region: 'eu-west', service: 'guardian', severity: 'warning' };
const ORDER = {
  matchers: [{ name: 'alertname', value: 'HighCPUUsage', isRegex: false, isEqual: true }],
  startsAt: '2026-11-18T14:36:00.000Z', endsAt: '2026-11-18T15:36:00.000Z', createdBy: 'ops', comment: 'looking',
};

async function silenced(lab: Lab, order: object = ORDER): Promise<string> {
  return ((await post(lab, SILENCES, order)).json as { silenceID: string }).silenceID;
}

describe('the alerts of Alertmanager', () => {
  it('are none before 14:35, one until 15:10, and none after', async () => {
    const { lab, clock } = await labAt(14, 34);
    expect(await ask(lab, ALERTS)).toMatchObject({ status: 200, type: 'application/json', json: [] });
    clock.step(60_000);
    expect((await ask(lab, ALERTS)).json).toHaveLength(1);
    clock.step(34 * 60_000 + 59_999);
    expect((await ask(lab, ALERTS)).json).toHaveLength(1);
    clock.step(1);
    expect((await ask(lab, ALERTS)).json).toEqual([]);
  });

  it('have the form of the recorded server, and start at 14:35:00', async () => {
    const { lab } = await labAt(14, 36);
    expect((await ask(lab, ALERTS)).json).toEqual([
      {
        annotations: { runbook: 'https://docs.vaultmesh.io/runbooks/high-cpu', summary: 'CPU usage above 80% for 3 minutes' },
        endsAt: '2026-11-18T14:40:00.000Z', fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/), receivers: [{ name: 'slack' }], startsAt: '2026-11-18T14:35:00.000Z',
        status: { inhibitedBy: [], mutedBy: [], silencedBy: [], state: 'active' }, updatedAt: '2026-11-18T14:36:00.000Z', generatorURL: expect.stringContaining('cpu_percent'), labels: LABELS,
      },
    ]);
  });

  it.each([
    ['filter=node%3D%22brick-02%22', 1], ['filter=node%3Dbrick-02&filter=severity%3D~%22warn.%2A%22', 1], ['filter=node%3D~%22brick%22', 0], ['filter=node!%3Dbrick-02', 0],
    ['filter=team%3D%22%22', 1], ['active=false', 0], ['active=maybe', 0], ['silenced=false', 1],
  ])('follow %s', async (query, count) => {
    const { lab } = await labAt(14, 36);
    expect((await ask(lab, `${ALERTS}?${query}`)).json).toHaveLength(count);
  });

  it.each(['severity', '{a="b"}', 'a="b",c="d"', 'a=~"("'])('refuse the filter %s in words', async (filter) => {
    const { lab } = await labAt(14, 36);
    expect(await ask(lab, `${ALERTS}?filter=${encodeURIComponent(filter)}`)).toMatchObject({ status: 400, json: `bad matcher format: ${filter}` });
  });

  it('are suppressed by a silence until it is deleted, or over', async () => {
    const { lab, clock } = await labAt(14, 36);
    const id = await silenced(lab);
    expect((await ask(lab, ALERTS)).json).toMatchObject([{ status: { state: 'suppressed', silencedBy: [id] } }]);
    expect((await ask(lab, `${ALERTS}?silenced=false`)).json).toEqual([]);
    expect((await ask(lab, `${ALERTS}?active=false`)).json).toHaveLength(1);
    expect(await ask(lab, `/api/v2/silence/${id}`, { method: 'DELETE' })).toMatchObject({ status: 200, text: '' });
    expect((await ask(lab, ALERTS)).json).toMatchObject([{ status: { state: 'active', silencedBy: [] } }]);
    await silenced(lab, { ...ORDER, endsAt: '2026-11-18T14:36:30Z' });
    clock.step(31_000);
    expect((await ask(lab, ALERTS)).json).toMatchObject([{ status: { state: 'active' } }]);
  });
});

describe('the silences of Alertmanager', () => {
  it('are told in the recorded form, begin now at the earliest, and have ids that follow from the seed', async () => {
    const [{ lab: one }, { lab: two }] = [await labAt(14, 36), await labAt(14, 36)];
    const id = await silenced(one, { ...ORDER, startsAt: '2026-11-18T14:00:00Z', annotations: { 'obs-tui/kind': 'ack' } });
    expect(await silenced(two)).toBe(id);
    const told = {
      id, status: { state: 'active' }, updatedAt: '2026-11-18T14:36:00.000Z', annotations: { 'obs-tui/kind': 'ack' }, comment: 'looking', createdBy: 'ops', endsAt: '2026-11-18T15:36:00.000Z',
      matchers: [{ isEqual: true, isRegex: false, name: 'alertname', value: 'HighCPUUsage' }], startsAt: '2026-11-18T14:36:00.000Z',
    };
    expect((await ask(one, `/api/v2/silence/${id}`)).json).toEqual(told);
    expect((await ask(one, SILENCES)).json).toEqual([told]);
    expect((await ask(one, `${SILENCES}?filter=alertname%3D%22Other%22`)).json).toEqual([]);
  });

  it('keep their id when only the end changes, and are replaced when anything else does', async () => {
    const { lab } = await labAt(14, 36);
    const id = await silenced(lab);
    expect(await silenced(lab, { ...ORDER, id, endsAt: '2026-11-18T16:00:00Z' })).toBe(id);
    const other = await silenced(lab, { ...ORDER, id, matchers: [{ name: 'node', value: 'brick.*', isRegex: true }] });
    expect(other).not.toBe(id);
    expect((await ask(lab, SILENCES)).json).toMatchObject([{ id, status: { state: 'expired' } }, { id: other, status: { state: 'active' }, matchers: [{ isEqual: true }] }]);
  });

  it.each([
    [{ comment: undefined }, 422, { code: 602, message: 'comment in body is required' }],
    [{ matchers: [] }, 422, { code: 612, message: 'matchers in body should have at least 1 items' }],
    [{ matchers: [{ name: 'a', value: '.*', isRegex: true }] }, 400, 'invalid silence: matcher set 0: at least one matcher must not match the empty string'],
    [{ matchers: [{ name: 'a', value: '(', isRegex: true }] }, 400, expect.stringContaining('invalid regular expression')],
    [{ matchers: [{ name: 'a' }] }, 422, { code: 602, message: expect.stringContaining('matchers') }],
    [{ endsAt: '2026-11-18T14:30:00Z' }, 400, 'Failed to create silence: start time must be before end time'],
    [{ startsAt: '2026-11-18T14:00:00Z', endsAt: '2026-11-18T14:30:00Z' }, 400, "Failed to create silence: end time can't be in the past"],
    [{ endsAt: 'soon' }, 422, { code: 601, message: expect.stringContaining('date-time') }],
    [{ id: '00000000-0000-4000-a000-000000000000' }, 404, 'silence not found'],
  ])('refuse %o in the words of the server', async (change, status, words) => {
    const { lab } = await labAt(14, 36);
    expect(await post(lab, SILENCES, { ...ORDER, ...change })).toMatchObject({ status, json: words });
    expect((await ask(lab, SILENCES)).json).toEqual([]);
  });

  it('take nothing that is no JSON, or too long', async () => {
    const { lab } = await labAt(14, 36);
    expect((await post(lab, SILENCES, '{')).status).toBe(400);
    expect((await post(lab, SILENCES, ORDER, { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post(lab, SILENCES, { ...ORDER, comment: 'x'.repeat(70_000) })).status).toBe(413);
    expect((await ask(lab, SILENCES)).json).toEqual([]);
  });

  it('answer 404 with nothing for an unknown id, and 422 for what is no id', async () => {
    const { lab } = await labAt(14, 36);
    for (const method of ['GET', 'DELETE']) {
      expect(await ask(lab, '/api/v2/silence/00000000-0000-4000-a000-000000000000', { method })).toMatchObject({ status: 404, text: '' });
      expect(await ask(lab, '/api/v2/silence/none', { method })).toMatchObject({ status: 422, json: { code: 601 } });
    }
  });
});

describe('the status of Alertmanager', () => {
  it('names a version', async () => {
    const { lab } = await labAt(14, 36);
    expect((await ask(lab, '/api/v2/status')).json).toMatchObject({ cluster: { status: 'disabled' }, versionInfo: { version: '0.33.0' } });
    expect((await ask(lab, '/api/v2/nothing')).status).toBe(404);
  });
});
