// The answers of Alertmanager v2 as drafts: alerts with what silences and inhibits them, and silences. A record that is none becomes a
// reject; an alert that is suppressed still fires, it is only not heard.
import { z } from 'zod';
import type { Micros } from '../../../lib/micros.ts';
import type { Acknowledgement, AlertFacts } from '../../../model/alert.ts';
import type { FactDraft, RejectDraft } from '../../../model/signal.ts';
import type { AlertDraft } from '../alerts/alert-ledger.ts';
import { fingerprint } from '../alerts/fingerprint.ts';
import type { Listed } from '../alerts/ledger.ts';
import { lifted, thresholdOf } from '../alerts/lifted.ts';
import { moment } from '../alerts/moment.ts';
import { rejectOf } from '../alerts/reject.ts';
import { readComment } from './marker.ts';

export type SilenceDraft = FactDraft<'silence'>;

export interface Decoded<D extends FactDraft> {
  readonly listed: readonly Listed<D>[];
  readonly rejects: readonly RejectDraft[];
}

const words = z.record(z.string(), z.string());
const ids = z.array(z.string().min(1)).nullish();

const alert = z.object({
  labels: words,
  annotations: words.nullish(),
  startsAt: moment,
  endsAt: moment.nullish().catch(undefined),
  fingerprint: z.string().regex(/^[0-9a-f]{16}$/).optional().catch(undefined),
  generatorURL: z.string().nullish(),
  status: z.object({ silencedBy: ids, inhibitedBy: ids }).nullish(),
});

const silence = z.object({
  id: z.string().min(1),
  status: z.object({ state: z.enum(['pending', 'active', 'expired']) }),
  startsAt: moment,
  endsAt: moment,
  comment: z.string().nullish(),
  createdBy: z.string().nullish(),
  annotations: words.nullish(),
  matchers: z.array(z.object({ name: z.string().min(1), value: z.string(), isRegex: z.boolean().prefault(false), isEqual: z.boolean().prefault(true) })),
});

/** `silences` are those known now: they say who acknowledged. `at` is that of the poll. */
export function decodeAlerts(body: readonly unknown[], silences: readonly SilenceDraft[], at: Micros): Decoded<AlertDraft> {
  const acks = new Map(silences.filter(({ acknowledges, state }) => acknowledges === true && state === 'active').map((one) => [one.id, one]));
  return decoded(body, (record) => {
    const parsed = alert.safeParse(record);
    if (!parsed.success) return rejectOf('alert', record, parsed.error, at);
    const { labels, annotations, startsAt, endsAt, fingerprint: id = fingerprint(labels), generatorURL, status } = parsed.data;
    const silencedBy = status?.silencedBy ?? [];
    const inhibitedBy = status?.inhibitedBy ?? [];
    const draft: AlertDraft = {
      kind: 'alert', at: startsAt, id, name: labels['alertname'] || 'unnamed', state: 'firing', since: startsAt, labels, annotations: annotations ?? {},
      ...lifted(labels), ...fromGenerator(generatorURL),
      ...(silencedBy.length > 0 ? { silencedBy: silencedBy.toSorted() } : {}),
      ...(inhibitedBy.length > 0 ? { inhibitedBy: inhibitedBy.toSorted() } : {}),
      ...acknowledgement(silencedBy.flatMap((silenceId) => acks.get(silenceId) ?? [])),
    };
    return { draft, ends: endsAt ?? undefined };
  });
}

export function decodeSilences(body: readonly unknown[], at: Micros): Decoded<SilenceDraft> {
  return decoded(body, (record) => {
    const parsed = silence.safeParse(record);
    if (!parsed.success) return rejectOf('silence', record, parsed.error, at);
    const { id, status, matchers, startsAt: from, endsAt: until, createdBy, annotations } = parsed.data;
    const comment = readComment(parsed.data.comment ?? '');
    const acknowledges = comment.acknowledges || annotations?.['obs-tui/kind'] === 'ack';
    const began = status.state === 'active' && from < at ? from : at;
    const draft: SilenceDraft = {
      kind: 'silence', at: status.state === 'expired' && until < at ? until : began, id, state: status.state, matchers, from, until, by: createdBy ?? '',
      comment: comment.words, ...(acknowledges ? { acknowledges } : {}),
    };
    return { draft, ends: until };
  });
}

/** Ids of the silences that a request of ours has made, in any state. */
export function silencesOf(body: readonly unknown[], mark: string): readonly { readonly id: string; readonly expired: boolean }[] {
  return body.flatMap((record) => {
    const parsed = silence.safeParse(record);
    if (!parsed.success || readComment(parsed.data.comment ?? '').request !== mark) return [];
    return [{ id: parsed.data.id, expired: parsed.data.status.state === 'expired' }];
  });
}

function decoded<D extends FactDraft>(body: readonly unknown[], decode: (record: unknown) => Listed<D> | RejectDraft): Decoded<D> {
  const listed: Listed<D>[] = [];
  const rejects: RejectDraft[] = [];
  for (const record of body) {
    const one = decode(record);
    if ('draft' in one) listed.push(one);
    else rejects.push(one);
  }
  return { listed, rejects };
}

/** Prometheus names the expression in the address of its graph. */
function fromGenerator(address: string | null | undefined): Pick<AlertFacts, 'url' | 'expr' | 'threshold'> {
  if (typeof address !== 'string' || !/^https?:\/\//.test(address) || !URL.canParse(address)) return {};
  const url = new URL(address);
  url.username = '';
  url.password = '';
  const expr = url.searchParams.get('g0.expr') ?? '';
  if (expr === '') return { url: url.href };
  const threshold = thresholdOf(expr);
  return { url: url.href, expr, ...(threshold === undefined ? {} : { threshold }) };
}

/** The one that lasts longest counts. */
function acknowledgement(silences: readonly SilenceDraft[]): { readonly acknowledged?: Acknowledgement } {
  const [longest] = silences.toSorted((a, b) => b.until - a.until);
  return longest === undefined ? {} : { acknowledged: { by: longest.by, comment: longest.comment, until: longest.until } };
}
