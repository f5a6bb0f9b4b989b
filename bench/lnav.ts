// lnav as the peer: how it is started without touching the user's settings, and how it learns the JSON lines of the corpus.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished, type Finished } from './processes.ts';

const FORMAT = {
  bench_log: {
    title: 'JSON lines of the benchmark corpus',
    json: true,
    'timestamp-field': 'timestamp',
    'level-field': 'level',
    'body-field': 'message',
    // What our list shows of the same row.
    'line-format': [
      { field: 'timestamp' }, ' ', { field: 'level' }, ' ', { field: 'service' }, ' ', { field: 'message' },
      '  host=', { field: 'attributes/host' }, '  http.status=', { field: 'attributes/http.status' }, '  dur_ms=', { field: 'attributes/dur_ms' },
    ],
    value: {
      service: { kind: 'string', identifier: true },
      trace_id: { kind: 'string', hidden: true },
      attributes: { kind: 'json', hidden: true },
      'attributes/host': { kind: 'string' },
      'attributes/http.status': { kind: 'integer' },
      'attributes/dur_ms': { kind: 'integer' },
    },
    sample: [{ line: '{"timestamp":"2026-11-21T14:00:00.000Z","level":"info","service":"api","message":"x","trace_id":"0","attributes":{"host":"host-1","http.status":200,"dur_ms":1}}' }],
  },
};

/** A home folder in which lnav knows the corpus; for the environment of `lnav`. */
export function lnavHome(folder: string): NodeJS.ProcessEnv {
  const formats = join(folder, '.lnav', 'formats', 'bench');
  mkdirSync(formats, { recursive: true });
  writeFileSync(join(formats, 'format.json'), JSON.stringify(FORMAT));
  return { PATH: process.env['PATH'], HOME: folder, TERM: 'xterm-256color', LANG: 'C.UTF-8', TZ: 'UTC' };
}

/** Throws where lnav does not take every line for a row: it would be measured at something else. */
export async function lnavKnows(program: string, file: string, rows: number, home: NodeJS.ProcessEnv): Promise<void> {
  const { output } = await finished(program, ['-n', '-N', '-c', ';SELECT count(*) AS counted FROM bench_log', '-c', ':write-csv-to -', file], { env: home });
  if (!output.split('\n').includes(String(rows))) throw new Error(`lnav did not read ${rows} rows: ${output.slice(-300)}`);
}

/** Loads a file to its end without a screen. */
export function lnavLoad(program: string, file: string, home: NodeJS.ProcessEnv): Promise<Finished> {
  return finished(program, ['-n', '-q', '-N', file], { env: home });
}

/** The same, and then looks through all of it for a text. */
export function lnavSearch(program: string, file: string, text: string, home: NodeJS.ProcessEnv): Promise<Finished> {
  return finished(program, ['-n', '-q', '-N', '-c', `/${text}`, file], { env: home });
}
