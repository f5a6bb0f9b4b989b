// Who sealed an incident file: an Ed25519 signature over the root of its lines. A root without one proves only that the file is in
// itself sound, for whoever changes the lines can compute a new root; a signature proves no more than the key behind it is trusted.
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign as signBytes, verify, type KeyObject } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { ObsError } from '../../model/errors.ts';
import { readSecretFile, readTrustedFile, spokenLines } from './key-file.ts';
import type { Signature } from './lines.ts';
import type { Hash } from './merkle.ts';

/** Stands before the root in what is signed, so that a signature made for something else can never pass as one of a root. */
const DOMAIN = Buffer.from('obs-tui incident root v1\n', 'latin1');
/** What a DER SubjectPublicKeyInfo of Ed25519 begins with (RFC 8410); the 32 bytes of the key follow. */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');
const ROOT_BYTES = 32;
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** Letters, digits and what joins them: a name is printed next to a verdict and must not look like more than a name. */
const TRUSTED_LINE = /^(?<name>[\w.@+-]{1,64})\s+(?<key>[A-Za-z0-9+/]{43}=)$/;

/** A private key that may sign. */
export interface Signer {
  readonly key: KeyObject;
  /** Base64 of the raw public key, 32 bytes. */
  readonly publicKey: string;
}

/** Reads a PKCS#8 PEM file. Throws KEY_FILE where others can read the file or it holds no unencrypted Ed25519 key. */
export function loadSigner(path: string): Signer {
  const pem = readSecretFile(path);
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch (cause) {
    throw new ObsError('KEY_FILE', `${path} holds no unencrypted private key in PEM form (PKCS#8)`, { cause });
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new ObsError('KEY_FILE', `${path} holds a key of kind ${key.asymmetricKeyType ?? 'unknown'}; incident files are signed with Ed25519`);
  return { key, publicKey: publicKeyText(key) };
}

/** Makes a key, writes it to a new file with rights 0600. Throws KEY_FILE where the file is there already or cannot be written. */
export function makeKey(path: string): Signer {
  const { privateKey } = generateKeyPairSync('ed25519');
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeNew(path, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  } catch (cause) {
    const isThere = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    const why = isThere ? 'is there already and is left as it is' : `cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new ObsError('KEY_FILE', `${path} ${why}`, { cause });
  }
  return { key: privateKey, publicKey: publicKeyText(privateKey) };
}

export function sign(root: Hash, signer: Signer): Signature {
  return { algorithm: 'ed25519', key: signer.publicKey, value: signBytes(null, signedBytes(root), signer.key).toString('base64') };
}

/**
 * True where the signature was made over this root with the private half of the key it names. Whose key that is, it does not say.
 * The signature comes out of a file and may be anything that JSON can hold.
 */
export function checkSignature(root: Hash, signature: Partial<Signature> | null | undefined): boolean {
  const raw = bytesOf(signature?.key, KEY_BYTES);
  const said = bytesOf(signature?.value, SIGNATURE_BYTES);
  if (signature?.algorithm !== 'ed25519' || root.length !== ROOT_BYTES || raw === undefined || said === undefined) return false;
  return verify(null, signedBytes(root), createPublicKey({ key: Buffer.concat([SPKI_HEAD, raw]), format: 'der', type: 'spki' }), said);
}

/** Keys that the operator trusts, to the name of each: lines of `name base64key`. Empty without a file. Throws KEY_FILE. */
export function trustedKeys(path: string): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  for (const { number, text } of spokenLines(readTrustedFile(path) ?? '')) {
    const { name, key } = TRUSTED_LINE.exec(text)?.groups ?? {};
    if (name === undefined || key === undefined || bytesOf(key, KEY_BYTES) === undefined) throw new ObsError('KEY_FILE', `${path}:${number} is no line of the form "name key", the key being base64 of 32 bytes`);
    known.set(key, name);
  }
  return known;
}

/** Base64 of the raw public half, 32 bytes. */
function publicKeyText(key: KeyObject): string {
  return createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(SPKI_HEAD.length).toString('base64');
}

function signedBytes(root: Hash): Buffer {
  return Buffer.concat([DOMAIN, root]);
}

/** The bytes of a base64 text in its one proper spelling. */
function bytesOf(text: unknown, length: number): Buffer | undefined {
  if (typeof text !== 'string') return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === length && bytes.toString('base64') === text ? bytes : undefined;
}

function writeNew(path: string, text: string): void {
  const descriptor = openSync(path, 'wx', 0o600);
  let isWritten = false;
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
    isWritten = true;
  } finally {
    closeSync(descriptor);
    if (!isWritten) rmSync(path, { force: true });
  }
}
