import { chmod, mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redactor, Secret } from '../../../../src/data/sources/http/secret.ts';
import { resolveSecret, secretRef, type SecretRef } from '../../../../src/data/sources/http/secret-ref.ts';
import { PROMPT_MILLIS } from '../../../support/timing.ts';

const canary = `SECRET${'TOKEN'}77ab`;
const signal = new AbortController().signal;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'obs-secret-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileWith(text: string, mode = 0o600): Promise<SecretRef> {
  const file = join(folder, `secret-${Math.round(performance.now() * 1_000)}`);
  await writeFile(file, text);
  await chmod(file, mode);
  return { file };
}

function resolving(ref: SecretRef, env: Record<string, string> = {}): Promise<string> {
  return resolveSecret(ref, { signal, env: (name) => env[name] }).then((secret) => secret.reveal());
}

describe('a secret in memory', () => {
  it('is not shown by any way of turning it into text', () => {
    const secret = new Secret(canary);
    const shown = [String(secret), 'of ' + String(secret), JSON.stringify({ secret }), inspect(secret, { showHidden: true }), inspect({ a: [secret] })];
    expect(shown.join(' ')).not.toContain(canary);
    expect(JSON.stringify([secret])).toBe('["[secret]"]');
    expect(secret.reveal()).toBe(canary);
  });

  it('is lost, not leaked, when it is cloned to another thread', () => {
    expect(JSON.stringify(structuredClone({ secret: new Secret(canary) }))).not.toContain(canary);
  });

  it('is blacked out of a text with and without its scheme word', () => {
    const redact = redactor({ authorization: new Secret(`Bearer ${canary}`), plain: 'kept' });
    expect(redact(`got "Bearer ${canary}", wanted other than ${canary}; kept`)).toBe('got "[secret]", wanted other than [secret]; kept');
  });

  it('is blacked out also as the decoded password of a basic header', () => {
    const header = `Basic ${Buffer.from(`user:${canary}`).toString('base64')}`;
    expect(redactor({ authorization: new Secret(header) })(`no user with password ${canary}`)).toBe('no user with password [secret]');
  });
});

describe('a secret by reference', () => {
  it.each([[canary], [{ env: '' }], [{ env: 'A', file: '/b' }], [{ command: [] }], [{ file: 'relative/path' }], [{ text: canary }]])(
    'refuses %j in the configuration without repeating it',
    (given) => {
      const parsed = secretRef.safeParse(given);
      expect(parsed.success).toBe(false);
      expect(String(parsed.error)).not.toContain(canary);
    },
  );

  it('reads an environment variable', async () => {
    expect(await resolving({ env: 'API_TOKEN' }, { API_TOKEN: canary })).toBe(canary);
  });

  it('names an environment variable that is not set', async () => {
    await expect(resolving({ env: 'API_TOKEN' })).rejects.toMatchObject({
      code: 'CONFIG',
      retry: false,
      message: 'the environment variable API_TOKEN is not set',
    });
  });

  it('reads a private file and drops one line break at its end', async () => {
    expect(await resolving(await fileWith(`${canary}\n`))).toBe(canary);
  });

  it.each([0o640, 0o604, 0o660])('refuses a file that others can read (mode %o)', async (mode) => {
    await expect(resolving(await fileWith(canary, mode))).rejects.toThrow('chmod 600');
  });

  it.each([
    ['an empty file', ''],
    ['a file with only a line break', '\n'],
    ['two lines', 'a\nb\n'],
  ])('refuses %s', async (_, text) => {
    await expect(resolving(await fileWith(text))).rejects.toMatchObject({ code: 'CONFIG' });
  });

  it('refuses a folder, a missing file and a named pipe without waiting', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', ['-m', '600', pipe]);
    await mkdir(join(folder, 'dir'), { mode: 0o700 });
    for (const file of [join(folder, 'dir'), join(folder, 'missing'), pipe]) {
      await expect(resolving({ file })).rejects.toMatchObject({ code: 'CONFIG', retry: false });
    }
  });

  it('runs a command without a shell', async () => {
    expect(await resolving({ command: ['printf', '%s', '$HOME; `id`'] })).toBe('$HOME; `id`');
  });

  it('gives a command an empty standard input', async () => {
    expect(await resolving({ command: ['sh', '-c', 'cat; echo done'] })).toBe('done');
  });

  it('tells how a command failed, without its arguments and output', async () => {
    const failed = resolving({ command: ['sh', '-c', `echo ${canary}; echo ${canary} >&2; exit 3`] });
    await expect(failed).rejects.toMatchObject({ message: 'the secret command sh failed (exit code 3)', retry: true });
    expect(inspect(await failed.catch((error: unknown) => error), { depth: 20, showHidden: true })).not.toContain(canary);
  });

  it('tells that a program is missing', async () => {
    await expect(resolving({ command: ['no-such-program-here'] })).rejects.toThrow('failed (ENOENT)');
  });

  it('ends a command that is still running when the source is stopped', async () => {
    const controller = new AbortController();
    const pending = resolveSecret({ command: ['sleep', '30'] }, { signal: controller.signal });
    const started = performance.now();
    controller.abort();
    await expect(pending).rejects.toMatchObject({ code: 'CONFIG' });
    expect(performance.now() - started).toBeLessThan(PROMPT_MILLIS);
  });
});
