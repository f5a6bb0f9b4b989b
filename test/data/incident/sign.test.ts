import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { LineWriter } from '../../../src/data/incident/lines.ts';
import { checkSignature, loadSigner, makeKey, sign, trustedKeys } from '../../../src/data/incident/sign.ts';
import { ObsError } from '../../../src/model/errors.ts';

const folder = mkdtempSync(join(tmpdir(), 'obs-tui-sign-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

function fileOf(text: string, mode = 0o600): string {
  const path = join(folder, `file-${(files += 1)}`);
  writeFileSync(path, text, { mode });
  chmodSync(path, mode);
  return path;
}

/** The message of the ObsError with code KEY_FILE. */
function refusal(step: () => unknown): string {
  try {
    step();
  } catch (error) {
    if (error instanceof ObsError && error.code === 'KEY_FILE') return error.message;
    throw error;
  }
  return '';
}

const root = createHash('sha256').update('lines').digest();
const keyPath = join(folder, 'new', 'key.pem');
const made = makeKey(keyPath);

describe('a signing key', () => {
  it('is made into a private file that other programs can read, and read back as the same key', () => {
    expect(statSync(keyPath).mode & 0o777).toBe(0o600);
    expect(readFileSync(keyPath, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    expect(loadSigner(keyPath).publicKey).toBe(made.publicKey);
    expect(Buffer.from(made.publicKey, 'base64')).toHaveLength(32);
  });

  it('never replaces what is there, a link that leads nowhere included', () => {
    const before = readFileSync(keyPath);
    expect(refusal(() => makeKey(keyPath))).toContain('is there already');
    expect(readFileSync(keyPath)).toEqual(before);
    const link = join(folder, 'link');
    symlinkSync(join(folder, 'nowhere'), link);
    expect(refusal(() => makeKey(link))).toContain('is there already');
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });

  it.each([0o640, 0o604, 0o660, 0o644])('that others can read is refused (rights %o)', (mode) => {
    const path = fileOf(readFileSync(keyPath, 'utf8'), mode);
    expect(refusal(() => loadSigner(path))).toContain(`can be read by others (its rights are ${mode.toString(8)})`);
  });

  it('of another kind, behind a passphrase, cut short or missing is refused, and nothing of it is repeated', () => {
    const pem = (type: 'rsa' | 'x25519'): string => (type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2_048 }) : generateKeyPairSync('x25519')).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const locked = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();
    const secret = readFileSync(keyPath, 'utf8').split('\n')[1] ?? '';
    expect(refusal(() => loadSigner(fileOf(pem('rsa'))))).toContain('a key of kind rsa');
    expect(refusal(() => loadSigner(fileOf(pem('x25519'))))).toContain('a key of kind x25519');
    expect(refusal(() => loadSigner(fileOf(locked)))).toContain('no unencrypted private key');
    expect(refusal(() => loadSigner(fileOf(`-----BEGIN PRIVATE KEY-----\n${secret.slice(0, 30)}`)))).not.toContain(secret.slice(0, 30));
    expect(refusal(() => loadSigner(fileOf('a'.repeat(70_000))))).toContain('too long');
    expect(refusal(() => loadSigner(folder))).toContain('is a directory');
    expect(refusal(() => loadSigner(join(folder, 'none')))).toContain('cannot be read');
  });
});

describe('a signature', () => {
  const signature = sign(root, made);

  it('stands in the seal of a file and holds for its root', () => {
    const writer = new LineWriter(() => undefined);
    writer.add('{"k":"manifest"}');
    const seal = writer.seal((sealed) => sign(sealed, made));
    expect(checkSignature(Buffer.from(seal.root, 'hex'), seal.signature)).toBe(true);
    expect(checkSignature(root, seal.signature)).toBe(false);
  });

  it('can be checked by anybody who reads how it is made', () => {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(signature.key, 'base64').toString('base64url') }, format: 'jwk' });
    const value = Buffer.from(signature.value, 'base64');
    expect(verify(null, Buffer.concat([Buffer.from('obs-tui incident root v1\n'), root]), key, value)).toBe(true);
    expect(verify(null, root, key, value)).toBe(false);
  });

  it('fails after any one flipped bit of root, key or value', () => {
    const flipped = (bytes: Buffer, bit: number): Buffer => bytes.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)) as Buffer;
    const text = (base64: string, bit: number): string => Buffer.from(flipped(Buffer.from(base64, 'base64'), bit)).toString('base64');
    const bits = (bytes: number): readonly number[] => Array.from({ length: bytes }, (_, index) => index * 8 + (index % 8));
    expect(bits(32).filter((bit) => checkSignature(Buffer.from(flipped(root, bit)), signature))).toEqual([]);
    expect(bits(32).filter((bit) => checkSignature(root, { ...signature, key: text(signature.key, bit) }))).toEqual([]);
    expect(bits(64).filter((bit) => checkSignature(root, { ...signature, value: text(signature.value, bit) }))).toEqual([]);
  });

  it('of another shape is none, whatever stands in the file', () => {
    const odd = [undefined, null, {}, 5, 'ed25519', { ...signature, algorithm: 'none' }, { ...signature, key: `${signature.key} ` }, { ...signature, key: [] }, { ...signature, value: '' }, { ...signature, value: `${signature.value}AA` }];
    expect(odd.filter((value) => checkSignature(root, value as typeof signature))).toEqual([]);
    expect(checkSignature(root.subarray(1), signature)).toBe(false);
  });
});

describe('the file of trusted keys', () => {
  it('names keys, between comments and blank lines', () => {
    const other = makeKey(join(folder, 'other.pem')).publicKey;
    const path = fileOf(`# who may sign\n\nanna@ops  ${made.publicKey}\nbuild-2\t${other}\r\n`);
    expect([...trustedKeys(path)]).toEqual([[made.publicKey, 'anna@ops'], [other, 'build-2']]);
  });

  it('may be missing: then nobody is trusted', () => {
    expect(trustedKeys(join(folder, 'none')).size).toBe(0);
  });

  it('is refused where others can change it, but not where they can read it', () => {
    expect(refusal(() => trustedKeys(fileOf('', 0o664)))).toContain('can be changed by others');
    expect(trustedKeys(fileOf('', 0o644)).size).toBe(0);
  });

  it.each(['anna', `anna ${'A'.repeat(43)}`, 'anna not*base64', `a\u001b[31m ${'A'.repeat(43)}=`, `anna ${'A'.repeat(43)}= more`])('is refused with the number of a line that is none: %j', (line) => {
    expect(refusal(() => trustedKeys(fileOf(`# first\n${line}\n`)))).toMatch(/file-\d+:2 is no line of the form/);
  });
});
