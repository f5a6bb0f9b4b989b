// What docs/incident-format.md promises to whoever writes a reader, held to real files: one that is kept for ever, and one made now.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadFile, verifyFile } from '../../../src/data/incident/load.ts';
import { saveIncident } from '../../../src/data/incident/save.ts';
import { openWriter } from '../../../src/data/session/writer.ts';
import { aSavePlan } from '../../support/incident.ts';
import { anAlert, aPin } from '../../support/facts.ts';
import { aGap, aHealth, aLog, aReader, aSample, aSpan, at, from, frameAt, tempFolder } from '../../support/session.ts';

const GOLDEN = 'test/fixtures/golden-1.obsx';
const GOLDEN_ROOT = readFileSync('test/fixtures/golden-1.root', 'utf8').trim();

/** The script of the page, and the root it computes. */
function rootBy(file: string): string {
  const script = /```js\n([\s\S]*?)```/.exec(readFileSync('docs/incident-format.md', 'utf8'))?.[1] ?? '';
  expect(script.trim().split('\n').length).toBeLessThanOrEqual(22);
  const path = join(tempFolder(), 'root.mjs');
  writeFileSync(path, script);
  return execFileSync(process.execPath, [path, file], { encoding: 'utf8' }).trim();
}

function saved(): { readonly file: string; readonly root: string } {
  const session = join(tempFolder(), 'session.db');
  const writer = openWriter(session, { title: 'lab' });
  const source = writer.addSource({ name: 'logs', kind: 'follow', target: 'app.log' });
  for (let second = 0; second < 1_500; second += 1) {
    writer.append(from(source, aLog(second, { traceId: second % 7 === 0 ? 'abc' : `t${second}` }), aSample(second, second / 3)), at(second));
  }
  writer.append(from(source, aSpan(30, 's1'), aGap(40), aHealth(41), anAlert(42), aPin(43)), at(1_600));
  writer.finalise();
  const file = join(tempFolder(), 'made.obsx');
  return { file, root: saveIncident(aSavePlan({ session, range: 'all' }), file, { redactor: undefined }).seal.root };
}

describe('an incident file of format 1', () => {
  it('that was kept is still sound, and has the root it had', () => {
    expect(verifyFile(GOLDEN)).toMatchObject({ proof: { root: GOLDEN_ROOT }, manifest: { title: 'Anchor backlog', severity: 'high' } });
  });

  it('that was kept still opens with every kind of row', () => {
    const target = join(tempFolder(), 'golden.db');
    const { summary } = loadFile(GOLDEN, target);
    const session = aReader(target);
    const frame = frameAt(session.head());
    expect(Object.keys(summary.rows)).toEqual(expect.arrayContaining(['log', 'sample', 'span', 'health', 'gap', 'note', 'flow', 'panel', 'fact', 'reject']));
    expect(session.logs(frame, { direction: 'older', limit: 500 }).rows.length).toBe(Math.min(500, summary.rows['log'] ?? 0));
    expect(session.info()).toMatchObject({ growing: false, incident: { title: 'Anchor backlog', root: GOLDEN_ROOT } });
  });

  it.each([['kept', () => ({ file: GOLDEN, root: GOLDEN_ROOT })], ['made now', saved]])('that was %s has the root that the script of the page computes', (_, which) => {
    const { file, root } = which();
    expect(rootBy(file)).toBe(`${root} ${root}`);
  });
});
