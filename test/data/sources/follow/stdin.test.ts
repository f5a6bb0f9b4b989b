import { execFileSync } from 'node:child_process';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { followAdapter } from '../../../../src/data/sources/follow/index.ts';
import { Following } from './following.ts';

let directory: string;
const running: Following[] = [];

function follow(paths: readonly string[], stdin = new PassThrough()): { following: Following; stdin: PassThrough } {
  const following = new Following(paths, { stdin });
  running.push(following);
  return { following, stdin };
}

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'follow-stdin-'));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((following) => following.stop()));
  await rm(directory, { recursive: true, force: true });
});

describe('standard input', () => {
  it('is read as it comes, and its end ends the source', async () => {
    const { following, stdin } = follow(['-']);
    stdin.write('{"msg":"one"}\n{"ms');
    expect(await following.first(1)).toEqual(['one']);
    stdin.end('g":"two"}\nlast without end');
    await following.finished();
    expect(following).toMatchObject({ ended: true, messages: ['one', 'two', 'last without end'] });
  });

  it('gives out a held-back record after a short silence', async () => {
    const { following, stdin } = follow(['-']);
    stdin.write('Error: x\n    at y (/a.js:1:1)\n');
    expect(await following.first(1)).toEqual(['Error: x\n    at y (/a.js:1:1)']);
  });

  it('may be empty', async () => {
    const { following, stdin } = follow(['-']);
    stdin.end();
    await following.finished();
    expect(following).toMatchObject({ ended: true, drafts: [] });
  });

  it('may end while a file beside it is followed on', async () => {
    const path = join(directory, 'a.log');
    await writeFile(path, '{"msg":"file"}\n');
    const { following, stdin } = follow(['-', path]);
    stdin.end('{"msg":"stdin"}\n');
    await following.shows(() => expect(following.messages.toSorted()).toEqual(['file', 'stdin']));
    expect(following.ended).toBe(false);
  });

  it('keeps what came before it broke, then says so for good', async () => {
    const { following, stdin } = follow(['-']);
    stdin.write('{"msg":"one"}\n');
    expect(await following.first(1)).toEqual(['one']);
    stdin.destroy(Object.assign(new Error('reset'), { code: 'EIO' }));
    await following.finished();
    expect(following.failure).toMatchObject({ code: 'SOURCE_FILE', retry: false, message: 'reading standard input failed (EIO)' });
  });

  it('is let go when the source is stopped', async () => {
    const { following, stdin } = follow(['-']);
    await following.up();
    await following.stop();
    expect(following.ended).toBe(true);
    expect(stdin.destroyed).toBe(true);
  });

  it('is not read ahead of what is asked for', async () => {
    const stdin = new PassThrough({ highWaterMark: 1_024 });
    const { following } = follow(['-'], stdin);
    await following.up();
    const line = `{"msg":"${'x'.repeat(200)}"}\n`;
    let written = 0;
    while (stdin.write(line)) written += 1;
    expect(written).toBeLessThan(50);
    await following.shows(() => expect(following.messages).toHaveLength(written + 1));
  });
});

describe('a named pipe', () => {
  it('is read as a stream until its writer closes it', async () => {
    const path = join(directory, 'pipe');
    execFileSync('mkfifo', [path]);
    const writer = await open(path, 'r+');
    const { following } = follow([path]);
    await writer.write('{"msg":"one"}\n');
    expect(await following.first(1)).toEqual(['one']);
    await writer.write('the rest');
    await writer.close();
    await following.finished();
    expect(following).toMatchObject({ ended: true, messages: ['one', 'the rest'] });
  });
});

describe('the adapter', () => {
  it('names what it reads for people', () => {
    expect(followAdapter.target({ name: 'x', kind: 'follow', paths: ['-', '/var/log/a.log'] })).toBe('standard input, /var/log/a.log');
  });

  it.each([
    [{ paths: [] }, 'paths'], [{ paths: [''] }, 'paths'], [{ paths: ['a'], format: 'xml' }, 'format'], [{ paths: ['a'], zone: 'Middle/Earth' }, 'zone'],
    [{ paths: ['a'], from: 'middle' }, 'from'], [{ paths: ['a'], colour: 'red' }, 'colour'], [{}, 'paths'],
  ])('refuses the configuration %j', (entry, where) => {
    const result = followAdapter.config.safeParse({ name: 'x', kind: 'follow', ...entry });
    expect(JSON.stringify(result.error?.issues)).toContain(where);
  });

  it('takes the smallest configuration and the largest', () => {
    const largest = { name: 'x', kind: 'follow', paths: ['a', '-'], format: 'json', from: 'end', service: 's', zone: '+02:00' };
    expect(followAdapter.config.parse({ name: 'x', kind: 'follow', paths: ['a'] })).toEqual({ name: 'x', kind: 'follow', paths: ['a'] });
    expect(followAdapter.config.parse(largest)).toEqual(largest);
  });
});
