// Builders for the lab's tests: a clock whose hands the test moves, rows as objects, and a reader of the tail.
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { systemClock, type Clock } from '../../src/lib/clock.ts';
import { fromMillis, micros, SECOND, type Micros } from '../../src/lib/micros.ts';
import type { Block } from '../../src/lab/block.ts';
import { startLab, type Lab, type LabOptions } from '../../src/lab/index.ts';
import { clockTime } from '../../src/lab/story-time.ts';

export interface Row {
  readonly id: number;
  readonly timestamp: number;
  readonly level: string;
  readonly message: string;
  readonly correlation_id: string;
  readonly peer: string | null;
  readonly tx: string | null;
  readonly block: number | null;
}

/** 14:20:00 of the story, in every test: 2026-11-18T14:20:00Z. */
export const START_SECOND = Date.UTC(2026, 10, 18, 14, 20) / 1_000;
export const START = micros(START_SECOND * SECOND);

export interface SteppedClock extends Clock {
  step(millis: number): void;
}

/** Time stands still until stepped; only sleeping is real, so that polls go on, each for at most `mostMillis`. */
function steppedClock(mostMillis: number, at: Micros = START): SteppedClock {
  let millis = 0;
  return {
    now: () => micros(at + fromMillis(millis)),
    monotonicMillis: () => millis,
    sleep: (wait, signal) => systemClock.sleep(Math.min(wait, mostMillis), signal),
    step: (by) => {
      millis += by;
    },
  };
}

/** Time stands still; a sleep of this length lasts until `due`, so that what is on a schedule comes when the test has prepared for it. */
export function heldClock(heldMillis: number): { readonly clock: Clock; due(): void } {
  let due = (): void => undefined;
  const told = new Promise<void>((resolve) => (due = resolve));
  let slept = false;
  const clock: Clock = {
    ...steppedClock(200),
    sleep: async (millis, signal) => {
      if (millis !== heldMillis) return systemClock.sleep(Math.min(millis, 200), signal);
      // The second time is not due before the test is over.
      await Promise.race([slept ? new Promise<void>(() => undefined) : told, aborted(signal)]);
      slept = true;
    },
  };
  return { clock, due: () => due() };
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
}

/** A lab with fixed bytes and time in the test's hands. */
export async function aLab(options: LabOptions = {}, mostSleepMillis = Infinity): Promise<{ lab: Lab; clock: SteppedClock }> {
  const clock = steppedClock(mostSleepMillis);
  return { lab: await startLab({ startAt: START, clock, firstRowAt: 650, openAt: 660, rate: 10, ...options }), clock };
}

export function rowsOf(block: Block): Row[] {
  return Array.from({ length: block.rows }, (_, index) => JSON.parse(block.row(index).toString()) as Row);
}

/** The value of a logfmt field inside a message. */
export function field(row: Row, name: string): string | undefined {
  return new RegExp(`(?:^| )${name}=(?:"([^"]*)"|(\\S+))`).exec(row.message)?.slice(1).find((value) => value !== undefined);
}

export async function search(lab: Lab, query = ''): Promise<Row[]> {
  return (await (await fetch(`${lab.url}/logs/search?${query}`)).json()) as Row[];
}

export interface TailReader {
  readonly socket: WebSocket;
  /** Every frame so far, decoded. */
  readonly frames: unknown[];
  /** Resolves with the frames once there are at least `count`. */
  until(count: number): Promise<unknown[]>;
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
}

export async function readTail(lab: Lab, query: string): Promise<TailReader> {
  const socket = new WebSocket(`${lab.url.replace('http', 'ws')}/logs/tail?${query}`);
  const frames: unknown[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data: Buffer) => {
    frames.push(JSON.parse(data.toString()));
    for (const look of waiting) look();
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const until = (count: number): Promise<unknown[]> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (frames.length < count) return;
        waiting.delete(look);
        resolve([...frames]);
      };
      waiting.add(look);
      look();
    });
  await new Promise<void>((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });
  return { socket, frames, until, closed };
}

export function idsOf(frame: unknown): number[] {
  return (frame as Row[]).map(({ id }) => id);
}

/** A lab whose clock stands at a time of day of the story until stepped, with a short history; closed when the test ends. */
export async function labAt(hours: number, minutes: number, options: LabOptions = {}, mostSleepMillis = Infinity): Promise<{ lab: Lab; clock: SteppedClock }> {
  const openAt = clockTime(hours, minutes);
  const made = await aLab({ openAt, firstRowAt: openAt - 10, ...options }, mostSleepMillis);
  onTestFinished(() => made.lab.close());
  return made;
}

export interface Answered {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
  /** The body read as JSON; undefined where it is none. */
  readonly json: unknown;
}

export async function ask(lab: Lab, path: string, init: RequestInit = {}): Promise<Answered> {
  const response = await fetch(`${lab.url}${path}`, init);
  const text = await response.text();
  return { status: response.status, type: response.headers.get('content-type'), text, json: response.headers.get('content-type') === 'application/json' && text !== '' ? JSON.parse(text) : undefined };
}

/** A POST of JSON. */
export function post(lab: Lab, path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answered> {
  return ask(lab, path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body) });
}
