import { afterEach, describe, expect, it } from 'vitest';
import { decodeTraces } from '../../src/data/sources/jaeger/decode.ts';
import { startLab, type Lab, type LabOptions } from '../../src/lab/index.ts';
import { micros, SECOND } from '../../src/lib/micros.ts';
import type { LogDraft, SpanDraft } from '../../src/model/signal.ts';

const START = micros(1_795_269_600 * SECOND);
const labs: Lab[] = [];
afterEach(async () => {
  for (const lab of labs.splice(0)) await lab.close();
});

async function lab(openAt: number, options: LabOptions = {}): Promise<Lab> {
  const started = await startLab({ startAt: START, openAt, firstRowAt: openAt - 60, ...options });
  labs.push(started);
  return started;
}

async function json(at: Lab, path: string): Promise<unknown> {
  return (await fetch(`${at.url}${path}`)).json();
}

async function tracesOf(at: Lab, service: string, from: number, to: number, limit = 2_000): Promise<readonly SpanDraft[]> {
  const body = (await json(at, `/api/traces?service=${service}&start=${START + from * SECOND}&end=${START + to * SECOND}&limit=${limit}`)) as { readonly data: unknown };
  const { spans, rejects } = decodeTraces(body.data, START);
  expect(rejects).toEqual([]);
  return spans;
}

describe('the traces of the lab', () => {
  it('hold the settlement of 14:30 with its four spans, once it is over', async () => {
    const before = await lab(600);
    expect((await tracesOf(before, 'guardian', 590, 610)).filter((span) => span.name === 'anchor_request')).toEqual([]);
    const after = await lab(660);
    const { settlement } = after.story;
    const spans = (await tracesOf(after, 'guardian', 590, 610)).filter((span) => span.traceId === settlement.traceId);
    expect(spans.map((span) => [span.name, span.service, span.duration])).toEqual([
      ['http_request', 'portal', 2_345_000], ['validate_settlement', 'treasury', 150_000], ['emit_receipt', 'treasury', 50_000], ['anchor_request', 'guardian', 2_000_000],
    ]);
    expect(spans.slice(1).every((span) => span.parentId === spans[0]?.spanId)).toBe(true);
  });

  it('carry the ids of the log rows they are made of', async () => {
    const at = await lab(660);
    const spans = await tracesOf(at, 'portal', 640, 655);
    const rows = (await json(at, `/logs/search?since=${START / SECOND + 639}&until=${START / SECOND + 656}`)) as readonly { readonly message: LogDraft['message'] }[];
    const ids = new Set(rows.flatMap(({ message }) => /span_id=(\S+)/.exec(message)?.[1] ?? []));
    expect(spans.length).toBeGreaterThan(20);
    expect(spans.filter((span) => !ids.has(span.spanId))).toEqual([]);
  });

  it('are told by service, time and limit, and only when they are over', async () => {
    const at = await lab(660);
    expect(await json(at, '/api/services')).toMatchObject({ data: ['guardian', 'treasury', 'portal', 'oracle', 'mesh'] });
    expect(new Set((await tracesOf(at, 'treasury', 640, 659, 5)).map((span) => span.traceId)).size).toBe(5);
    const late = await tracesOf(at, 'portal', 600, 700);
    expect(await tracesOf(at, 'mesh', 640, 660)).toEqual([]);
    expect(late.every((span) => span.at + span.duration <= at.now() - SECOND)).toBe(true);
    expect((await fetch(`${at.url}/api/traces`)).status).toBe(400);
  });

  it('have none longer than the settlement between 14:20 and 14:50, but for those that failed', async () => {
    const at = await lab(1_900, { firstRowAt: 0, rate: 5 });
    const { settlement } = at.story;
    const spans = (await Promise.all(['portal', 'treasury', 'guardian'].map((service) => tracesOf(at, service, 0, 1_800)))).flat();
    const failed = new Set(spans.filter((span) => span.status === 'error').map((span) => span.traceId));
    const roots = spans.filter((span) => span.parentId === undefined && !failed.has(span.traceId)).toSorted((a, b) => b.duration - a.duration);
    expect(roots.length).toBeGreaterThan(1_000);
    expect(roots[0]).toMatchObject({ traceId: settlement.traceId, duration: 2_345_000 });
    expect(roots.find((span) => span.traceId !== settlement.traceId)?.duration).toBeLessThan(1_500_000);
  });
});
