// Faults on a schedule and on demand. A line that was cut stays cut until it is restored, whatever the schedule wants.
import { systemClock, type Clock } from '../lib/clock.ts';
import type { Listener } from './listener.ts';

/** How long a restart takes, in milliseconds of real time. */
const RESTART_MILLIS = 2_000;
const AGAIN_MILLIS = 250;
/** So often a port is asked for that was given up: for a moment it may serve an outgoing connection of some other program. */
const MOST_TRIES = 20;

export class Line {
  readonly port: number;
  readonly #listener: Listener;
  #cut = false;

  constructor(listener: Listener, port: number) {
    this.#listener = listener;
    this.port = port;
  }

  async cut(): Promise<void> {
    this.#cut = true;
    await this.#listener.close();
  }

  async restore(): Promise<void> {
    this.#cut = false;
    // In real time, whatever the story's clock says: the port belongs to the machine.
    for (let tried = 1; tried < MOST_TRIES && !(await this.up()); tried += 1) await systemClock.sleep(AGAIN_MILLIS);
    await this.#open();
  }

  down(): Promise<void> {
    return this.#listener.close();
  }

  /** False where the port could not be had. */
  async up(): Promise<boolean> {
    if (this.#cut) return true;
    return this.#open().then(
      () => true,
      () => false,
    );
  }

  async #open(): Promise<void> {
    if (!this.#listener.listening) await this.#listener.open(this.port);
    if (this.#cut) await this.#listener.close();
  }
}

export async function dropEvery(seconds: number | undefined, clock: Clock, listener: Listener, ended: AbortSignal): Promise<void> {
  if (seconds === undefined) return;
  while (!ended.aborted) {
    await clock.sleep(seconds * 1_000, ended);
    listener.drop();
  }
}

/** `restarted` is told when the pretended process has begun anew. */
export async function restartEvery(seconds: number | undefined, clock: Clock, line: Line, restarted: () => void, ended: AbortSignal): Promise<void> {
  if (seconds === undefined) return;
  for (;;) {
    await clock.sleep(seconds * 1_000, ended);
    if (ended.aborted) return;
    await line.down();
    await clock.sleep(RESTART_MILLIS, ended);
    if (ended.aborted) return;
    restarted();
    while (!(await line.up()) && !ended.aborted) await clock.sleep(AGAIN_MILLIS, ended);
  }
}
