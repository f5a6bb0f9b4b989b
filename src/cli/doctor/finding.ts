/** One row of the doctor's table. */
export interface Finding {
  readonly check: string;
  /** note: works, with less than there could be. */
  readonly state: 'ok' | 'note' | 'bad';
  readonly says: string;
}
