// Asks for alerts and silences again and again, and yields what changed. The last answers go along in the resume token: after a lost
// connection they are taken as the poll before, so that nothing is told twice and nothing that ended meanwhile is missed.
import type { Micros } from '../../../lib/micros.ts';
import type { Draft } from '../../../model/signal.ts';
import { alertLedger } from '../alerts/alert-ledger.ts';
import { Ledger } from '../alerts/ledger.ts';
import { ToldRejects } from '../alerts/reject.ts';
import { resumeAt, resumedAt } from '../polled.ts';
import type { Batch, Resume, SourceDeps, StreamOptions } from '../source.ts';
import { openAlertmanager } from './api.ts';
import type { Bell } from './bell.ts';
import type { AlertmanagerConfig } from './config.ts';
import { decodeAlerts, decodeSilences, type SilenceDraft } from './decode.ts';

interface Lists {
  readonly alerts: readonly unknown[];
  readonly silences: readonly unknown[];
}

export async function* streamAlerts(config: AlertmanagerConfig, { clock }: SourceDeps, { signal, resume }: StreamOptions, bell: Bell): AsyncGenerator<Batch> {
  const api = await openAlertmanager(config, signal);
  try {
    const book = new Book(resume);
    while (!signal.aborted) {
      const [alerts, silences] = [await api.list('alerts'), await api.list('silences')];
      if (signal.aborted) return;
      const lists = { alerts: alerts.records, silences: silences.records };
      const now = clock.now();
      yield { drafts: book.take(lists, now), bytes: alerts.bytes + silences.bytes, resume: { ...resumeAt(now), ...lists } };
      await bell.wait(clock, config.interval, signal);
    }
  } catch (error) {
    // What fails because the stream was told to end is the end and no failure.
    if (!signal.aborted) throw error;
  } finally {
    await api.close();
  }
}

/** What was told, so that only what is new is told. */
class Book {
  readonly #alerts = alertLedger();
  readonly #silences = silenceLedger();
  readonly #rejects = new ToldRejects();
  #first = true;

  constructor(resume: Resume | undefined) {
    const at = resumedAt(resume);
    const { alerts, silences } = resume ?? {};
    if (at !== undefined && Array.isArray(alerts) && Array.isArray(silences)) this.take({ alerts, silences }, at);
  }

  take(lists: Lists, now: Micros): readonly Draft[] {
    const silences = decodeSilences(lists.silences, now);
    const alerts = decodeAlerts(lists.alerts, silences.listed.map(({ draft }) => draft), now);
    const rejects = this.#rejects.of([...silences.rejects, ...alerts.rejects]);
    const facts = [...this.#silences.take(silences.listed, now), ...this.#alerts.take(alerts.listed, now)];
    const first = this.#first;
    this.#first = false;
    // Those that had ended before the first look are kept for days by the server: history that nobody asked for.
    const told = first ? facts.filter((draft) => draft.kind !== 'silence' || draft.state !== 'expired').map((draft) => ({ ...draft, ...(draft.at < now ? { backfilled: true } : {}) })) : facts;
    return [...told, ...rejects];
  }
}

function silenceLedger(): Ledger<SilenceDraft> {
  return new Ledger<SilenceDraft>({
    idle: [],
    turned: (before, after) => after.state === 'expired' && before.state !== 'expired',
    gone: ({ draft, ends }, now) => (draft.state === 'expired' ? undefined : { ...draft, state: 'expired', at: ends !== undefined && ends < now ? ends : now }),
  });
}
