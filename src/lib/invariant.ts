/** A broken invariant is a bug of ours, never a fault of the outside: it ends the program with exit code 70. */
export class Bug extends Error {
  override readonly name = 'Bug';
}

export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Bug(message);
}

/** Ends a switch over a union: a new member fails to compile here, and a forged one fails loudly. */
export function assertNever(value: never): never {
  throw new Bug(`unexpected value: ${JSON.stringify(value)}`);
}
