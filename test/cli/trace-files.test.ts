// Files of traces from the command line's names to the screen.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fileEntries, planFor } from '../../src/cli/plan.ts';
import { startRecording } from '../../src/data/recorder/record.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { LISTED, OTLP, PRINTED } from '../data/sources/trace-file/traces.ts';
import { runCli } from '../support/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'obs-tui-trace-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

async function recorded(entries: Awaited<ReturnType<typeof fileEntries>>): Promise<string> {
  const path = join(folder, `${entries.length}.db`);
  const recording = startRecording(planFor({ file: path }, 'files', entries, []), {
    clock: systemClock, random: () => 0, tell: ({ type }) => {
      if (type === 'ended') recording.close();
    },
  });
  await recording.done;
  return path;
}

describe('files on the command line', () => {
  const trace = file('trace.json', JSON.stringify(LISTED, null, 2));
  const log = file('app.log', '2026-11-21T14:00:00Z INFO hello\n');

  it('are followed as logs or opened as traces, by what is in them', async () => {
    const otlp = file('app.jsonl', `${JSON.stringify(OTLP)}\n`);
    const printed = file('steps.txt', PRINTED);
    expect(await fileEntries([log, trace, '-', otlp, printed])).toEqual([
      { name: 'files', kind: 'follow', paths: [log, '-'] },
      { name: 'trace files', kind: 'trace-file', paths: [trace, otlp, printed] },
    ]);
    expect(await fileEntries(['-'])).toEqual([{ name: 'stdin', kind: 'follow', paths: ['-'] }]);
    expect(await fileEntries([join(folder, 'later.log')])).toMatchObject([{ kind: 'follow' }]);
  });

  it('show the traces of last year as if they were of today', async () => {
    const session = await recorded(await fileEntries([trace]));
    const { out } = await runCli(['frame', session, '--screen', 'traces', '--size', '120x12', '--utc']);
    expect(out).toMatch(/14:30:00\.000 listed span +portal +2\.34 s/);
  });
});
