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

/** Resolves with the exit code of the first signal. */
export function untilSignal(): Promise<number> {
  return new Promise((resolve) => {
    const stop = onSignals((code) => {
      stop();
      resolve(code);
    });
  });
}
