// PromQL as data. Every node knows where it stands in the source text, so that an error found later can still point at it.
import type { FunctionName } from './functions/signatures.ts';

export type MatchOp = '=' | '!=' | '=~' | '!~';

/** One condition on a label; a label that is absent reads as the empty string. Regular expressions are RE2 and match the whole value. */
export interface Matcher {
  readonly name: string;
  readonly op: MatchOp;
  readonly value: string;
}

/** Where a node stands: offsets in UTF-16 units, `to` exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** `@ 1609746000` (a moment in microseconds since the epoch, may be negative), `@ start()`, `@ end()`. */
export type AtModifier = { readonly kind: 'time'; readonly micros: number } | { readonly kind: 'start' } | { readonly kind: 'end' };


export type ArithmeticOp = '+' | '-' | '*' | '/' | '%' | '^' | 'atan2';
export type ComparisonOp = '==' | '!=' | '>' | '<' | '>=' | '<=';
export type SetOp = 'and' | 'or' | 'unless';
export type BinaryOp = ArithmeticOp | ComparisonOp | SetOp;

export type AggregateOp =
  | 'sum' | 'avg' | 'min' | 'max' | 'count' | 'group' | 'stddev' | 'stdvar'
  | 'topk' | 'bottomk' | 'quantile' | 'count_values';

export interface NumberLiteral extends Span {
  readonly kind: 'number';
  readonly value: number;
}

export interface StringLiteral extends Span {
  readonly kind: 'string';
  readonly value: string;
}

export interface VectorSelector extends Span {
  readonly kind: 'selector';
  readonly matchers: readonly Matcher[];
  /** Positive looks back. */
  readonly offsetMicros: number;
  readonly at: AtModifier | undefined;
}

export interface RangeSelector extends Span {
  readonly kind: 'range';
  readonly selector: VectorSelector;
  readonly rangeMicros: number;
}

export interface Subquery extends Span {
  readonly kind: 'subquery';
  readonly expr: Expr;
  readonly rangeMicros: number;
  /** Undefined takes the step of the evaluation options. */
  readonly stepMicros: number | undefined;
  readonly offsetMicros: number;
  readonly at: AtModifier | undefined;
}

export interface Call extends Span {
  readonly kind: 'call';
  readonly name: FunctionName;
  readonly args: readonly Expr[];
}

export interface Grouping {
  readonly without: boolean;
  readonly labels: readonly string[];
}

export interface Aggregate extends Span {
  readonly kind: 'aggregate';
  readonly op: AggregateOp;
  readonly expr: Expr;
  /** The first argument of topk, bottomk, quantile (a scalar) and count_values (a string). */
  readonly param: Expr | undefined;
  readonly grouping: Grouping;
}

export interface Matching {
  /** True for `on(…)`, false for `ignoring(…)` and where nothing is written. */
  readonly on: boolean;
  readonly labels: readonly string[];
  /** Which side may have many elements for one of the other: `group_left` is 'left'. */
  readonly many: 'left' | 'right' | 'none';
  /** Labels that `group_left` and `group_right` copy from the one side. */
  readonly include: readonly string[];
}

export interface Binary extends Span {
  readonly kind: 'binary';
  readonly op: BinaryOp;
  readonly left: Expr;
  readonly right: Expr;
  /** `bool`: a comparison yields 1 and 0 instead of filtering. */
  readonly bool: boolean;
  readonly matching: Matching;
}

export interface Negate extends Span {
  readonly kind: 'negate';
  readonly expr: Expr;
}

export type Expr =
  | NumberLiteral | StringLiteral | VectorSelector | RangeSelector | Subquery | Call | Aggregate | Binary | Negate;
