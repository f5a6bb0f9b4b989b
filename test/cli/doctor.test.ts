import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { trySource } from '../../src/cli/doctor/sources.ts';
import { startLab } from '../../src/lab/index.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { closedPort, httpLoopback } from '../support/loopback.ts';
import { runCli } from '../support/run-cli.ts';
import { tempFolder } from '../support/session.ts';

const DEPS = { clock: systemClock, random: () => 0.5 };

async function serving(status: number, text = ''): Promise<string> {
  const server = await httpLoopback((_, response) => response.writeHead(status, { 'content-type': 'text/plain' }).end(text));
  onTestFinished(() => server.close());
  return server.url().href;
}

function scrape(...urls: readonly string[]) {
  return { name: 'node', kind: 'scrape', targets: urls.map((url) => ({ url })), timeout: '2s' };
}

describe('doctor', () => {
  it('prints one line a finding into a pipe, and ends with 0 where all is well', async () => {
    const { code, out, err } = await runCli(['doctor']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const rows = out.trimEnd().split('\n').map((row) => row.split('\t'));
    expect(rows.every((row) => row.length === 3 && ['ok', 'note', 'bad'].includes(row[1] ?? ''))).toBe(true);
    expect(rows.map(([check]) => check)).toEqual(['version', 'version', 'version', 'version', 'terminal', 'characters', 'sessions', 'configuration']);
  });

  it('lists every mistake of the configuration, and ends with 3', async () => {
    const path = join(tempFolder(), 'config.yaml');
    writeFileSync(path, 'titel: x\nui: {fps: 99}\n');
    const { code, out } = await runCli(['doctor', '--config', path]);
    expect(code).toBe(3);
    expect(out).toContain(`configuration\tbad\t${path}:1:1: titel`);
    expect(out).toContain(`configuration\tbad\t${path}:2:11: ui.fps`);
  });

  it('ends with 4 where a source does not answer, and says what helps', async () => {
    const path = join(tempFolder(), 'config.yaml');
    writeFileSync(path, `sources: [{name: node, kind: scrape, targets: [{url: "http://127.0.0.1:${await closedPort()}"}]}]`);
    const { code, out } = await runCli(['doctor', '--config', path]);
    expect(code).toBe(4);
    expect(out).toMatch(/^source node\tbad\t.*refuses connections\. Check address and port, and whether the server is up\.$/m);
  });

  it('says where sessions cannot be kept, and ends with 1', async () => {
    const home = tempFolder();
    writeFileSync(join(home, 'state'), 'a file where the folder would be');
    const { code, out } = await runCli(['doctor'], { home });
    expect(code).toBe(1);
    expect(out).toMatch(/^sessions\tbad\t.* cannot be written \((?:ENOTDIR|EEXIST)\)\. Set XDG_STATE_HOME/m);
  });
});

describe('a source that is tried', () => {
  it('is all right when it answers, with what came first', async () => {
    const lab = await startLab({ seed: 3 });
    onTestFinished(() => lab.close());
    const [tail, metrics] = await Promise.all([
      trySource({ name: 'tail', kind: 'logs-tail', url: lab.url, message: 'logfmt' }, DEPS),
      trySource(scrape(`${lab.url}/metrics`), DEPS),
    ]);
    expect(tail).toMatchObject({ check: 'source tail', state: 'ok', says: expect.stringMatching(/[1-9][\d,]* log rows, 0 samples, 0 rejects at first$/) });
    expect(metrics).toMatchObject({ check: 'source node', state: 'ok', says: expect.stringMatching(/0 log rows, [1-9][\d,]* samples, 0 rejects at first$/) });
    expect(lab.sent().rows).toBeGreaterThan(0);
  });

  it('is noted where a part of it answers', async () => {
    const good = await serving(200, 'up 1\n');
    const bad = `http://127.0.0.1:${await closedPort()}`;
    expect(await trySource(scrape(good, bad), DEPS)).toMatchObject({ state: 'note', says: expect.stringContaining('1 of 2 targets fail') });
  });

  it.each([
    [401, /does not accept the credentials \(401\)\. Check token, user and password/],
    [403, /forbids it \(403.*Check the rights/],
    [404, /has no such path \(404\)\. Check the URL/],
    [500, /answered 500\. Read the server's own log/],
  ])('is bad where it answers %i, and what would come next is not said', async (status, words) => {
    const found = await trySource(scrape(await serving(status)), DEPS);
    expect(found).toMatchObject({ state: 'bad', says: expect.stringMatching(words) });
    expect(found.says).not.toMatch(/trying again/);
  });

  it('is not read where it is standard input', async () => {
    expect(await trySource({ name: 'in', kind: 'follow', paths: ['-'] }, DEPS)).toMatchObject({ state: 'note' });
  });

  it('is bad where nobody knows its kind', async () => {
    expect(await trySource({ name: 'x', kind: 'pigeon' }, DEPS)).toMatchObject({ state: 'bad', says: 'no kind of source is called "pigeon"' });
  });

  it('reads a file that is there', async () => {
    const path = join(tempFolder(), 'app.log');
    writeFileSync(path, '2026-11-21T14:00:00Z ERROR first\n2026-11-21T14:00:01Z INFO second\n');
    expect(await trySource({ name: 'files', kind: 'follow', paths: [path] }, DEPS)).toMatchObject({ state: 'ok' });
  });
});
