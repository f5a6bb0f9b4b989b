// Incident files that only chosen people can open: age v1 around the whole file, so that `age -d` opens them too. Chunks of 64 KiB pass
// through one at a time, and no byte of a chunk leaves before the chunk is proven to be what was encrypted.
import type { FileHandle } from 'node:fs/promises';
import type { Decrypter, Encrypter } from 'age-encryption';
import { ObsError } from '../../model/errors.ts';
import { codeOf } from '../session/errors.ts';
import { beginsEncrypted, checkHeader, MOST_HEADER_BYTES, MOST_WORK_FACTOR, type LockKind } from './age-header.ts';
import { ObsxFault } from './fault.ts';
import { chunksOf, startOf, withFile, writeChunks } from './file-chunks.ts';
import { readSecretFile, spokenLines } from './key-file.ts';

/** What age encrypts at a time. */
const CHUNK_BYTES = 64 * 1_024;
/** More than the first line of any kind of age file. */
const START_BYTES = 64;

/** Either recipients (`age1…`) or a passphrase; age knows no file with both. */
export type Lock = { readonly recipients: readonly string[] } | { readonly passphrase: string };

/** All that may be tried. */
export interface Keys {
  /** `AGE-SECRET-KEY-1…` and `AGE-SECRET-KEY-PQ-1…`. */
  readonly identities?: readonly string[];
  readonly passphrase?: string;
}

/** Encrypts a file into a new one, whole or not at all, rights 0600. Throws KEY_FILE for a recipient that is none. */
export async function encryptFile(from: string, to: string, lock: Lock, signal?: AbortSignal): Promise<void> {
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  if ('passphrase' in lock) usePassphrase(encrypter, lock.passphrase);
  else useRecipients(encrypter, lock.recipients);
  await withFile(from, async (file) => {
    const plain = ReadableStream.from(chunksOf(file, from));
    await writeChunks(to, await encrypter.encrypt(plain), signal);
  });
}

/**
 * Decrypts a file into a new one, whole or not at all, rights 0600. Throws INCIDENT_LOCKED where no key fits, ObsxFault where the file
 * is damaged or asks for more than is computed for a file.
 */
export async function decryptTo(from: string, to: string, keys: Keys, signal?: AbortSignal): Promise<void> {
  await withFile(from, async (file) => {
    checkKeys(await lockKind(file), keys);
    const plain = await openStream(file, from, await decrypterFor(keys));
    await writeChunks(to, provenChunks(plain), signal);
  });
}

/** Whether the file is an age file of any kind, by its first bytes. Throws where it cannot be read. */
export function isEncrypted(path: string): boolean {
  return beginsEncrypted(startOf(path, START_BYTES));
}

/** What must be asked for in order to open the file. Throws ObsxFault where the file cannot be opened by anything. */
export function lockOf(path: string): LockKind {
  return checkHeader(startOf(path, MOST_HEADER_BYTES));
}

/** The secret keys in a file as `age-keygen` writes it, which only its owner can read. Throws KEY_FILE. */
export async function loadIdentities(path: string): Promise<readonly string[]> {
  const identities = spokenLines(readSecretFile(path));
  if (identities.length === 0) throw new ObsError('KEY_FILE', `${path} holds no key`);
  const { Decrypter } = await import('age-encryption');
  for (const { number, text } of identities) tryKey(() => new Decrypter().addIdentity(text), `${path}:${number} is no secret key of age (AGE-SECRET-KEY-1...)`);
  return identities.map(({ text }) => text);
}

function usePassphrase(encrypter: Encrypter, passphrase: string): void {
  if (passphrase === '') throw new ObsError('USAGE', 'an empty passphrase locks nothing');
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(MOST_WORK_FACTOR);
}

function useRecipients(encrypter: Encrypter, recipients: readonly string[]): void {
  if (recipients.length === 0) throw new ObsError('USAGE', 'there is nobody to encrypt for');
  for (const recipient of recipients) tryKey(() => encrypter.addRecipient(recipient), secretOrNot(recipient));
}

/** A secret key in the place of a public one is the likeliest slip, and must not be repeated in a message. */
function secretOrNot(recipient: string): string {
  return recipient.toUpperCase().startsWith('AGE-SECRET-KEY-') ? 'a secret key of age is no recipient: name its public half (age1...)' : `"${recipient.slice(0, 80)}" is no recipient of age (age1...)`;
}

/** What a library says about a bad key may hold the key: it is not kept as the cause. */
function tryKey(step: () => void, complaint: string): void {
  try {
    step();
  } catch {
    throw new ObsError('KEY_FILE', complaint);
  }
}

function checkKeys(kind: LockKind, keys: Keys): void {
  const isTried = kind === 'passphrase' ? keys.passphrase !== undefined : (keys.identities ?? []).length > 0;
  if (!isTried) throw new ObsError('INCIDENT_LOCKED', kind === 'passphrase' ? 'the file is locked with a passphrase' : 'the file is locked for the keys of its recipients');
}

async function decrypterFor({ identities = [], passphrase }: Keys): Promise<Decrypter> {
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  for (const identity of identities) tryKey(() => decrypter.addIdentity(identity), 'what was given as an identity is no secret key of age');
  if (passphrase !== undefined) decrypter.addPassphrase(passphrase);
  return decrypter;
}

async function openStream(file: FileHandle, path: string, decrypter: Decrypter): Promise<AsyncIterable<Uint8Array>> {
  try {
    return await decrypter.decrypt(ReadableStream.from(chunksOf(file, path)));
  } catch (cause) {
    if (cause instanceof ObsError) throw cause;
    // The words of the library, which is pinned to one version; a test holds them.
    if (cause instanceof Error && cause.message.includes('no identity matched')) throw new ObsError('INCIDENT_LOCKED', 'the passphrase or key does not open the file');
    throw new ObsxFault('altered', 'the head of the encrypted file is not the one that was written', { cause });
  }
}

/** Chunks as they are proven. The first that is not ends it. */
async function* provenChunks(plain: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let proven = 0;
  try {
    for await (const chunk of plain) {
      proven += 1;
      yield chunk;
    }
  } catch (cause) {
    if (cause instanceof ObsError || /^E[A-Z]+$/.test(codeOf(cause))) throw cause;
    throw new ObsxFault('altered', `the encrypted file is altered or cut short after ${proven * CHUNK_BYTES} bytes of its content`, { cause });
  }
}

async function lockKind(file: FileHandle): Promise<LockKind> {
  const head = Buffer.alloc(MOST_HEADER_BYTES);
  const { bytesRead } = await file.read(head, 0, head.length, 0);
  return checkHeader(head.subarray(0, bytesRead));
}
