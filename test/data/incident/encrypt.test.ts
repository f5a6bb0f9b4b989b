import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decrypter, Encrypter, generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decryptTo, encryptFile, isEncrypted, loadIdentities, lockOf, type Keys } from '../../../src/data/incident/encrypt.ts';
import { ObsxFault } from '../../../src/data/incident/fault.ts';
import { seededRandom } from '../../../src/lib/random.ts';
import { ObsError } from '../../../src/model/errors.ts';
import { cpuNow } from '../../support/timing.ts';

const folder = mkdtempSync(join(tmpdir(), 'obs-tui-encrypt-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

function fileOf(bytes: Buffer | string, mode = 0o600): string {
  const path = join(folder, `file-${(files += 1)}`);
  writeFileSync(path, bytes, { mode });
  return path;
}

/** Words for how the file was refused: the kind of a fault, or the code of another error, and the message. */
async function refusal(step: () => Promise<unknown>): Promise<string> {
  try {
    await step();
  } catch (error) {
    if (error instanceof ObsxFault) return `${error.kind}: ${error.message}`;
    if (error instanceof ObsError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'nothing was refused';
}

/** How a file of these bytes is refused; it must leave nothing behind. */
async function refused(bytes: Buffer | string, keys: Keys): Promise<string> {
  const place = mkdtempSync(join(folder, 'out-'));
  const word = await refusal(() => decryptTo(fileOf(bytes), join(place, 'plain'), keys));
  expect(readdirSync(place)).toEqual([]);
  return word;
}

async function opened(bytes: Buffer | string, keys: Keys): Promise<Buffer> {
  const to = join(folder, `plain-${(files += 1)}`);
  await decryptTo(fileOf(bytes), to, keys);
  return readFileSync(to);
}

/** Locked with a passphrase that costs little to try. */
async function cheaplyLocked(passphrase: string): Promise<Buffer> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(10);
  return Buffer.from(await encrypter.encrypt('three words'));
}

const PLAIN = Buffer.from(Array.from({ length: 200_000 }, (_, index) => (index * 31 + (index >> 8)) & 0xff));
const HEAD = 'age-encryption.org/v1\n';
const BODY = 'A'.repeat(43);
const MAC = `--- ${'A'.repeat(43)}\n`;
let identity = '';
let recipient = '';
let sealed: Buffer;
let keys: Keys;

beforeAll(async () => {
  identity = await generateX25519Identity();
  recipient = await identityToRecipient(identity);
  keys = { identities: [identity] };
  const to = join(folder, 'sealed.age');
  await encryptFile(fileOf(PLAIN), to, { recipients: [recipient] });
  sealed = readFileSync(to);
});

describe('an encrypted file', () => {
  it('gives back its content to each of its recipients, in private files', async () => {
    const second = await generateX25519Identity();
    const from = fileOf(PLAIN);
    const to = join(folder, 'for-two.age');
    await encryptFile(from, to, { recipients: [recipient, await identityToRecipient(second)] });
    expect(statSync(to).mode & 0o777).toBe(0o600);
    expect(readFileSync(to).includes(PLAIN.subarray(0, 32))).toBe(false);
    expect(await opened(readFileSync(to), { identities: [second] })).toEqual(PLAIN);
    const back = join(folder, 'for-two');
    await decryptTo(to, back, { identities: [await generateX25519Identity(), identity] });
    expect(readFileSync(back)).toEqual(PLAIN);
    expect(statSync(back).mode & 0o777).toBe(0o600);
  });

  it('may be for keys that outlast quantum computers, twenty of them', async () => {
    const hybrid = await generateHybridIdentity();
    const to = join(folder, 'hybrid.age');
    await encryptFile(fileOf('content'), to, { recipients: Array.from<string>({ length: 20 }).fill(await identityToRecipient(hybrid)) });
    expect((await opened(readFileSync(to), { identities: [hybrid] })).toString()).toBe('content');
  });

  it('gives back its content for its passphrase, of which nothing stands in the file', async () => {
    const to = join(folder, 'worded.age');
    await encryptFile(fileOf('content'), to, { passphrase: 'grün grün grün' });
    expect(readFileSync(to, 'latin1')).toMatch(/^age-encryption\.org\/v1\n-> scrypt \S{22} 18\n/);
    expect((await opened(readFileSync(to), { identities: [identity], passphrase: 'grün grün grün' })).toString()).toBe('content');
  });

  it.each([0, 1, 65_535, 65_536, 65_537, 131_072])('holds %i bytes as well', async (length) => {
    const to = join(folder, `length-${length}`);
    await encryptFile(fileOf(PLAIN.subarray(0, length)), to, { recipients: [recipient] });
    expect(await opened(readFileSync(to), keys)).toEqual(PLAIN.subarray(0, length));
  });

  it('is one for other programs: one made by another hand opens here', async () => {
    // Made with Python's cryptography package after the specification, for this key and this passphrase.
    const theirs = { identities: ['AGE-SECRET-KEY-1AD7YVDMV2HVU3DMSW2XNUAJFDPPY3LXPRZ0W5NR3X24MADMXT66QVHVMCG'], passphrase: 'correct horse battery staple' };
    const forKey = 'YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBhM0pjbGZTQWNsWndzelBYSjZMUFRoUlUySi9Bazh6QzN0NmJidzJ6NjJzCjlQWWkzcEhGd1RkUzE1YWNmTHRVeStmaFN6UThxakcydlB4R29yUmhIVlUKLS0tIFhXYytJUnhDOXpURERrKzZ2M0pxKy9Bb0psS29TalM3em5IenJvY3JKdUUK+yh+9YFypwA4RGXs09QXS/k9orBxIiBhGJGMr77mTzKL1POSalcXTaiB8R7c+CFkcyebgjdT6DQhTK0iqYDcKgUyTkdN';
    const forWords = 'YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCAxS1ROMXRLa0Y4NVdhUXVORmFFRXFnIDEwCmVna3BJaWlNUnFGK29jWktrckJpWFNNNU5TL2F5QU11dGtaTXFGeHlkdUEKLS0tIHdyUlRZMkdjeVc0U25KdC9zcGo3QzFMTTd1YnRSOXhIZjRrYkx1cXYrTmcKBKoqdpxckj3kNZ/Em0Q7VatqEKFHRuuOHX2OPf/Xd1cafTxJ7EnZvxE/4cgDnkHN3I0ocWlHDew7gmn/3Adx+brCOwtU';
    for (const file of [forKey, forWords]) expect((await opened(Buffer.from(file, 'base64'), theirs)).toString()).toBe('The pump of hall 2 stopped at 14:35.\n');
  });

  it('opens with age itself, where it is installed, and with its library otherwise', async () => {
    const path = fileOf(sealed);
    const run = spawnSync('age', ['-d', '-i', fileOf(`${identity}\n`), path], { maxBuffer: 1 << 20, timeout: 60_000 });
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    const content = run.error === undefined ? run.stdout : Buffer.from(await decrypter.decrypt(sealed));
    expect(createHash('sha256').update(content).digest('hex')).toBe(createHash('sha256').update(PLAIN).digest('hex'));
  });

  it('is known by its first bytes, and says what opens it', async () => {
    expect([sealed, Buffer.from('age-encryption.org/v2\n'), Buffer.from('-----BEGIN AGE ENCRYPTED FILE-----\n'), PLAIN, Buffer.alloc(0)].map((bytes) => isEncrypted(fileOf(bytes)))).toEqual([true, true, true, false, false]);
    expect(lockOf(fileOf(sealed))).toBe('recipients');
    expect(lockOf(fileOf(await cheaplyLocked('words')))).toBe('passphrase');
    // Kinds of recipient that nobody knows yet are for somebody else.
    expect(lockOf(fileOf(`${HEAD}-> X25519 ${BODY}\n${BODY}\n-> grease !~ 3\n${'A'.repeat(64)}\n\n${MAC}`))).toBe('recipients');
    expect(() => lockOf(fileOf(`${HEAD}-> X25519 \u001b[2J\n${BODY}\n${MAC}`))).toThrow('damaged head');
  });
});

describe('a file that nothing opens', () => {
  it('is locked: wrong passphrase, wrong key, no key, and keys of the other kind', async () => {
    const worded = await cheaplyLocked('right');
    expect(await refused(worded, { passphrase: 'wrong' })).toBe('INCIDENT_LOCKED: the passphrase or key does not open the file');
    expect(await refused(worded, { passphrase: '' })).toMatch(/^INCIDENT_LOCKED: the passphrase or key/);
    expect(await refused(worded, keys)).toBe('INCIDENT_LOCKED: the file is locked with a passphrase');
    expect(await refused(sealed, { identities: [await generateX25519Identity()] })).toMatch(/^INCIDENT_LOCKED: the passphrase or key/);
    expect(await refused(sealed, { identities: [], passphrase: 'right' })).toBe('INCIDENT_LOCKED: the file is locked for the keys of its recipients');
  });
});

describe('a hostile head', () => {
  const scrypt = (factor: string): string => `${HEAD}-> scrypt ${'A'.repeat(22)} ${factor}\n${BODY}\n${MAC}`;

  it.each(['19', '20', '23', '30', '64', '99999999999999999999'])('that asks for scrypt work factor %s is refused before any of it is computed', async (factor) => {
    const path = fileOf(scrypt(factor));
    const begin = cpuNow();
    const word = await refusal(() => decryptTo(path, join(folder, 'never'), { passphrase: 'words' }));
    const millis = cpuNow() - begin;
    expect(word).toBe(`too-large: the encrypted file asks for scrypt work factor ${factor.slice(0, 12)}; at most 18 is computed for a file`);
    // The least of them would be more than a second.
    expect(millis).toBeLessThan(200);
    expect(existsSync(join(folder, 'never'))).toBe(false);
  });

  it.each(['0', '-1', '+10', '010', '0x0a', '1e1', ' 10', ''])('with %j for a work factor is damaged', async (factor) => {
    expect(await refused(scrypt(factor), { passphrase: 'words' })).toMatch(/^altered: /);
  });

  it('with more recipients than a file has is refused', async () => {
    const stanzas = (count: number): string => `${HEAD}${`-> X25519 ${BODY}\n${BODY}\n`.repeat(count)}${MAC}${'x'.repeat(64)}`;
    expect(await refused(stanzas(21), keys)).toBe('too-large: the encrypted file names more than 20 recipients');
    expect(await refused(stanzas(20), keys)).not.toContain('more than 20');
  });

  it('without an end is refused after 64 KiB, and one that is cut short is truncated', async () => {
    const long = `${HEAD}-> X25519 ${BODY}\n${`${'A'.repeat(64)}\n`.repeat(1_100)}`;
    expect(await refused(long, keys)).toMatch(/^too-large: .*longer than 65536 bytes/);
    expect(await refused(long.slice(0, 2_000), keys)).toMatch(/^truncated: /);
    expect(await refused(HEAD.trimEnd(), keys)).toMatch(/^truncated: /);
  });

  it('of another version, in text form, or of another file is told apart', async () => {
    expect(await refused(`age-encryption.org/v2\n${MAC}`, keys)).toMatch(/^newer: /);
    expect(await refused('-----BEGIN AGE ENCRYPTED FILE-----\nYWdl', keys)).toMatch(/^foreign: .*text form/);
    expect(await refused(PLAIN, keys)).toBe('foreign: this is no encrypted file');
    expect(await refused('', keys)).toBe('foreign: this is no encrypted file');
  });

  it.each([
    ['a passphrase beside recipients', `${HEAD}-> X25519 ${BODY}\n${BODY}\n-> scrypt ${'A'.repeat(22)} 10\n${BODY}\n${MAC}`],
    ['no recipient', `${HEAD}${MAC}`],
    ['control characters', `${HEAD}-> X25519 \u001b[2J\n${BODY}\n${MAC}`],
    ['line ends of another system', `${HEAD}-> X25519 ${BODY}\r\n${BODY}\r\n${MAC}`],
    ['a seal that is too short', `${HEAD}-> X25519 ${BODY}\n${BODY}\n--- AAAA\n`],
    ['a key agreement with the point of no order', `${HEAD}-> X25519 ${BODY}\n${BODY}\n${MAC}`],
    ['a body line that is too long', `${HEAD}-> X25519 ${BODY}\n${'A'.repeat(65)}\n${MAC}`],
  ])('with %s is damaged', async (_, head) => {
    expect(await refused(`${head}${'x'.repeat(64)}`, keys)).toMatch(/^altered: /);
  });
});

describe('a damaged file', () => {
  it('is refused after any one of 100 bit flips, and nothing of it is released', async () => {
    const random = seededRandom(11);
    const words: string[] = [];
    for (let trial = 0; trial < 100; trial += 1) {
      const bytes = Buffer.from(sealed);
      // Every other one in the head, which is a small part of the file.
      const at = Math.floor(random() * (trial % 2 === 0 ? 200 : bytes.length));
      bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
      words.push((await refused(bytes, keys)).split(':')[0] ?? '');
    }
    expect(new Set(words)).not.toContain('nothing was refused');
    expect(words.filter((word) => word === 'altered').length).toBeGreaterThan(60);
  });

  it('is refused wherever it is cut short, at the edge of a chunk too, and where something is added', async () => {
    const start = sealed.length - PLAIN.length - 4 * 16 - 16;
    const ends = [start - 1, start, start + 15, start + 16, start + 17, start + 16 + 65_552, start + 16 + 2 * 65_552, sealed.length - 1];
    for (const end of ends) expect(await refused(sealed.subarray(0, end), keys)).toMatch(/^(?:altered|truncated): /);
    expect(await refused(Buffer.concat([sealed, Buffer.from([0])]), keys)).toMatch(/^altered: .*after 196608 bytes/);
  });

  it('is refused where two chunks change places', async () => {
    const start = sealed.length - PLAIN.length - 4 * 16;
    const chunk = (index: number): Buffer => sealed.subarray(start + index * 65_552, start + (index + 1) * 65_552);
    expect(await refused(Buffer.concat([sealed.subarray(0, start), chunk(1), chunk(0), chunk(2), chunk(3)]), keys)).toBe('altered: the encrypted file is altered or cut short after 0 bytes of its content');
  });
});

describe('the new file', () => {
  it('is not there, nor anything beside it, when making it fails or is cancelled', async () => {
    const before = readdirSync(folder).toSorted();
    const from = join(folder, 'sealed.age');
    const to = join(folder, 'never-made');
    await expect(decryptTo(from, to, keys, AbortSignal.abort())).rejects.toThrow(/abort/);
    await expect(encryptFile(from, to, { recipients: [recipient] }, AbortSignal.abort())).rejects.toThrow(/abort/);
    expect(await refusal(() => decryptTo(from, to, { identities: [] }))).toMatch(/^INCIDENT_LOCKED/);
    expect(readdirSync(folder).toSorted()).toEqual(before);
  });

  it('never takes the place of another', async () => {
    const to = fileOf('kept');
    expect(await refusal(() => decryptTo(join(folder, 'sealed.age'), to, keys))).toMatch(/^SESSION_BUSY: .*is there already/);
    expect(await refusal(() => encryptFile(join(folder, 'sealed.age'), to, { recipients: [recipient] }))).toMatch(/^SESSION_BUSY: /);
    expect(readFileSync(to, 'utf8')).toBe('kept');
  });

  it('is named where it cannot be read or written', async () => {
    expect(await refusal(() => encryptFile(join(folder, 'none'), join(folder, 'x'), { recipients: [recipient] }))).toMatch(/^SESSION_MISSING: .*none cannot be read/);
    expect(await refusal(() => encryptFile(fileOf('x'), join(fileOf('x'), 'below-a-file'), { recipients: [recipient] }))).toMatch(/^SESSION_UNWRITABLE: /);
    expect(await refusal(() => encryptFile(folder, join(folder, 'x'), { recipients: [recipient] }))).toMatch(/^SESSION_MISSING: .*EISDIR/);
    expect(() => isEncrypted(join(folder, 'none'))).toThrow(/cannot be read/);
  });
});

describe('keys', () => {
  it('are read from a file as age-keygen writes it', async () => {
    expect(await loadIdentities(fileOf(`# created: today\n# public key: ${recipient}\n${identity}\n`))).toEqual([identity]);
  });

  it('are refused where others can read them, where there are none, and with the line of what is no key, which is not repeated', async () => {
    expect(await refusal(() => loadIdentities(fileOf(identity, 0o644)))).toMatch(/^KEY_FILE: .*can be read by others/);
    expect(await refusal(() => loadIdentities(fileOf('# none\n')))).toMatch(/^KEY_FILE: .*holds no key/);
    const word = await refusal(() => loadIdentities(fileOf(`${identity}\n${identity.slice(0, -1)}Q\n`)));
    expect(word).toMatch(/^KEY_FILE: .*:2 is no secret key/);
    expect(word).not.toContain(identity.slice(16, 40));
  });

  it('that are no recipients are refused, a secret one without being repeated', async () => {
    const locking = (recipients: readonly string[]): Promise<string> => refusal(() => encryptFile(fileOf('x'), join(folder, 'x'), { recipients }));
    expect(await locking(['ssh-ed25519 AAAA'])).toBe('KEY_FILE: "ssh-ed25519 AAAA" is no recipient of age (age1...)');
    expect(await locking([`${recipient.slice(0, -1)}${recipient.endsWith('q') ? 'p' : 'q'}`])).toMatch(/^KEY_FILE: /);
    expect(await locking([identity])).toBe('KEY_FILE: a secret key of age is no recipient: name its public half (age1...)');
    expect(await locking([])).toMatch(/^USAGE: /);
    expect(await refusal(() => encryptFile(fileOf('x'), join(folder, 'x'), { passphrase: '' }))).toMatch(/^USAGE: /);
    expect(existsSync(join(folder, 'x'))).toBe(false);
  });
});
