// The SLO that a person means: by its id, with or without `slo:`.
import { nearest } from '../../lib/nearest.ts';
import { ObsError } from '../../model/errors.ts';
import type { FactRecord } from '../../model/signal.ts';
import { shortSloId } from '../../screens/slo-look.ts';

/** Where several sources tell of it, the one that spoke last. Throws USAGE where none does. */
export function whichSlo(slos: readonly FactRecord<'slo'>[], wanted: string): FactRecord<'slo'> {
  const found = slos.filter(({ id }) => id === wanted || shortSloId(id) === wanted).toSorted((a, b) => Number(b.id === wanted) - Number(a.id === wanted) || b.seq - a.seq)[0];
  if (found !== undefined) return found;
  const near = nearest(shortSloId(wanted), slos.map(({ id }) => shortSloId(id)));
  throw new ObsError('USAGE', `there is no SLO "${wanted}" in this session; ${near === undefined ? '`obs-tui slo list` prints those there are' : `did you mean "${near}"?`}`);
}
