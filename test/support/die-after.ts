// A program of the tests that kills itself, whatever it is busy with: no other process has to be quick for that.
import { Worker } from 'node:worker_threads';

const KILL = `
  const { workerData } = require('node:worker_threads');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, workerData);
  process.kill(process.pid, 'SIGKILL');
`;

/** SIGKILL so many milliseconds from now, or a few later. */
export function dieAfter(millis: number): void {
  new Worker(KILL, { eval: true, workerData: millis }).unref();
}
