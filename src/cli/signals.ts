// The signals that ask a program to end, as 128 + n.
const CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Calls `ended` with the exit code at the first of SIGHUP, SIGINT, SIGTERM, and again at each later one; returns how to stop listening. */
export function onSignals(ended: (code: number) => void): () => void {
  const listeners = Object.entries(CODES).map(([signal, code]) => {
    const listener = (): void => ended(code);
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  return () => {
    for (const stop of listeners) stop();
  };
}

export interface SignalWatch {
  /** Exit code of the first signal so far. */
  code(): number | undefined;
  /** Resolves with it. */
  readonly first: Promise<number>;
  stop(): void;
}

/**
 * Listens from the start of a recording to its end: a signal comes twice, once from the terminal or the killer of a whole group and
 * once from the launcher, and the second must not end what the first has only begun to close.
 */
export function watchSignals(): SignalWatch {
  let code: number | undefined;
  let tell: (code: number) => void = () => undefined;
  const first = new Promise<number>((resolve) => {
    tell = resolve;
  });
  const stop = onSignals((asked) => {
    code ??= asked;
    tell(code);
  });
  return { code: () => code, first, stop };
}
