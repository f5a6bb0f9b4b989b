// Starts a lab in a child process and steers it: for loads whose cost must not fall on the process that measures.
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LabOptions, Sent } from '../../src/lab/index.ts';
import { fromMillis } from '../../src/lib/micros.ts';

export type LabAsk = 'sent' | 'hold' | 'release' | 'settle';

export interface LabRequest {
  readonly number: number;
  readonly ask: LabAsk;
}

export interface LabAnswer {
  readonly number: number;
  readonly url?: string;
  readonly sent: Sent;
}

export interface ControlledLab {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly pid: number;
  sent(): Promise<Sent>;
  /** Stops and restarts the story's clock. */
  hold(): Promise<void>;
  release(): Promise<void>;
  /** Stops the story and writes its last rows; nothing more comes afterwards. */
  settle(): Promise<Sent>;
  stop(): Promise<void>;
}

const OPENS_AT_SECONDS = 660;

/** A story whose first row comes with its first second: without a whole second given, part of one would be history already. */
export function withoutHistory(): LabOptions {
  const thisSecond = Math.floor(Date.now() / 1_000);
  return { startAt: fromMillis((thisSecond - OPENS_AT_SECONDS) * 1_000), openAt: OPENS_AT_SECONDS, firstRowAt: OPENS_AT_SECONDS };
}

const CHILD = fileURLToPath(new URL('./lab-control-child.ts', import.meta.url));

/** `held`: its clock stands still until `release`, so that a reader can be in place before the first row. */
export async function startControlledLab(options: LabOptions, held = false): Promise<ControlledLab> {
  const child = fork(CHILD, [JSON.stringify(options), held ? 'held' : 'running'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const answers = new Map<number, (answer: LabAnswer) => void>();
  const first = answerTo(child, answers, 0);
  child.on('message', (answer: LabAnswer) => answers.get(answer.number)?.(answer));
  let asked = 0;
  const ask = async (what: LabAsk): Promise<Sent> => {
    asked += 1;
    const answered = answerTo(child, answers, asked);
    child.send({ number: asked, ask: what } satisfies LabRequest);
    return (await answered).sent;
  };
  const { url = '' } = await first;
  return {
    url,
    pid: child.pid ?? -1,
    sent: () => ask('sent'),
    hold: async () => void (await ask('hold')),
    release: async () => void (await ask('release')),
    settle: () => ask('settle'),
    stop: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function answerTo(child: ChildProcess, answers: Map<number, (answer: LabAnswer) => void>, number: number): Promise<LabAnswer> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('the lab has ended'));
    child.once('close', ended);
    answers.set(number, (answer) => {
      child.off('close', ended);
      answers.delete(number);
      resolve(answer);
    });
  });
}
