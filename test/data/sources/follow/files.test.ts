import { appendFile, copyFile, mkdir, mkdtemp, open, readdir, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { problemOf } from '../../../../src/data/sources/follow/problem.ts';
import { SourceError } from '../../../../src/model/errors.ts';
import { PROMPT_MILLIS } from '../../../support/timing.ts';
import { Following, type FollowingOptions } from './following.ts';
import { quickLooks } from './quick-clock.ts';

let directory: string;
let log: string;
const running: Following[] = [];

function follow(paths: readonly string[] = [log], options: FollowingOptions = {}): Following {
  const following = new Following(paths, options);
  running.push(following);
  return following;
}

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'follow-'));
  log = join(directory, 'app.log');
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((following) => following.stop()));
  await rm(directory, { recursive: true, force: true });
});

describe('a file', () => {
  it('is read from its start as history, then as it grows', async () => {
    await writeFile(log, 'one\ntwo\n');
    const following = follow();
    expect(await following.first(2)).toEqual(['one', 'two']);
    await appendFile(log, 'three\n');
    expect(await following.first(3)).toEqual(['one', 'two', 'three']);
    expect(following.of('log').map(({ backfilled }) => backfilled === true)).toEqual([true, true, false]);
    expect(following.batches[0]).toEqual({ drafts: [], bytes: 0 });
  });

  it('is read from its end where that is asked for, beginning with a whole line', async () => {
    await writeFile(log, 'old\nhalf of ');
    const following = follow([log], { from: 'end' });
    await following.up();
    await appendFile(log, 'an old line\nnew\n');
    expect(await following.first(1)).toEqual(['new']);
    expect(following.of('log')[0]).not.toHaveProperty('backfilled');
  });

  it('comes in batches of bounded size, whose resume tokens stand exactly behind them', async () => {
    await writeFile(log, Array.from({ length: 2_500 }, (_, index) => `{"msg":"m${index}"}\n`).join(''));
    const following = follow();
    await following.shows(() => expect(following.drafts).toHaveLength(2_500));
    expect(Math.max(...following.batches.map(({ drafts }) => drafts.length))).toBe(1_000);
    const first = following.batches.find(({ drafts }) => drafts.length > 0);
    const second = follow([log], { resume: first?.resume });
    await second.shows(() => expect(second.drafts).toHaveLength(1_500));
    expect(second.messages[0]).toBe('m1000');
  });

  it('may be empty, and be written in pieces smaller than a line or a character', async () => {
    await writeFile(log, '');
    const following = follow([log], { clock: quickLooks });
    await following.up();
    const bytes = Buffer.from('{"msg":"grün"}\n{"msg":"x"}\n');
    for (let index = 0; index < bytes.length; index += 1) await appendFile(log, bytes.subarray(index, index + 1));
    expect(await following.first(2)).toEqual(['grün', 'x']);
  });

  it('gives its last record without a line end after a while', async () => {
    await writeFile(log, 'one\nno end');
    expect(await follow().first(2)).toEqual(['one', 'no end']);
  });
});

describe('rotation', () => {
  it('by rename and create: the old file is read to its end, also what is written late, then the new one', async () => {
    await writeFile(log, '{"msg":"1"}\n');
    const writer = await open(log, 'a');
    const following = follow([log], { clock: quickLooks });
    expect(await following.first(1)).toEqual(['1']);
    await rename(log, `${log}.1`);
    await writer.write('{"msg":"2 late"}\n');
    await writeFile(log, '{"msg":"3"}\n');
    await following.shows(() => expect(following.messages.toSorted()).toEqual(['1', '2 late', '3']));
    await writer.write('{"msg":"4 later still"}\n');
    await following.shows(() => expect(following.messages).toContain('4 later still'));
    await writer.close();
    expect(following.of('gap')).toEqual([]);
  });

  it('leaves nothing unread of a file that was renamed away before its successor exists', async () => {
    await writeFile(log, '{"msg":"1"}\n');
    const following = follow();
    expect(await following.first(1)).toEqual(['1']);
    await appendFile(log, '{"msg":"2"}\n');
    await rename(log, `${log}.1`);
    expect(await following.first(2)).toEqual(['1', '2']);
  });

  it('many times while written to: no line is lost or doubled', async () => {
    await writeFile(log, '');
    const following = follow();
    const expected: string[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      for (let line = 0; line < 20; line += 1) {
        expected.push(`${turn}.${line}`);
        await appendFile(log, `{"msg":"${turn}.${line}"}\n`);
      }
      await following.shows(() => expect(following.messages.length).toBeGreaterThan(turn * 20));
      await rename(log, `${log}.${turn}`);
    }
    expect(await following.first(expected.length)).toEqual(expected);
  });

  it('by copy and truncate: goes on at the start, and the possible loss is a gap', async () => {
    await writeFile(log, 'a long first line\nsecond\n');
    const following = follow();
    expect(await following.first(2)).toEqual(['a long first line', 'second']);
    await copyFile(log, `${log}.1`);
    await truncate(log);
    await appendFile(log, 'third\n');
    expect(await following.first(3)).toEqual(['a long first line', 'second', 'third']);
    expect(following.of('gap')).toMatchObject([{ reason: 'truncated', signal: 'log', recovered: 0 }]);
    expect(following.of('gap')[0]).not.toHaveProperty('missing');
  });

  it('by truncation that has already grown past the old size: its beginning tells', async () => {
    await writeFile(log, 'one\ntwo\n');
    const following = follow();
    expect(await following.first(2)).toEqual(['one', 'two']);
    await writeFile(log, 'three is longer\nfour\n');
    expect(await following.first(4)).toEqual(['one', 'two', 'three is longer', 'four']);
    expect(following.of('gap')).toHaveLength(1);
  });

  it('by a cut that leaves the beginning as it was', async () => {
    const head = 'h'.repeat(300);
    await writeFile(log, `${head}\nsecond\n`);
    const following = follow();
    expect(await following.first(2)).toEqual([head, 'second']);
    await truncate(log, 301);
    expect(await following.first(3)).toEqual([head, 'second', head]);
  });

  it('under a writer that keeps its offset leaves a hole of NUL bytes, which is passed over', async () => {
    const writer = await open(log, 'w');
    await writer.write('first line\n');
    const following = follow();
    expect(await following.first(1)).toEqual(['first line']);
    await truncate(log);
    await writer.write('second\n');
    await writer.close();
    expect(await following.first(2)).toEqual(['first line', 'second']);
    expect(following.of('log')[1]?.attributes).toMatchObject({ nul_bytes: 11 });
  });

  it('by deletion: what is left is read, and the file is waited for', async () => {
    await writeFile(log, 'one\n');
    const following = follow();
    expect(await following.first(1)).toEqual(['one']);
    await rm(log);
    await following.shows(() => expect(following.of('health')).toMatchObject([{ state: 'degraded', code: 'SOURCE_FILE', detail: expect.stringContaining('does not exist') }]));
    await writeFile(log, 'two\n');
    expect(await following.first(2)).toEqual(['one', 'two']);
    expect(following.of('health').map(({ state }) => state)).toEqual(['degraded', 'ok']);
  });
});

describe('after an interruption', () => {
  it('reading goes on without loss or repetition', async () => {
    await writeFile(log, 'one\ntwo\n');
    const before = follow();
    expect(await before.first(2)).toEqual(['one', 'two']);
    await before.stop();
    await appendFile(log, 'three\n');
    const after = follow([log], { resume: JSON.parse(JSON.stringify(before.resume)) });
    expect(await after.first(1)).toEqual(['three']);
    expect(after.of('gap')).toEqual([]);
  });

  it('a file that was rotated away meanwhile is found and read to its end first', async () => {
    await writeFile(log, '{"msg":"1"}\n');
    const before = follow();
    expect(await before.first(1)).toEqual(['1']);
    await before.stop();
    await appendFile(log, '{"msg":"2"}\n');
    await rename(log, join(directory, 'app-20261121.log'));
    await writeFile(log, '{"msg":"3"}\n');
    expect(await follow([log], { resume: before.resume }).first(2)).toEqual(['2', '3']);
  });

  it('all of the old file comes before anything of the new one', async () => {
    await writeFile(log, '{"msg":"first"}\n');
    const before = follow();
    await before.first(1);
    await before.stop();
    const missed = Array.from({ length: 4_000 }, (_, index) => `${index} ${'x'.repeat(100)}`);
    await appendFile(log, missed.map((msg) => `${JSON.stringify({ msg })}\n`).join(''));
    await rename(log, `${log}.1`);
    await writeFile(log, '{"msg":"new"}\n');
    expect(await follow([log], { resume: before.resume }).first(4_001)).toEqual([...missed, 'new']);
  });

  it('a file that is gone is a gap, and its successor is read from the start', async () => {
    await writeFile(log, 'one\n');
    const before = follow();
    expect(await before.first(1)).toEqual(['one']);
    await before.stop();
    await writeFile(`${log}.new`, 'other content\n');
    await rename(`${log}.new`, log);
    const after = follow([log], { resume: before.resume });
    expect(await after.first(1)).toEqual(['other content']);
    expect(after.of('gap')).toMatchObject([{ reason: 'truncated', detail: expect.stringContaining('gone or was written anew') }]);
  });

  it('the same inode with other content is another file', async () => {
    await writeFile(log, 'one\n');
    const before = follow();
    expect(await before.first(1)).toEqual(['one']);
    await before.stop();
    await writeFile(log, 'not the same, and longer\n');
    expect(await follow([log], { resume: before.resume }).first(1)).toEqual(['not the same, and longer']);
  });

  it('a token that nobody issued is ignored', async () => {
    await writeFile(log, 'one\n');
    expect(await follow([log], { resume: { files: 'nonsense' } }).first(1)).toEqual(['one']);
  });
});

describe('several files', () => {
  it('are followed together, each under its name, and one that comes later is read from its start', async () => {
    const other = join(directory, 'other.log');
    await writeFile(log, '{"msg":"a"}\n');
    const following = follow([log, other, log], { from: 'end' });
    await following.up();
    await following.shows(() => expect(following.of('health')).toMatchObject([{ state: 'degraded', detail: expect.stringContaining('other.log does not exist') }]));
    await writeFile(other, '{"msg":"b"}\n');
    await appendFile(log, '{"msg":"c"}\n');
    await following.shows(() => expect(following.messages.toSorted()).toEqual(['b', 'c']));
    expect(following.of('log').map(({ message, attributes }) => `${message} ${String(attributes?.['file'])}`).toSorted()).toEqual(['b other.log', 'c app.log']);
    expect(following.of('health').map(({ state }) => state)).toEqual(['degraded', 'ok']);
  });
});

describe('a path that cannot be read', () => {
  async function failureOf(...paths: string[]): Promise<unknown> {
    const following = follow(paths);
    await following.finished();
    return following.failure;
  }

  it('is waited for where it does not exist', async () => {
    expect(await failureOf(log)).toMatchObject({ code: 'SOURCE_FILE', retry: true, message: `${log} does not exist` });
  });

  it('is a mistake where it is a directory', async () => {
    const failure = await failureOf(directory);
    expect(failure).toBeInstanceOf(SourceError);
    expect(failure).toMatchObject({ code: 'SOURCE_FILE', retry: false, message: `${directory} is a directory` });
  });

  it('is a mistake where it lies below a file', async () => {
    await writeFile(log, '');
    expect(await failureOf(join(log, 'x'))).toMatchObject({ code: 'SOURCE_FILE', message: expect.stringContaining('no directory') });
  });

  it.each([
    ['EACCES', 'no permission to read /x'], ['EPERM', 'no permission to read /x'], ['EMFILE', 'too many open files to open /x'], ['EIO', '/x cannot be read (EIO)'],
  ])('says what %s means', (code, text) => {
    expect(problemOf(Object.assign(new Error('no'), { code }), '/x')).toEqual({ text, retry: true });
  });

  it('is named beside the others that cannot be read either', async () => {
    await mkdir(log);
    expect(await failureOf(log, join(directory, 'b'))).toMatchObject({ retry: true, message: expect.stringMatching(/is a directory; .*b does not exist/) });
  });
});

describe('stopping', () => {
  it('ends the stream at once and closes every file', async () => {
    await writeFile(log, 'one\n');
    const following = follow();
    expect(await following.first(1)).toEqual(['one']);
    const started = performance.now();
    await following.stop();
    expect(performance.now() - started).toBeLessThan(PROMPT_MILLIS);
    expect(following.ended).toBe(true);
    // The system closes a file a moment after it was asked to.
    await vi.waitFor(async () => {
      const descriptors = await readdir('/proc/self/fd').catch(() => []);
      const targets = await Promise.all(descriptors.map((name) => import('node:fs/promises').then((fs) => fs.readlink(`/proc/self/fd/${name}`)).catch(() => '')));
      expect(targets.filter((target) => target.startsWith(directory))).toEqual([]);
    }, { timeout: 30_000 });
  });
});
