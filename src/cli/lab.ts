// `obs-tui lab`: the embedded server by itself, until interrupted.
import { parseTime } from '../lib/parse-time.ts';
import { systemClock } from '../lib/clock.ts';
import { SECOND } from '../lib/micros.ts';
import { startLab } from '../lab/index.ts';
import { ObsError } from '../model/errors.ts';
import { watchSignals } from './signals.ts';

export interface LabCommandOptions {
  readonly port: number;
  readonly seed: number;
  readonly rate: string;
  readonly speed: number;
  readonly start?: string;
  readonly generation: '1' | '2';
  /** Microseconds. */
  readonly dropEvery?: number;
  /** Microseconds. */
  readonly restartEvery?: number;
  readonly otlp?: string;
  /** Seconds after 14:20 of the story. */
  readonly story?: number;
}

export async function lab(options: LabCommandOptions): Promise<number> {
  const { port, seed, speed, start, dropEvery, restartEvery, otlp, story } = options;
  const startAt = start === undefined ? undefined : parseTime(start, systemClock.now(), 'utc');
  if (start !== undefined && startAt === undefined) throw new ObsError('USAGE', `--start: "${start}" is not a time`);
  const server = await startLab({
    port,
    seed,
    speed,
    rate: options.rate === 'max' ? 'max' : Number(options.rate),
    generation: options.generation === '2' ? 2 : 1,
    ...(startAt === undefined ? {} : { startAt }),
    ...(dropEvery === undefined ? {} : { dropEverySeconds: dropEvery / SECOND }),
    ...(restartEvery === undefined ? {} : { restartEverySeconds: restartEvery / SECOND }),
    ...(otlp === undefined ? {} : { otlp }),
    ...(story === undefined ? {} : { openAt: story }),
  });
  process.stdout.write(`${server.url}\n`);
  process.stderr.write(`The lab listens on ${server.url}. Follow it from another terminal:\n  obs-tui connect ${server.url}\nCtrl+C ends it.\n`);
  const code = await watchSignals().first;
  await server.close();
  return code === 130 ? 0 : code;
}
