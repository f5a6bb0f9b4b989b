import { describe, expect, it } from 'vitest';
import type { Lab } from '../../../src/lab/index.ts';
import { ask, labAt, post } from '../support.ts';

/** Paths whose answers are functions of seed and story time alone. */
const PATHS = [
  '/logs/search', '/metrics', '/health', '/api/services', '/api/traces?service=portal', '/api/v2/alerts', '/api/v2/silences', '/api/v1/rules', '/api/v1/alerts',
  '/obs/metrics?last=1m', '/obs/logs', '/obs/traces', '/obs/alerts', '/obs/slos', '/obs/slos/slo:anchor-latency-p99/report', '/obs/health',
];
const CLOCKED = { rate: 20, firstRowAt: 900 } as const;

async function pages(lab: Lab): Promise<readonly string[]> {
  return Promise.all(PATHS.map(async (path) => `${path} ${(await ask(lab, path)).text}`));
}

describe('every API', () => {
  it('answers the same bytes at the same seed and moment, however the lab came there', async () => {
    const { lab: plain } = await labAt(14, 36, CLOCKED);
    const { lab: stepped, clock } = await labAt(14, 36, { ...CLOCKED, openAt: 930, speed: 2 });
    await pages(stepped);
    for (let step = 0; step < 3; step += 1) clock.step(5_000);
    expect(await pages(stepped)).toEqual(await pages(plain));
  });

  it('goes on so after a cut', async () => {
    const { lab: plain } = await labAt(14, 36, CLOCKED);
    const { lab: cut } = await labAt(14, 36, CLOCKED);
    await cut.cut();
    await cut.restore();
    expect(await pages(cut)).toEqual(await pages(plain));
  });

  it('answers the same requests with the same silences and operations', async () => {
    const acted = async (): Promise<readonly string[]> => {
      const { lab } = await labAt(14, 36, CLOCKED);
      const silence = await post(lab, '/obs/alerts/silence', { node: 'brick-02', duration: '1h', reason: 'x' });
      const ack = await post(lab, '/obs/alerts/alert-2026-11-18-001/ack', { comment: 'x' });
      return [silence.text, ack.text, ...(await pages(lab))];
    };
    expect(await acted()).toEqual(await acted());
  });

  it('differs with the seed', async () => {
    const [{ lab: one }, { lab: two }] = [await labAt(14, 36, CLOCKED), await labAt(14, 36, { ...CLOCKED, seed: 2 })];
    const [first, second] = [await pages(one), await pages(two)];
    const alike = PATHS.filter((_, index) => first[index] === second[index]);
    expect(alike).not.toContain('/obs/metrics?last=1m');
    expect(alike).not.toContain('/obs/traces');
    expect(alike).not.toContain('/logs/search');
  });
});
