// The filter language as data. parse and print are inverse; compile turns it into a predicate over one log record.
import type { Level } from '../level.ts';

export type Comparison = '=' | '!=' | '>' | '>=' | '<' | '<=';

export type Filter =
  | { readonly op: 'and'; readonly terms: readonly Filter[] }
  | { readonly op: 'or'; readonly terms: readonly Filter[] }
  | { readonly op: 'not'; readonly term: Filter }
  /** `"conn reset"` or `reset`: the text stands somewhere in the message or in a field, in any case. */
  | { readonly op: 'text'; readonly text: string }
  /** `field:value`: equal in any case for strings, `*` stands for anything. */
  | { readonly op: 'match'; readonly field: string; readonly value: string }
  /** `field~/regex/flags`. */
  | { readonly op: 'regex'; readonly field: string; readonly source: string; readonly flags: string }
  /** `level>=warn`. */
  | { readonly op: 'level'; readonly compare: Comparison; readonly level: Level }
  /** `duration_ms>500`, `latency>200ms`, `size<=4KiB`: numbers with an optional unit. */
  | { readonly op: 'number'; readonly field: string; readonly compare: Comparison; readonly value: number; readonly unit: string }
  /** `has:trace_id`: the field is there. */
  | { readonly op: 'has'; readonly field: string };
