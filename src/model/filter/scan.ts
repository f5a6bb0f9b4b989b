// Where the parser stands and the first problem it met. A reader that fails records the problem and returns undefined.

interface ScanProblem {
  readonly message: string;
  readonly at: number;
  readonly length: number;
}

export interface Scan {
  readonly text: string;
  at: number;
  depth: number;
  problem: ScanProblem | undefined;
}

export function startScan(text: string): Scan {
  return { text, at: 0, depth: 0, problem: undefined };
}

export function fail(scan: Scan, message: string, at: number, length: number): undefined {
  scan.problem ??= { message, at, length: Math.max(1, length) };
  return undefined;
}

const SPACE = /\s*/uy;

export function skipSpace(scan: Scan): void {
  SPACE.lastIndex = scan.at;
  SPACE.exec(scan.text);
  scan.at = SPACE.lastIndex;
}
