// Files that somebody made to do harm, or that simply went wrong: each is refused with one clear word, and nothing of it stays.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadFile, verifyFile } from '../../../src/data/incident/load.ts';
import { LineWriter } from '../../../src/data/incident/lines.ts';
import { at, tempFolder } from '../../support/session.ts';

const MANIFEST = JSON.stringify({
  k: 'manifest', format: 1, program: 'test', title: 'made up', severity: 'low', from: at(0), to: at(900), savedAt: at(1_000), by: 'eve', session: '../../etc/passwd', meta: { live_from: '1' }, raw: false,
});
const SOURCE = '{"k":"source","seq":1,"id":1,"name":"logs","kind":"follow","target":"app.log"}';
const commit = (seq: number): string => JSON.stringify({ k: 'commit', seq, learned: at(seq), latest: at(seq), levels: [0, 0, 0, 0, 0, 0], samples: 0, rejects: 0, shed: 0, looseTraces: 0, bytes: 0 });
const SUMMARY = '{"k":"summary","rows":{},"redactions":{}}';

/** A file with these lines under a seal that holds. */
function sealed(lines: Iterable<string>): string {
  const path = join(tempFolder(), 'hostile.obsx');
  const chunks: Buffer[] = [];
  const writer = new LineWriter((bytes) => chunks.push(bytes));
  for (const line of lines) writer.add(line);
  writer.seal();
  writeFileSync(path, Buffer.concat(chunks));
  return path;
}

/** What a load of it says; nothing is left where the session would have been. */
function refusal(path: string): string {
  const folder = tempFolder();
  let message = 'it was taken';
  try {
    loadFile(path, join(folder, 'loaded.db'));
  } catch (error) {
    message = error instanceof Error ? error.message : String(error);
    expect(readdirSync(folder)).toEqual([]);
  }
  return message;
}

const log = (over: object): string => JSON.stringify({ k: 'log', seq: 2, at: at(1), source: 1, level: 'info', message: 'm', ...over });

describe('a sealed file whose lines make no sense', () => {
  it.each([
    ['no manifest first', [SOURCE, commit(5), SUMMARY], 'line 1: it is no manifest of an incident'],
    ['a newer format', [MANIFEST.replace('"format":1', '"format":2'), SUMMARY], 'a newer obs-tui wrote this file (format 2)'],
    ['no summary', [MANIFEST, SOURCE, commit(5)], 'the file has no summary before its seal'],
    ['rows behind the summary', [MANIFEST, SOURCE, SUMMARY, commit(5)], 'line 4: it stands behind the summary'],
    ['a kind nobody knows', [MANIFEST, SOURCE, commit(5), '{"k":"exec","seq":2}', SUMMARY], 'line 4: no line of kind "exec" is known'],
    ['a kind that is a name of every object', [MANIFEST, '{"k":"__proto__"}', SUMMARY], 'line 2: no line of kind "__proto__" is known'],
    ['rows out of order', [MANIFEST, SOURCE, commit(9), log({ seq: 5 }), log({ seq: 4 }), SUMMARY], 'line 5: seq 4 is out of order'],
    ['a row beyond its commit', [MANIFEST, SOURCE, commit(5), log({ seq: 6 }), SUMMARY], 'line 4: seq 6 is out of order'],
    ['a source nobody named', [MANIFEST, SOURCE, commit(5), log({ source: 7 }), SUMMARY], 'line 4: source 7 is not known'],
    ['a source named twice', [MANIFEST, SOURCE, SOURCE, SUMMARY], 'line 3: source 1 is there already'],
    ['text where a number belongs', [MANIFEST, SOURCE, commit(5), log({ at: 'now' }), SUMMARY], 'line 4: "at" is no whole number'],
    ['a number beyond all numbers', [MANIFEST, SOURCE, commit(5), log({}).replace(/"at":\d+/, '"at":1e400'), SUMMARY], 'line 4: "at" is no whole number'],
    ['a level that is none', [MANIFEST, SOURCE, commit(5), log({ level: 'toString' }), SUMMARY], 'line 4: "level" is none of'],
    ['a list where attributes belong', [MANIFEST, SOURCE, commit(5), log({ attributes: [] }), SUMMARY], 'line 4: "attributes" is no object'],
    ['a sample of no series', [MANIFEST, SOURCE, commit(5), `{"k":"sample","seq":2,"at":${at(1)},"series":3,"value":1}`, SUMMARY], 'line 4: its series is not known'],
    ['a fact without what its kind needs', [MANIFEST, SOURCE, commit(5), `{"k":"fact","seq":2,"at":${at(1)},"source":1,"kind":"alert","id":"a","body":{"name":"HighCPUUsage"}}`, SUMMARY], 'line 4: "state" of this alert is not what it must be'],
    ['no JSON', [MANIFEST, SOURCE, 'ceci', SUMMARY], 'line 3 is no JSON'],
    ['a value that is no object', [MANIFEST, SOURCE, '[1]', SUMMARY], 'line 3 is no JSON object'],
  ])('with %s is refused by its line', (_, lines, message) => {
    expect(refusal(sealed(lines))).toContain(message);
  });

  it('of ten megabytes in one line is read, its session id being no path', () => {
    const target = join(tempFolder(), 'loaded.db');
    const { summary } = loadFile(sealed([MANIFEST, SOURCE, commit(5), log({ message: 'x'.repeat(10_000_000) }), SUMMARY]), target);
    expect(summary.rows).toEqual({});
    expect(existsSync(target)).toBe(true);
  });

  it('of two hundred thousand tiny lines costs time but no memory, and is refused by the first that is wrong', () => {
    function* tiny(): Generator<string, void> {
      yield MANIFEST;
      yield SOURCE;
      yield commit(1_000_000);
      for (let seq = 2; seq < 200_000; seq += 1) yield `{"k":"note","seq":${seq},"at":1,"source":0,"text":""}`;
      yield '{"k":"note"}';
    }
    const before = process.memoryUsage().rss;
    expect(refusal(sealed(tiny()))).toContain('line 200197: "seq" is no whole number');
    expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
  });

  it('is told from one that is signed by a key that did not sign it', () => {
    const path = join(tempFolder(), 'forged.obsx');
    const chunks: Buffer[] = [];
    const writer = new LineWriter((bytes) => chunks.push(bytes));
    for (const line of [MANIFEST, SUMMARY]) writer.add(line);
    writer.seal(() => ({ algorithm: 'ed25519', key: Buffer.alloc(32, 1).toString('base64'), value: Buffer.alloc(64, 2).toString('base64') }));
    writeFileSync(path, Buffer.concat(chunks));
    expect(() => verifyFile(path)).toThrow('the signature was not made over these lines');
  });
});
