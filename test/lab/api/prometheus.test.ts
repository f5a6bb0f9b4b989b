import { describe, expect, it } from 'vitest';
import { ask, labAt } from '../support.ts';

async function stateAt(hours: number, minutes: number): Promise<{ alerts: unknown[]; rule: unknown }> {
  const { lab } = await labAt(hours, minutes);
  const { data } = (await ask(lab, '/api/v1/alerts')).json as { data: { alerts: unknown[] } };
  const { data: { groups } } = (await ask(lab, '/api/v1/rules')).json as { data: { groups: { rules: unknown[] }[] } };
  return { alerts: data.alerts, rule: groups[0]?.rules[0] };
}

describe('the rules of Prometheus', () => {
  it.each([
    [14, 31, 'inactive'], [14, 32, 'pending'], [14, 34, 'pending'], [14, 35, 'firing'], [14, 56, 'firing'], [15, 9, 'firing'], [15, 10, 'inactive'],
  ])('say at %d:%d that the alert is %s', async (hours, minutes, state) => {
    const { alerts, rule } = await stateAt(hours, minutes);
    expect(rule).toMatchObject({ type: 'alerting', name: 'HighCPUUsage', state, query: 'cpu_percent > 80', duration: 180, keepFiringFor: 900, health: 'ok', alerts });
    expect(alerts).toHaveLength(state === 'inactive' ? 0 : 1);
  });

  it('tell an alert with the labels of its series and its rule, since 14:32:00, and a value in Go\'s hand', async () => {
    const { alerts } = await stateAt(14, 36);
    expect(alerts).toEqual([
      {
        labels: { alertname: 'HighCPUUsage', environment: 'production', node: 'brick-02', region: 'eu-west', service: 'guardian', severity: 'warning' },
        annotations: { runbook: expect.any(String), summary: 'CPU usage above 80% for 3 minutes' },
        state: 'firing', activeAt: '2026-11-18T14:32:00.000Z', value: expect.stringMatching(/^8\.\d+e\+01$/),
      },
    ]);
    expect((await stateAt(14, 56)).alerts).toMatchObject([{ keepFiringSince: '2026-11-18T14:55:00.000Z', value: expect.stringMatching(/^8\.\d+e\+01$/) }]);
  });

  it('hold one that is quiet all along', async () => {
    const { lab } = await labAt(14, 45);
    const { data: { groups } } = (await ask(lab, '/api/v1/rules?rule_name[]=NodeDown&type=alert')).json as { data: { groups: { rules: unknown[] }[] } };
    expect(groups).toMatchObject([{ interval: 15, rules: [{ name: 'NodeDown', state: 'inactive', alerts: [] }] }]);
  });

  it('leave alerts or rules out where asked to', async () => {
    const { lab } = await labAt(14, 45);
    expect((await ask(lab, '/api/v1/rules?exclude_alerts=true')).text).toContain('"alerts":null');
    expect((await ask(lab, '/api/v1/rules?type=record')).json).toEqual({ status: 'success', data: { groups: [] } });
  });
});
