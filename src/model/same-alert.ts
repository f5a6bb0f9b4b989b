// Whether two backends tell of one alert. Prometheus adds its external labels on the way to Alertmanager: what one of them says, the
// other must say too, and may say more.
import type { AlertFacts } from './alert.ts';

type Labelled = Pick<AlertFacts, 'labels'>;

export function sameAlert(a: Labelled, b: Labelled): boolean {
  const [fewer, more] = Object.keys(a.labels).length <= Object.keys(b.labels).length ? [a.labels, b.labels] : [b.labels, a.labels];
  const names = Object.keys(fewer);
  // No labels at all would be part of anything.
  return names.length > 0 && names.every((name) => Object.hasOwn(more, name) && more[name] === fewer[name]);
}
