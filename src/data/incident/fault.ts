// What is wrong with an incident file: one word, and a sentence that names the place.
import { ObsError } from '../../model/errors.ts';

export type FaultKind =
  /** Not an incident file at all. */
  | 'foreign'
  | 'newer'
  | 'truncated'
  | 'altered'
  /** Beyond the limits of what is read. */
  | 'too-large';

export class ObsxFault extends ObsError {
  override readonly name = 'ObsxFault';
  readonly kind: FaultKind;
  /** The first line that is wrong, 1 for the first of the file; undefined where only a block is known. */
  readonly line: number | undefined;

  constructor(kind: FaultKind, message: string, options: { readonly line?: number; readonly cause?: unknown } = {}) {
    super(kind === 'newer' ? 'SESSION_NEWER' : 'SESSION_DAMAGED', message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.line = options.line;
  }
}
