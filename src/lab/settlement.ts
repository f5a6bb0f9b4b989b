// The settlement of 14:30: four spans over three services, 2345 ms in all. Its log lines carry the same ids as its spans.
import { seededRandom } from '../lib/random.ts';
import { clockTime } from './story-time.ts';
import { hex16, hex32 } from './ids.ts';
import { mix } from './noise.ts';

export interface StorySpan {
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly service: string;
  readonly node: string;
  /** After 14:20:00. */
  readonly startMillis: number;
  readonly durationMillis: number;
  readonly attributes: Readonly<Record<string, string | number>>;
}

export interface StoryTrace {
  readonly traceId: string;
  readonly correlationId: string;
  readonly tx: string;
  readonly name: string;
  /** After 14:20:00. */
  readonly startMillis: number;
  readonly durationMillis: number;
  readonly spans: readonly [StorySpan, StorySpan, StorySpan, StorySpan];
}

export function settlementTrace(seed: number): StoryTrace {
  const random = seededRandom(mix(seed, 30, 0));
  const startMillis = clockTime(14, 30) * 1_000;
  const root = hex16(random);
  const span = (spanId: string, parentSpanId: string | undefined, after: number, durationMillis: number) =>
    ({ spanId, parentSpanId, startMillis: startMillis + after, durationMillis }) as const;
  return {
    traceId: hex32(random),
    correlationId: hex16(random),
    tx: `0x${hex16(random)}`,
    name: 'treasury_settlement',
    startMillis,
    durationMillis: 2345,
    spans: [
      { ...span(root, undefined, 0, 2345), name: 'http_request', service: 'portal', node: 'portal-01', attributes: { 'http.method': 'POST', 'http.url': '/treasury/settle', 'http.status_code': 200 } },
      { ...span(hex16(random), root, 100, 150), name: 'validate_settlement', service: 'treasury', node: 'brick-01', attributes: { accounts_involved: 3 } },
      { ...span(hex16(random), root, 250, 50), name: 'emit_receipt', service: 'treasury', node: 'brick-01', attributes: { receipt_type: 'treasury_settlement' } },
      { ...span(hex16(random), root, 300, 2000), name: 'anchor_request', service: 'guardian', node: 'brick-02', attributes: { backend: 'bitcoin' } },
    ],
  };
}
