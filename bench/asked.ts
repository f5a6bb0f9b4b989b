// What the command line of the benchmarks asks for.
import { parseArgs } from 'node:util';
import type { Benchmark, Wishes } from './figures.ts';

export interface Groups {
  /** The program by itself: what runs when nothing is named. */
  readonly own: readonly Benchmark[];
  /** Against other programs, which have to be installed. */
  readonly peers: readonly Benchmark[];
  /** Those that take too long to be run every time. */
  readonly long: readonly Benchmark[];
}

export interface Asked {
  readonly benchmarks: readonly Benchmark[];
  readonly wishes: Wishes;
  readonly keep: boolean;
}

const OPTIONS = ['peers', 'long', 'keep', 'rows'];
/** Below that a session of millions says nothing. */
const LEAST_ROWS = 100_000;

/** What is to be run, or what is wrong with the words. */
export function asked(args: readonly string[], groups: Groups): Asked | string {
  const { values, positionals } = parseArgs({
    args: [...args], strict: false, allowPositionals: true,
    options: { peers: { type: 'boolean' }, long: { type: 'boolean' }, keep: { type: 'boolean' }, rows: { type: 'string' } },
  });
  const all = [...groups.own, ...groups.peers, ...groups.long];
  const strange = Object.keys(values).filter((name) => !OPTIONS.includes(name));
  if (strange.length > 0) return `There is no option --${strange.join(', --')}; one of: --${OPTIONS.join(', --')}`;
  const unknown = positionals.filter((name) => !all.some((benchmark) => benchmark.name === name));
  if (unknown.length > 0) return `There is no benchmark ${unknown.join(', ')}; one of: ${all.map(({ name }) => name).join(', ')}`;
  const rows = values.rows === undefined ? undefined : Number(values.rows);
  if (rows !== undefined && !(Number.isInteger(rows) && rows >= LEAST_ROWS)) return `--rows takes a whole number from ${LEAST_ROWS} on`;
  if (rows !== undefined && values.keep === true) return '--keep takes figures of all rows, not of --rows';
  const group = values.peers === true ? groups.peers : values.long === true ? groups.long : groups.own;
  return { benchmarks: positionals.length === 0 ? group : all.filter(({ name }) => positionals.includes(name)), wishes: rows === undefined ? {} : { rows }, keep: values.keep === true };
}
