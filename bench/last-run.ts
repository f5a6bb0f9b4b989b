// The figures of the last run, kept beside the budgets: the tables of docs/performance.md and of the README are made from them, so that
// what is written there is what was measured. Each benchmark is kept by itself; running it again replaces it.
import { readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { availableParallelism, loadavg, release, totalmem, type } from 'node:os';
import { z } from 'zod';
import { systemClock } from '../src/lib/clock.ts';
import { toRfc3339 } from '../src/lib/micros.ts';
import type { Figure } from './figures.ts';

const FILE = new URL('./last-run.json', import.meta.url);

const figure = z.strictObject({
  id: z.string(),
  what: z.string(),
  unit: z.string(),
  ours: z.array(z.number()),
  other: z.strictObject({ title: z.string(), values: z.array(z.number()) }).optional(),
  note: z.string().optional(),
});

const lastRun = z.record(
  z.string(),
  z.strictObject({
    date: z.iso.date(),
    machine: z.string(),
    /** How many wanted a processor in the last minute of it, its own threads included; absent where nobody says. */
    load: z.number().positive().optional(),
    figures: z.array(figure),
  }),
);

export type LastRun = z.output<typeof lastRun>;

/** By the name of the benchmark. Throws where the file is not what it should be. */
export function readLastRun(): LastRun {
  return lastRun.parse(JSON.parse(readFileSync(FILE, 'utf8')));
}

export function keepRun(name: string, figures: readonly Figure[]): void {
  const kept = { date: toRfc3339(systemClock.now()).slice(0, 10), machine: machine(), ...load(), figures: figures.map(plain) };
  writeFileSync(FILE, `${JSON.stringify({ ...readLastRun(), [name]: kept }, undefined, 1)}\n`);
}

function plain({ id, what, unit, ours, other, note }: Figure): z.input<typeof figure> {
  const round = (values: readonly number[]): number[] => values.filter(Number.isFinite).map((value) => Number(value.toPrecision(5)));
  return { id, what, unit, ours: round(ours), ...(other === undefined ? { note } : { other: { title: other.title, values: round(other.values) } }) };
}

function load(): { readonly load?: number } {
  const [minute = 0] = loadavg();
  return minute > 0 ? { load: Number(minute.toPrecision(2)) } : {};
}

/** What a reader must know to compare. */
function machine(): string {
  return [
    `${availableParallelism()} cores`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `${type()} ${release().replace(/^(\d+\.\d+).*/, '$1')}`,
    `Node ${process.versions.node}`,
    ...[version('lnav', ['-V']), version('less', ['-V'])].flat(),
  ].join(', ');
}

/** Nothing where it is not installed. */
function version(program: string, args: readonly string[]): readonly string[] {
  const { stdout } = spawnSync(program, args, { encoding: 'utf8' });
  const number = /\d+(?:\.\d+)*/.exec(stdout ?? '')?.[0];
  return number === undefined ? [] : [`${program} ${number}`];
}
