// A Prometheus source on a fake server, with a clock that the test moves.
import { afterEach } from 'vitest';
import { SECOND } from '../../../../src/lib/micros.ts';
import { prometheusAdapter } from '../../../../src/data/sources/prometheus/index.ts';
import type { Resume } from '../../../../src/data/sources/source.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { Pull } from '../../../support/pull.ts';
import { fakePrometheus, matrix, success, vector, type Answering, type FakePrometheus } from './fake-prometheus.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((thing) => thing.close()));
});

export const UP = { title: 'up', expr: 'up' };
export const ERRORS = { title: 'errors', expr: 'sum(rate(errors_total[5m]))' };
/** In the middle of a second, as the Date header of a server means it. */
export const START = new ManualClock().now() + SECOND / 2;
/** The same in seconds. */
export const NOW = START / SECOND;

export async function serving(answer: Answering): Promise<FakePrometheus> {
  const server = await fakePrometheus(answer);
  open.push(server);
  return server;
}

/** Answers a query with one series that is 1 now, and a range with nothing. */
export const steady: Answering = ({ path }, response) =>
  success(response, path.endsWith('query_range') ? matrix() : vector([{ __name__: 'up', job: 'x' }, NOW, '1']));

/** A source on the server, without history and alerts and with one panel unless `more` says otherwise. */
export function watching(server: FakePrometheus | string, more: Record<string, unknown> = {}, resume?: Resume): Pull {
  const clock = new ManualClock(START);
  const url = typeof server === 'string' ? server : server.url().href;
  const config = prometheusAdapter.config.parse({ name: 'prom', kind: 'prometheus', url, history: '0', alerts: false, panels: [UP], ...more });
  const pull = new Pull(prometheusAdapter.open(config, { clock, random: () => 0.5 }), clock, resume);
  open.push(pull);
  return pull;
}
