// The head of an age file (age-encryption.org/v1), looked at before any key is tried: what it asks of us may cost memory and time
// before anything in it is proven, so everything unusual is refused here by counting characters.
import { ObsxFault } from './fault.ts';

/** What files begin with that age made, of whatever version. */
const FAMILY = 'age-encryption.org/';
const VERSION_LINE = 'age-encryption.org/v1';
/** The text form of age, which is read by `age` alone. */
const ARMOUR = '-----BEGIN AGE ENCRYPTED FILE-----';
export const MOST_HEADER_BYTES = 64 * 1_024;
/** Each costs a key agreement for each identity that is tried. */
const MOST_STANZAS = 20;
/** Scrypt with N = 2^18, r = 8 takes 256 MiB and about a second; each further step doubles both. */
export const MOST_WORK_FACTOR = 18;
/** A line of a body has 64 characters; only a shorter one ends it. */
const BODY_LINE = /^[A-Za-z0-9+/]{0,64}$/;
const FULL_LINE = 64;
const MAC_LINE = /^--- [A-Za-z0-9+/]{43}$/;
const ARGUMENTS = /^-> [!-~]+(?: [!-~]+)*$/;
const SALT = /^[A-Za-z0-9+/]{22}$/;

/** What opens the file: one passphrase, or the key of any of its recipients. */
export type LockKind = 'passphrase' | 'recipients';

/** True for the first bytes of any age file, those that are then refused included. */
export function beginsEncrypted(bytes: Buffer): boolean {
  return [FAMILY, ARMOUR].some((start) => bytes.toString('latin1', 0, start.length) === start);
}

/** `bytes` is the start of the file, MOST_HEADER_BYTES of it or all. Throws ObsxFault unless its head is one that may be tried. */
export function checkHeader(bytes: Buffer): LockKind {
  const next = headerLines(bytes);
  const stanzas: (readonly string[])[] = [];
  let line = next();
  for (; line.startsWith('->'); line = next()) {
    if (stanzas.length === MOST_STANZAS) throw new ObsxFault('too-large', `the encrypted file names more than ${MOST_STANZAS} recipients`);
    if (!ARGUMENTS.test(line)) throw altered();
    stanzas.push(line.slice(3).split(' '));
    skipBody(next);
  }
  if (!MAC_LINE.test(line) || stanzas.length === 0) throw altered();
  const scrypt = stanzas.find(([kind]) => kind === 'scrypt');
  if (scrypt === undefined) return 'recipients';
  checkScrypt(scrypt);
  // Whoever knows the passphrase could otherwise make a file that another recipient opens and takes for one from the other side.
  if (stanzas.length > 1) throw altered('is locked with a passphrase and for recipients at once');
  return 'passphrase';
}

function checkScrypt([, salt = '', factor = '', ...rest]: readonly string[]): void {
  if (!SALT.test(salt) || !/^[1-9]\d*$/.test(factor) || rest.length > 0) throw altered();
  if (factor.length > 2 || Number(factor) > MOST_WORK_FACTOR) throw new ObsxFault('too-large', `the encrypted file asks for scrypt work factor ${factor.slice(0, 12)}; at most ${MOST_WORK_FACTOR} is computed for a file`);
}

function skipBody(next: () => string): void {
  for (let length = FULL_LINE; length === FULL_LINE; ) {
    const line = next();
    if (!BODY_LINE.test(line)) throw altered();
    length = line.length;
  }
}

/** Gives the line behind the first one, and at each call the next, without its end. */
function headerLines(bytes: Buffer): () => string {
  const head = bytes.subarray(0, MOST_HEADER_BYTES);
  let at = 0;
  const next = (): string => {
    const end = head.indexOf(0x0a, at);
    if (end < 0 && bytes.length >= MOST_HEADER_BYTES) throw new ObsxFault('too-large', `the head of the encrypted file is longer than ${MOST_HEADER_BYTES} bytes`);
    if (end < 0) throw new ObsxFault('truncated', 'the encrypted file ends inside its head');
    const line = head.toString('latin1', at, end);
    at = end + 1;
    return line;
  };
  if (!beginsEncrypted(head)) throw new ObsxFault('foreign', 'this is no encrypted file');
  if (head.toString('latin1', 0, ARMOUR.length) === ARMOUR) throw new ObsxFault('foreign', 'the file is an age file in its text form, of which only the binary one is read');
  if (next() !== VERSION_LINE) throw new ObsxFault('newer', 'the file is encrypted with a version of age other than v1');
  return next;
}

function altered(what = 'has a damaged head'): ObsxFault {
  return new ObsxFault('altered', `the encrypted file ${what}`);
}
