// How an alert is said in a row.
import { compact } from '../lib/format.ts';
import type { Style } from '../lib/line.ts';
import type { AlertFacts } from '../model/alert.ts';
import type { Standing } from '../model/standing.ts';

const LOOKS: Readonly<Record<Standing, { readonly mark: string; readonly style: Style }>> = {
  firing: { mark: '▲', style: 'bad' },
  pending: { mark: '△', style: 'warn' },
  acknowledged: { mark: '✓', style: 'dim' },
  silenced: { mark: '–', style: 'dim' },
  inhibited: { mark: '–', style: 'dim' },
  resolved: { mark: '▽', style: 'good' },
};

export function standingLook(standing: Standing): { readonly mark: string; readonly style: Style } {
  return LOOKS[standing];
}

/** Where it is: node and service as far as it names them, else what its labels say of a place. */
export function placeWords({ node, service, labels }: AlertFacts): string {
  const place = [node, service].filter((part) => part !== undefined && part !== '');
  return place.length > 0 ? place.join(' ') : (labels['instance'] ?? labels['job'] ?? '');
}

/** `cpu_percent 87.3 > 80`, as much of it as is known. */
export function valueWords({ expr, value, threshold }: AlertFacts): string {
  if (value !== undefined && threshold !== undefined) {
    const name = expr === undefined ? '' : `${/[a-zA-Z_:][\w:]*/.exec(expr)?.[0] ?? ''} `;
    return `${name}${figure(value)} ${value < threshold ? '<' : '>'} ${figure(threshold)}`;
  }
  return expr ?? (value === undefined ? '' : figure(value));
}

function figure(value: number): string {
  return Math.abs(value) >= 10_000 ? compact(value) : Number(value.toPrecision(4)).toString();
}
