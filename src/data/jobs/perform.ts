// What a job does. Synchronous work: the process has nothing else to do, and is killed where it takes too long.
import { join } from 'node:path';
import { ObsError } from '../../model/errors.ts';
import { makeRedactor } from '../../model/redact/redactor.ts';
import { addBeside } from '../incident/beside.ts';
import { decryptTo, encryptFile, isEncrypted, loadIdentities, type Lock } from '../incident/encrypt.ts';
import { loadFile, verifyFile, type Loaded, type OnProgress } from '../incident/load.ts';
import { measureIncident, saveIncident, signalsOf, type SavePlan } from '../incident/save.ts';
import { loadSigner, sign } from '../incident/sign.ts';
import { removeStaleFolders, temporaryFolder } from '../temporary.ts';
import type { Job, JobResults, RedactPlan, Seals, Unlock, Verdict } from './job.ts';

export interface PerformTools {
  /** Made for this one file: pseudonyms of two files cannot be compared. */
  readonly key: Buffer;
  readonly onProgress: OnProgress;
}

export async function perform(job: Job, { key, onProgress }: PerformTools): Promise<JobResults[Job['type']]> {
  removeStaleFolders();
  switch (job.type) {
    case 'measure':
      return measureIncident(job.plan, { redactor: redactorOf(job.plan, job.redact, key), onProgress });
    case 'save':
      return save(job, { key, onProgress });
    case 'verify':
      return opened(job.file, job.unlock, (file) => verdictOf(verifyFile(file, onProgress)));
    case 'load':
      return load(job, onProgress);
  }
}

function redactorOf({ redact }: SavePlan, { ips, rules }: RedactPlan, key: Buffer) {
  return redact ? makeRedactor({ key, ips, rules }) : undefined;
}

async function save({ plan, redact, path, seals }: Extract<Job, { type: 'save' }>, { key, onProgress }: PerformTools): Promise<JobResults['save']> {
  const signer = seals.signer === undefined ? undefined : loadSigner(seals.signer);
  const tools = { redactor: redactorOf(plan, redact, key), onProgress, ...(signer === undefined ? {} : { sign: (root: Buffer) => sign(root, signer) }) };
  const lock = lockOf(seals);
  if (lock === undefined) return savedVerdict(plan, saveIncident(plan, path, tools));
  return inPrivateFolder(async (folder) => {
    const plain = join(folder, 'incident.obsx');
    const saved = saveIncident(plan, plain, tools);
    await encryptFile(plain, path, lock);
    return savedVerdict(plan, saved);
  });
}

async function load({ file, target, unlock }: Extract<Job, { type: 'load' }>, onProgress: OnProgress): Promise<JobResults['load']> {
  const verdict = await opened(file, unlock, (plain) => verdictOf(loadFile(plain, target, onProgress)));
  return { ...verdict, beside: addBeside(file, verdict.root, target) };
}

function lockOf({ passphrase, recipients = [] }: Seals): Lock | undefined {
  if (passphrase !== undefined && recipients.length > 0) throw new ObsError('USAGE', 'a file is encrypted to recipients or with a passphrase, not both');
  if (passphrase !== undefined) return { passphrase };
  return recipients.length === 0 ? undefined : { recipients };
}

function savedVerdict({ title }: SavePlan, { seal, summary, bytes }: ReturnType<typeof saveIncident>): JobResults['save'] {
  const signedBy = seal.signature === undefined ? {} : { signedBy: seal.signature.key };
  return { lines: seal.lines + 1, rows: signalsOf(summary.rows), root: seal.root, title, bytes, ...signedBy };
}

function verdictOf({ manifest, summary, proof, lines }: Loaded): Verdict {
  return { lines, rows: signalsOf(summary.rows), title: manifest.title, ...proof };
}

function opened<T>(file: string, unlock: Unlock, use: (file: string) => T): T | Promise<T> {
  if (!isEncrypted(file)) return use(file);
  return inPrivateFolder(async (folder) => {
    const plain = join(folder, 'incident.obsx');
    const { passphrase, identities } = unlock;
    await decryptTo(file, plain, {
      ...(passphrase === undefined ? {} : { passphrase }),
      ...(identities === undefined ? {} : { identities: await loadIdentities(identities) }),
    });
    return use(plain);
  });
}

/** What is decrypted, or not encrypted yet, goes with the process, whoever ends it; after a kill, with the next job. */
async function inPrivateFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = temporaryFolder();
  process.once('exit', folder.remove);
  try {
    return await use(folder.path);
  } finally {
    process.off('exit', folder.remove);
    folder.remove();
  }
}
