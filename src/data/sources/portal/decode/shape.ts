// What the decoders of a portal share: lists in any wrapping, moments, names of nodes, and records that are none.
import { z } from 'zod';
import type { Micros } from '../../../../lib/micros.ts';
import type { RejectDraft } from '../../../../model/signal.ts';
import { isoAt } from '../../decode/iso-time.ts';
import { shortNode } from '../../decode/meaning.ts';
import { UTC } from '../../decode/zone.ts';

const MOST_EXCERPT = 512;

/** A moment as the portal writes it. */
export const moment = z.string().transform((text, context): Micros => {
  const stamp = isoAt(text, 0, UTC);
  if (stamp !== undefined) return stamp.at;
  context.addIssue({ code: 'custom', message: 'no time' });
  return z.NEVER;
});

/** `did:vm:node:brick-02` is shown as `brick-02`. */
export const node = z.string().min(1).transform(shortNode);

/** Labels and annotations: other values than text are written as JSON. */
export const texts = z.record(z.string(), z.unknown()).transform((given) => Object.fromEntries(Object.entries(given).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)])));

/** The records of an answer: a list, or the one list inside an object. An answer without a list is a reject. */
export function listIn(body: unknown, what: string, at: Micros): { readonly records: readonly unknown[]; readonly rejects: readonly RejectDraft[] } {
  const lists = Array.isArray(body) ? [body] : Object.values(typeof body === 'object' && body !== null ? body : {}).filter((value): value is unknown[] => Array.isArray(value));
  const [records] = lists;
  if (records !== undefined && lists.length === 1) return { records, rejects: [] };
  return { records: [], rejects: [{ kind: 'reject', at, reason: `the answer holds no list of ${what}`, excerpt: excerptOf(body) }] };
}

export function excerptOf(record: unknown): string {
  return (JSON.stringify(record) ?? '').slice(0, MOST_EXCERPT);
}

export function rejectOf(what: string, record: unknown, error: z.ZodError, at: Micros): RejectDraft {
  const [issue] = error.issues;
  const place = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  return { kind: 'reject', at, reason: `this is no ${what}: ${issue?.message ?? 'unreadable'}${place}`, excerpt: excerptOf(record) };
}
