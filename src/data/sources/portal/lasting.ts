// What lasts at a portal: alerts, SLOs, health. A row is recorded where a person would notice a change.
import type { Micros } from '../../../lib/micros.ts';
import type { Draft, FactDraft } from '../../../model/signal.ts';
import { Changed } from '../changed.ts';
import { decodeHealth } from '../health/decode.ts';
import type { PortalApi } from './api.ts';
import { decodeAlert, goneAlert } from './decode/alerts.ts';
import { listIn } from './decode/shape.ts';
import { decodeSlo } from './decode/slos.ts';
import type { Found } from './look.ts';

export class Lasting {
  readonly #changed = new Changed();
  readonly #open = new Map<string, FactDraft<'alert'>>();

  async alerts(api: PortalApi, now: Micros): Promise<Found> {
    const { body, bytes } = await api.get('alerts');
    const { records, rejects } = listIn(body, 'alerts', now);
    const told = records.map((record) => decodeAlert(record, now));
    const alerts = told.filter((draft) => draft.kind === 'alert');
    // An answer without a list says nothing about what is over.
    const gone = rejects.length > 0 ? [] : [...this.#open.values()].filter(({ id }) => !alerts.some((alert) => alert.id === id)).map((last) => goneAlert(last, now));
    // The value moves with every look; the expression can be drawn.
    const changes = this.#changed.of([...alerts, ...gone], ['value']).map((draft) => this.#dated(draft, now));
    for (const alert of [...alerts, ...gone]) {
      if (alert.state === 'resolved') this.#open.delete(alert.id);
      else this.#open.set(alert.id, alert);
    }
    return { drafts: [...changes, ...told.filter((draft) => draft.kind === 'reject'), ...rejects], bytes };
  }

  async slos(api: PortalApi, now: Micros): Promise<Found> {
    const { body, bytes } = await api.get('slos');
    const { records, rejects } = listIn(body, 'SLOs', now);
    const told = records.map((record) => decodeSlo(record, now));
    const slos = this.#changed.of(told.filter((draft) => draft.kind === 'slo'), ['period']);
    return { drafts: [...slos, ...told.filter((draft) => draft.kind === 'reject'), ...rejects], bytes };
  }

  async health(api: PortalApi, now: Micros): Promise<Found> {
    const { body, bytes } = await api.get('health');
    return { drafts: this.#changed.of(decodeHealth('overall', 200, JSON.stringify(body), now), ['uptime']), bytes };
  }

  /** The portal tells when an alert began and ended; any other change happened now. What began before we looked is history. */
  #dated(draft: FactDraft<'alert'>, now: Micros): Draft {
    const before = this.#open.get(draft.id);
    if (before === undefined) return { ...draft, backfilled: true };
    return before.state === draft.state ? { ...draft, at: now } : draft;
  }
}
