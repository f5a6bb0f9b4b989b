// lnav as the peer: how it is started without touching the user's settings, and how it learns the JSON lines of the corpus.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished, peer, type Finished } from './processes.ts';

export const LNAV = peer('lnav');

const FORMAT = {
  bench_log: {
    title: 'JSON lines of the benchmark corpus',
    json: true,
    'timestamp-field': 'timestamp',
    'level-field': 'level',
    'body-field': 'message',
    'line-format': [{ field: 'timestamp' }, ' ', { field: 'level' }, ' ', { field: 'service' }, ' ', { field: 'message' }],
    value: { service: { kind: 'string', identifier: true }, trace_id: { kind: 'string', hidden: true }, attributes: { kind: 'json', hidden: true } },
    sample: [{ line: '{"timestamp":"2026-11-21T14:00:00.000Z","level":"info","service":"api","message":"x","trace_id":"0","attributes":{}}' }],
  },
};

/** A home folder in which lnav knows the corpus; for the environment of `lnav`. */
export function lnavHome(folder: string): NodeJS.ProcessEnv {
  const formats = join(folder, '.lnav', 'formats', 'bench');
  mkdirSync(formats, { recursive: true });
  writeFileSync(join(formats, 'format.json'), JSON.stringify(FORMAT));
  return { PATH: process.env['PATH'], HOME: folder, TERM: 'xterm-256color', LANG: 'C.UTF-8', TZ: 'UTC' };
}

/** Loads a file without a screen and counts its rows: throws where lnav did not take every line for a row. */
export async function lnavLoad(program: string, file: string, rows: number, home: NodeJS.ProcessEnv): Promise<Finished> {
  const run = await finished(program, ['-n', '-N', '-c', ';SELECT count(*) AS counted FROM bench_log', '-c', ':write-csv-to -', file], { env: home });
  if (!run.output.split('\n').includes(String(rows))) throw new Error(`lnav did not read ${rows} rows: ${run.output.slice(-300)}`);
  return run;
}
