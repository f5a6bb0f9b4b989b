// What is known of a block without looking into it.

export interface BlockSpan {
  /** Seq of the rows learned first and last. */
  readonly first: number;
  readonly last: number;
  /** Rows. */
  readonly size: number;
  /** Least and greatest event time. */
  readonly oldest: number;
  readonly newest: number;
}
