// Options that every command takes.

export interface GlobalOptions {
  readonly config?: string;
  readonly color?: 'auto' | 'never' | 'always';
  readonly ascii?: boolean;
  readonly fps?: number;
  /** False with --no-record: the session is removed when the program ends. */
  readonly record: boolean;
  readonly utc?: boolean;
}
