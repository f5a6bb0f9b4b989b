// The rules of sampling, in their order: the first that fits a trace decides. What they look at is gathered span by span.
import { createHash } from 'node:crypto';
import { MILLI, shift, type Micros } from '../../../lib/micros.ts';
import type { SpanDraft } from '../../../model/signal.ts';
import type { Sampling } from './config.ts';

export const RULES = ['errors', 'slower_than', 'services', 'rate'] as const;

/** Named as the field of the configuration. */
export type Rule = (typeof RULES)[number];

/** What the rules look at. */
export interface Seen {
  failed: boolean;
  named: boolean;
  from: Micros;
  until: Micros;
}

export function seenOf(span: SpanDraft): Seen {
  return { failed: false, named: false, from: span.at, until: span.at };
}

export function see(seen: Seen, span: SpanDraft, services: ReadonlySet<string>): void {
  const until = shift(span.at, span.duration);
  seen.failed ||= span.status === 'error';
  seen.named ||= span.service !== undefined && services.has(span.service);
  if (span.at < seen.from) seen.from = span.at;
  if (until > seen.until) seen.until = until;
}

/** The first rule that keeps a trace whatever its id is. */
export function keepingRule({ failed, named, from, until }: Seen, { errors, slower_than: slow }: Sampling): Exclude<Rule, 'rate'> | undefined {
  if (errors && failed) return 'errors';
  if (until - from > slow * MILLI) return 'slower_than';
  return named ? 'services' : undefined;
}

/** Whether the rate keeps a trace: the same for the same id, wherever it is asked, and a larger rate keeps all that a smaller one does. */
export function rateKeeps(traceId: string, rate: number): boolean {
  const digest = createHash('sha256').update(traceId).digest();
  return digest.readUIntBE(0, 6) / 2 ** 48 < rate;
}
