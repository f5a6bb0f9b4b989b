// What an expression yields.
import type { Micros } from '../lib/micros.ts';
import type { Labels } from './labels.ts';
import type { RawPoint } from './reader.ts';

export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

export type Value =
  | { readonly kind: 'scalar'; readonly at: Micros; readonly value: number }
  | { readonly kind: 'string'; readonly at: Micros; readonly value: string }
  /** In no particular order unless the expression sorts (sort, sort_desc, topk, bottomk); no two with the same labels. */
  | { readonly kind: 'vector'; readonly at: Micros; readonly samples: readonly Sample[] }
  /** Only for a range selector or subquery by itself. */
  | { readonly kind: 'matrix'; readonly at: Micros; readonly series: readonly RangeSeries[] };

export interface RangeSeries {
  readonly labels: Labels;
  /** Never empty. */
  readonly points: readonly RawPoint[];
}
