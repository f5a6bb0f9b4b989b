import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { incidentKey } from '../../src/cli/incident-keys.ts';
import { loadSigner } from '../../src/data/incident/sign.ts';
import { closeAll, spawnTui, type Tui } from '../support/pty.ts';

const CHILD = fileURLToPath(new URL('../support/passphrase-child.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'obs-tui-keys-'));
afterEach(async () => {
  vi.restoreAllMocks();
  await closeAll();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(text: string, mode = 0o600): string {
  const path = join(mkdtempSync(join(folder, 'file-')), 'passphrase');
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

function hex(text: string): string {
  return Buffer.from(text).toString('hex');
}

function asked(...args: readonly string[]): Tui {
  return spawnTui({ program: process.execPath, args: [CHILD, ...args] });
}

/** Without a terminal: a session of its own has none, whatever the standard streams are. */
function unattended(args: readonly string[], env: Readonly<Record<string, string>> = {}): { readonly code: number | null; readonly text: string } {
  const { status, stdout, stderr } = spawnSync('setsid', ['-w', process.execPath, CHILD, ...args], { env: { PATH: process.env['PATH'], ...env }, encoding: 'utf8', timeout: 60_000 });
  return { code: status, text: stdout + stderr };
}

describe('a passphrase at the terminal', () => {
  it('is asked for without being shown, and the terminal is as it was afterwards', async () => {
    const tui = asked('night.obsx');
    await tui.waitFor('Passphrase of night.obsx:');
    tui.type('grün wörter\u007f\r');
    await tui.waitFor(`got ${hex('grün wörte')}`);
    const { code, settings } = await tui.exit();
    expect(code).toBe(0);
    expect(tui.rawBytes().toString()).not.toContain('grün');
    expect(settings).toMatch(/(?<!-)\becho\b/);
    expect(settings).toMatch(/(?<!-)\bicanon\b/);
  });

  it('for a new file is asked for twice, and must be the same', async () => {
    const tui = asked('lock');
    await tui.waitFor('Passphrase:');
    tui.type('one\r');
    await tui.waitFor('Again:');
    tui.type('two\r');
    await tui.waitFor('the two passphrases differ');
    expect((await tui.exit()).code).toBe(2);
    const again = asked('lock');
    await again.waitFor('Passphrase:');
    again.type('same\r');
    await again.waitFor('Again:');
    again.type('same\r');
    await again.waitFor(`got ${hex('same')}`);
    expect((await again.exit()).code).toBe(0);
  });

  it('is given up with Ctrl+C, as any program, and the terminal is as it was', async () => {
    const tui = asked('night.obsx');
    await tui.waitFor('Passphrase of');
    tui.type('half a wo\u0003');
    const { code, settings } = await tui.exit();
    expect(code).toBe(130);
    expect(settings).toMatch(/(?<!-)\becho\b/);
  });
});

describe('a passphrase without a terminal', () => {
  it('comes from the environment, which is then clean', () => {
    expect(unattended(['lock'], { OBS_TUI_PASSPHRASE: 'from outside' }).text).toBe(`got ${hex('from outside')}, kept nothing\n`);
  });

  it('comes from the first line of a private file, before the environment', () => {
    const file = fileOf('in a file \r\nmore\n');
    expect(unattended(['night.obsx', file], { OBS_TUI_PASSPHRASE: 'from outside' }).text).toBe(`got ${hex('in a file ')}, kept nothing\n`);
  });

  it('is missed with one clear message, that of opening apart from that of locking', () => {
    const opening = unattended(['night.obsx'], { OBS_TUI_PASSPHRASE: '' });
    expect(opening.code).toBe(5);
    expect(opening.text).toMatch(/^obs-tui: night\.obsx is locked with a passphrase, and there is no terminal to ask for it \[INCIDENT_LOCKED\]\n/);
    const locking = unattended(['lock']);
    expect(locking.code).toBe(2);
    expect(locking.text).toContain('there is no terminal to ask for a passphrase');
  });

  it('is not taken from a file that others can read, or that holds none', () => {
    const open = unattended(['lock', fileOf('secret words\n', 0o644)]);
    expect(open).toMatchObject({ code: 3 });
    expect(open.text).toMatch(/can be read by others .*\[KEY_FILE\]/);
    expect(open.text).not.toContain('secret words');
    expect(unattended(['lock', fileOf('\nsecond\n')]).text).toContain('holds no passphrase in its first line');
  });
});

describe('a new signing key', () => {
  it('is told by its public half on standard output, and never by its secret one', () => {
    const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const path = join(folder, 'made.pem');
    expect(incidentKey(path)).toBe(0);
    const said = [...out.mock.calls, ...err.mock.calls].map(([text]) => String(text));
    expect(said[0]).toBe(`${loadSigner(path).publicKey}\n`);
    expect(said.join('')).toContain(path);
    expect(said.join('')).not.toContain(readFileSync(path, 'utf8').split('\n')[1]);
  });
});
