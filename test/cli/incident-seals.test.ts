import { mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { lockWords, offeredSeals, sealsAsked, sealsFor } from '../../src/cli/incident/seals.ts';
import { runCli } from '../support/run-cli.ts';
import { tempFolder } from '../support/session.ts';

afterEach(() => vi.unstubAllEnvs());

/** A folder of configuration, with the key that `incident key` makes or without one. */
function withHome(made: boolean): string {
  const folder = tempFolder();
  vi.stubEnv('XDG_CONFIG_HOME', folder);
  const key = join(folder, 'obs-tui', 'signing-key.pem');
  mkdirSync(join(folder, 'obs-tui'));
  if (made) writeFileSync(key, '');
  return key;
}

function passphraseFile(): string {
  const path = join(tempFolder(), 'passphrase');
  writeFileSync(path, 'words\n', { mode: 0o600 });
  return path;
}

const NOTHING = { signs: false, recipients: [] };
const CONFIGURED = { key: '/keys/team.pem', signs: true, recipients: ['age1team'] };

describe('what a file can be sealed with', () => {
  it('is nothing without a key and recipients', () => {
    withHome(false);
    expect(offeredSeals({ incidents: { encrypt_to: [] } })).toEqual(NOTHING);
  });

  it('is the key that was made here, which signs only where that is asked for', () => {
    const key = withHome(true);
    expect(offeredSeals({ incidents: { encrypt_to: [] } })).toEqual({ key, signs: false, recipients: [] });
  });

  it('is what the configuration names before that', () => {
    withHome(true);
    expect(offeredSeals({ incidents: { sign: '~/team.pem', encrypt_to: ['age1a'] } })).toEqual({ key: join(homedir(), 'team.pem'), signs: true, recipients: ['age1a'] });
  });
});

describe('what a file is sealed with', () => {
  it.each([
    ['nothing', {}, NOTHING, { recipients: [] }],
    ['what is configured', {}, CONFIGURED, { signer: '/keys/team.pem', recipients: ['age1team'] }],
    ['nothing of what is configured', { sign: false, plain: true }, CONFIGURED, {}],
    ['another key and others to read it', { sign: 'my.pem', encryptTo: ['age1me'] }, CONFIGURED, { signer: 'my.pem', recipients: ['age1me'] }],
    ['the key that is there', { sign: true }, { ...NOTHING, key: '/made.pem' }, { signer: '/made.pem', recipients: [] }],
    ['no key that was only made', {}, { ...NOTHING, key: '/made.pem' }, { recipients: [] }],
  ])('is %s', async (_, options, offers, seals) => {
    expect(await sealsFor(options, offers)).toEqual(seals);
  });

  it('is a passphrase instead of the recipients that are configured', async () => {
    expect(await sealsFor({ sign: false, lockWith: passphraseFile() }, CONFIGURED)).toEqual({ passphrase: 'words' });
  });

  it('is refused without a key to sign with, which says how to make one', async () => {
    await expect(sealsFor({ sign: true }, NOTHING)).rejects.toThrow('`obs-tui incident key` makes one');
  });

  it('is what was chosen in a form, and never less', () => {
    expect(sealsAsked({ sign: true, lock: 'recipients' }, CONFIGURED)).toEqual({ signer: '/keys/team.pem', recipients: ['age1team'] });
    expect(sealsAsked({ sign: false, lock: 'passphrase', passphrase: 'words' }, CONFIGURED)).toEqual({ passphrase: 'words' });
    expect(sealsAsked({ sign: false, lock: 'none' }, CONFIGURED)).toEqual({});
    expect(() => sealsAsked({ sign: true, lock: 'none' }, NOTHING)).toThrow('no key to sign with any more');
    expect(() => sealsAsked({ sign: false, lock: 'recipients' }, NOTHING)).toThrow('nobody to encrypt for');
    expect(() => sealsAsked({ sign: false, lock: 'passphrase' }, NOTHING)).toThrow('no passphrase');
  });

  it('is said', () => {
    expect([{}, { recipients: ['a'] }, { recipients: ['a', 'b'] }, { passphrase: 'words' }].map(lockWords)).toEqual([
      'not encrypted', 'encrypted for 1 recipient', 'encrypted for 2 recipients', 'encrypted with a passphrase',
    ]);
  });

  it('cannot be plain and encrypted at once', async () => {
    const ran = await runCli(['incident', 'save', '--plain', '--encrypt-to', 'age1x']);
    expect(ran).toMatchObject({ code: 2, err: expect.stringContaining('cannot be used with') });
  });
});
