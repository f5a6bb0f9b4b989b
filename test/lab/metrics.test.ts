import { describe, expect, it } from 'vitest';
import { exposition } from '../../src/lab/exposition.ts';
import { healthAnswer } from '../../src/lab/health.ts';
import { clockTime } from '../../src/lab/story-time.ts';
import { story } from '../../src/lab/story.ts';
import { START_SECOND } from './support.ts';

const page = (second: number, since = -3_600): string => exposition({ story: story(1), seed: 1, rate: 40, second, since, startSecond: START_SECOND });

/** Samples of a page by name and labels; the types by family. */
function parse(text: string): { values: Map<string, number>; types: Map<string, string> } {
  const lines = text.trimEnd().split('\n');
  return {
    values: new Map(lines.filter((line) => !line.startsWith('#')).map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))])),
    types: new Map(lines.filter((line) => line.startsWith('# TYPE')).map((line) => line.split(' ').slice(2) as [string, string])),
  };
}

describe('the metrics page', () => {
  it('is the same bytes at the same moment of the story, and others at another', () => {
    expect(page(700.123456)).toBe(page(700.123456));
    expect(page(700)).not.toBe(page(703));
  });

  it('holds only well-formed lines, each family declared once and before its samples', () => {
    const families = page(700).trimEnd().split(/\n(?=# HELP)/);
    const names = families.map((text) => /^# HELP (\w+) \S/.exec(text)?.[1]);
    expect(new Set(names).size).toBe(10);
    for (const [index, text] of families.entries()) {
      const [, type, ...samples] = text.split('\n');
      expect(type).toMatch(new RegExp(`^# TYPE ${names[index]} (counter|gauge|histogram)$`));
      expect(samples).not.toEqual([]);
      for (const sample of samples) expect(sample).toMatch(new RegExp(`^${names[index]}\\w*(\\{\\w+="[^"]+"(,\\w+="[^"]+")*\\})? -?\\d+(\\.\\d+)?$`));
    }
  });

  it('never lets a counter, a bucket or a sum fall, before, during and after the incident', () => {
    let before = parse(page(-3_600)).values;
    const { types } = parse(page(0));
    for (let second = -3_600; second < clockTime(16, 0); second += 11.3) {
      const { values } = parse(page(second));
      const fell = [...values].filter(([name, value]) => types.get(name.replace(/\{.*/, '').replace(/_(bucket|sum|count)$/, '')) !== 'gauge' && value < (before.get(name) ?? 0));
      expect(fell, `at ${second}`).toEqual([]);
      before = values;
    }
  });

  it('has cumulative buckets that end in the count', () => {
    const { values } = parse(page(clockTime(14, 48)));
    const buckets = [...values].filter(([name]) => name.startsWith('http_request_duration_seconds_bucket{service="treasury"')).map(([, value]) => value);
    expect(buckets).toHaveLength(12);
    expect(buckets).toEqual(buckets.toSorted((one, two) => one - two));
    expect(buckets.at(-1)).toBe(values.get('http_request_duration_seconds_count{service="treasury"}'));
  });

  it('counts from zero again after a restart', () => {
    const { values } = parse(page(clockTime(14, 40), clockTime(14, 40)));
    expect(values.get('treasury_receipts_total{service="treasury",node="brick-01"}')).toBe(0);
    expect(values.get('http_requests_total{service="portal",node="portal-01",status="200"}')).toBe(0);
    expect(values.get('process_start_time_seconds')).toBe(START_SECOND + clockTime(14, 40));
  });

  it('shows the incident: timeouts, a queue over 100, few receipts', () => {
    const calm = parse(page(clockTime(14, 24))).values;
    const late = parse(page(clockTime(14, 45))).values;
    const timeouts = 'http_requests_total{service="treasury",node="brick-01",status="504"}';
    expect(calm.get(timeouts)).toBe(0);
    expect(late.get(timeouts)).toBeGreaterThan(100);
    expect(late.get('guardian_anchor_queue_depth{service="guardian",node="brick-02"}')).toBeGreaterThan(100);
    expect(late.get('treasury_receipts_per_minute{service="treasury",node="brick-01"}')).toBe(2);
  });
});

describe('health', () => {
  const asked = (path: '/health' | '/health/live' | '/health/ready', second: number) => {
    const { status, body } = healthAnswer(path, second, -3_600);
    return { code: status, ...(JSON.parse(body) as { status: string; checks: Record<string, string>; version: string; uptime_seconds: number }) };
  };

  it('is healthy on a quiet day, in the shape of the specification', () => {
    expect(asked('/health', 0.7)).toEqual({ code: 200, status: 'healthy', checks: { storage: 'ok', network: 'ok', anchor: 'ok', treasury: 'ok' }, version: '2.0.6', uptime_seconds: 3_600 });
  });

  it('degrades with the backlog, is not ready while receipts fail, and lives through it all', () => {
    expect(asked('/health', clockTime(14, 36))).toMatchObject({ code: 200, status: 'degraded', checks: { anchor: 'degraded' } });
    expect(asked('/health/ready', clockTime(14, 46))).toMatchObject({ code: 503, status: 'unhealthy', checks: { treasury: 'failing' } });
    expect(asked('/health/live', clockTime(14, 46))).toMatchObject({ code: 200, status: 'healthy' });
    expect(asked('/health', clockTime(15, 10))).toMatchObject({ status: 'healthy' });
  });
});
