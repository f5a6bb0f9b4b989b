// Facts: signals that have an identity and change rarely. Every change is a row; the newest row of an identity at the head counts.
import type { Micros } from '../lib/micros.ts';
import type { ActFacts, AlertFacts, Labels, SilenceFacts } from './alert.ts';
import type { Level } from './level.ts';

/** A target, how well it is met, and what is left of the budget for errors. */
export interface SloFacts {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** Parts of one: 0.999. */
  readonly target: number;
  readonly achieved: number;
  /** As the backend writes it: `30d`. */
  readonly window: string;
  /** The backend's own word where it has one: met, at_risk, missed. */
  readonly status?: string;
  readonly budget?: { readonly totalMinutes?: number; readonly consumedMinutes?: number; readonly remainingPercent: number };
  readonly requests?: { readonly total: number; readonly good: number; readonly bad: number };
  readonly period?: { readonly from: Micros; readonly to: Micros };
  readonly trend?: string;
}

export type CheckState = 'ok' | 'degraded' | 'failing' | 'unknown';

/** What a system says of its own health: the whole, `live`, `ready`, or one of its checks. Ids: `overall`, `live`, `ready`, `check:NAME`. */
export interface CheckFacts {
  readonly id: string;
  readonly part: 'overall' | 'live' | 'ready' | 'check';
  readonly name: string;
  readonly state: CheckState;
  /** The system's own words. */
  readonly detail?: string;
  readonly version?: string;
  /** Seconds. */
  readonly uptime?: number;
}

interface AboutSeries {
  readonly id: string;
  /** Title of the panel or name of the series. */
  readonly metric: string;
  readonly labels: Labels;
  readonly panel?: string;
  readonly node?: string;
  readonly service?: string;
}

/** A value outside of what the recent past lets expect. `at` is the moment of the extreme; a row with the same id takes its place. */
export interface AnomalyFacts extends AboutSeries {
  readonly expected: { readonly min: number; readonly max: number };
  readonly observed: number;
  readonly direction: 'high' | 'low';
  /** How many robust standard deviations; at most 1,000. */
  readonly sigma: number;
  /** 0 to 1. */
  readonly confidence: number;
  /** When the values left the expected range. */
  readonly since: Micros;
  /** When they came back, or a new level became the expected one; absent while it lasts. */
  readonly ended?: Micros;
  /** Ids of alerts that were firing or pending then. */
  readonly correlated: readonly string[];
}

export type Change = 'rising' | 'falling' | 'jump' | 'drop' | 'crosses' | 'recovers' | 'flat' | 'normal';

/** A change of a series that a person would name. `at` is when it began. */
export interface InflectionFacts extends AboutSeries {
  readonly change: Change;
  /** Value before. */
  readonly from: number;
  /** Value when it was sure. */
  readonly to: number;
  /** Time between the two, microseconds. */
  readonly over: number;
  /** With `crosses` and `recovers` only. */
  readonly threshold?: number;
}

/** Log rows that say the same but for numbers and ids. `at` is the oldest row seen. */
export interface PatternFacts {
  /** Hash of service and template. */
  readonly id: string;
  readonly template: string;
  /** The oldest row's message, raw. */
  readonly message: string;
  readonly level: Level;
  readonly service?: string;
  readonly node?: string;
  readonly traceId?: string;
  /** Rows seen until `last`. */
  readonly count: number;
  readonly last: Micros;
}

/** What became of the traces of one source under one sampling rule, since the recording began. */
export interface SamplingFacts {
  /** Name of the rule. */
  readonly id: string;
  readonly kept: number;
  readonly dropped: number;
}

/** A row of the session that belongs to the incident's own list; `at` is that of the row. */
export interface PinFacts {
  /** `KIND:SEQ` of the row, of a note too; `trace:ID` of a trace, whose seq is 0; `follow-up:…` of what is left to do. */
  readonly id: string;
  readonly row: { readonly kind: string; readonly at: Micros; readonly seq: number };
  readonly pinned: boolean;
  /** The row in words, as it was shown or as the operator worded it since. */
  readonly text: string;
  /** Of a follow-up, whose row is of the kind `follow-up`: whether it was done. */
  readonly done?: boolean;
}

/** Facts by kind: the one table of them all. */
export interface Facts {
  readonly alert: AlertFacts;
  readonly silence: SilenceFacts;
  readonly slo: SloFacts;
  readonly check: CheckFacts;
  readonly anomaly: AnomalyFacts;
  readonly inflection: InflectionFacts;
  readonly pattern: PatternFacts;
  readonly sampling: SamplingFacts;
  readonly act: ActFacts;
  readonly pin: PinFacts;
}

export type FactKind = keyof Facts;

const KINDS: Readonly<Record<FactKind, { readonly asked: boolean }>> = {
  alert: { asked: false },
  silence: { asked: false },
  slo: { asked: false },
  check: { asked: false },
  anomaly: { asked: false },
  inflection: { asked: false },
  pattern: { asked: false },
  sampling: { asked: false },
  act: { asked: true },
  pin: { asked: true },
};

export const FACT_KINDS: readonly FactKind[] = Object.keys(KINDS).filter(isFactKind);

function isFactKind(kind: string): kind is FactKind {
  return Object.hasOwn(KINDS, kind);
}

/** Whether rows of this kind answer the operator, who sees them also while paused: `Frame.asked` rules them. */
export function isAsked(kind: FactKind): boolean {
  return KINDS[kind].asked;
}
