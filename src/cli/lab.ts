// `obs-tui lab`: the embedded server by itself, until interrupted.
import { parseDuration, parseTime } from '../lib/parse-time.ts';
import { systemClock } from '../lib/clock.ts';
import { SECOND } from '../lib/micros.ts';
import { startLab } from '../lab/index.ts';
import { ObsError } from '../model/errors.ts';
import { untilSignal } from './signals.ts';

export interface LabCommandOptions {
  readonly port: string;
  readonly seed: string;
  readonly rate: string;
  readonly speed: string;
  readonly start?: string;
  readonly generation: string;
  readonly dropEvery?: string;
  readonly restartEvery?: string;
}

export async function lab(options: LabCommandOptions): Promise<number> {
  const startAt = options.start === undefined ? undefined : parseTime(options.start, systemClock.now(), 'utc');
  if (options.start !== undefined && startAt === undefined) throw new ObsError('USAGE', `--start: "${options.start}" is not a time`);
  const server = await startLab({
    port: number('--port', options.port),
    seed: number('--seed', options.seed),
    rate: options.rate === 'max' ? 'max' : number('--rate', options.rate),
    speed: number('--speed', options.speed),
    generation: options.generation === '2' ? 2 : 1,
    ...(startAt === undefined ? {} : { startAt }),
    ...seconds('dropEverySeconds', '--drop-every', options.dropEvery),
    ...seconds('restartEverySeconds', '--restart-every', options.restartEvery),
  });
  process.stdout.write(`${server.url}\n`);
  process.stderr.write(`The lab listens on ${server.url}. Follow it from another terminal:\n  obs-tui connect ${server.url}\nCtrl+C ends it.\n`);
  const code = await untilSignal();
  await server.close();
  return code === 130 ? 0 : code;
}

function number(option: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new ObsError('USAGE', `${option}: "${text}" is not a number`);
  return value;
}

function seconds(name: 'dropEverySeconds' | 'restartEverySeconds', option: string, text: string | undefined): Record<string, number> {
  if (text === undefined) return {};
  const length = parseDuration(text);
  if (length === undefined) throw new ObsError('USAGE', `${option}: "${text}" is not a length of time such as 30s`);
  return { [name]: length / SECOND };
}
