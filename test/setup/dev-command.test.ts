import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closedPort } from '../support/loopback.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

let root = '';
/** A checkout without packages: scripts, bin and one source file. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'obs-tui-dev-'));
  for (const name of ['scripts', 'bin', 'package.json', 'package-lock.json', '.npmrc', 'rolldown.config.mjs', 'tsconfig.json']) {
    cpSync(join(PROJECT, name), join(root, name), { recursive: true });
  }
  mkdirSync(join(root, 'src'));
  mkdirSync(join(root, 'home'));
  writeFileSync(join(root, 'src', 'main.tsx'), `process.stdout.write(JSON.stringify(process.argv.slice(2)));`);
});
afterEach(() => rmSync(root, { recursive: true }));

function dev(args: readonly string[], env: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [join(root, 'scripts', 'dev.cjs'), ...args], {
    encoding: 'utf8',
    timeout: 60_000,
    env: { PATH: process.env['PATH'], HOME: join(root, 'home'), ...env },
  });
}

function withPackages(): void {
  symlinkSync(join(PROJECT, 'node_modules'), join(root, 'node_modules'));
}

describe('dev.cjs', () => {
  it('refuses a command it does not know, and names those it knows', () => {
    const { status, stderr } = dev(['toString']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/unknown command toString; one of: setup, build, start/);
  });

  it('says in one error, within seconds, that the packages cannot be fetched', async () => {
    const start = performance.now();
    const { status, stdout, stderr } = dev(['test'], { npm_config_registry: `http://127.0.0.1:${await closedPort()}` });
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr.match(/error/g)).toHaveLength(1);
    expect(stderr).toMatch(/the npm registry cannot be reached \(ECONNREFUSED\)/);
    expect(performance.now() - start).toBeLessThan(30_000);
  });

  it('refuses an OBS_TUI_NODE that does not run', () => {
    const { status, stderr } = dev(['build'], { OBS_TUI_NODE: '/nowhere/node' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/OBS_TUI_NODE=\/nowhere\/node does not run/);
  });

  it('refuses an OBS_TUI_NODE that is too old', () => {
    const old = join(root, 'old-node');
    writeFileSync(old, '#!/bin/sh\necho v22.18.99\n');
    chmodSync(old, 0o755);
    expect(dev(['build'], { OBS_TUI_NODE: old }).stderr).toMatch(/does not run as Node 22\.19\.0 or newer/);
  });

  it('builds, hands the arguments to the program, and builds again only after a change', () => {
    withPackages();
    const first = dev(['start', 'a b', '--flag']);
    expect(first.stdout).toBe('["a b","--flag"]');
    expect(first.stderr).toMatch(/^\[setup\] built in \d+\.\d s\n$/);
    expect(dev(['start', 'again']).stderr).toBe('');

    writeFileSync(join(root, 'src', 'added.ts'), 'export {};');
    expect(dev(['start']).stderr).toMatch(/built in/);
    unlinkSync(join(root, 'src', 'added.ts'));
    const last = dev(['start']);
    expect(last.stderr).toMatch(/built in/);
    expect(last.stdout).toBe('["demo"]');
  });

  it('keeps the bundle that works when a build fails, and shows why', () => {
    withPackages();
    dev(['build']);
    writeFileSync(join(root, 'src', 'main.tsx'), `import './missing.ts';`);
    const failed = dev(['build']);
    expect(failed.status).toBe(1);
    expect(failed.stderr).toMatch(/the build failed[^]*missing\.ts/);
    expect(spawnSync(join(root, 'bin', 'obs-tui'), ['still'], { encoding: 'utf8', env: { ...process.env, OBS_TUI_NODE: process.execPath } }).stdout).toBe('["still"]');
  });

  it.each([
    ['an exit code', 'process.exit(42);', 42],
    ['a death by signal as 128+n', `process.kill(process.pid, 'SIGKILL');`, 137],
  ])('passes on %s', (_, source, code) => {
    withPackages();
    writeFileSync(join(root, 'src', 'main.tsx'), source);
    expect(dev(['start']).status).toBe(code);
  });

  it('passes SIGTERM on to the program and ends with its code', async () => {
    withPackages();
    writeFileSync(join(root, 'src', 'main.tsx'), `process.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1e6); process.stdout.write('up');`);
    const child = spawn(process.execPath, [join(root, 'scripts', 'dev.cjs'), 'start'], { stdio: ['ignore', 'pipe', 'ignore'] });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGTERM');
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(7);
  });
});
