// `obs-tui incident verify`: reads a file to its seal and says what that proves.
import { count } from '../../lib/format.ts';
import { visible } from '../../lib/text.ts';
import { findIncident, noteChecked } from '../../data/incident/library.ts';
import { trustedKeys } from '../../data/incident/sign.ts';
import type { Verdict } from '../../data/jobs/job.ts';
import { ObsError } from '../../model/errors.ts';
import { appPaths } from '../paths.ts';
import { safeJson } from '../safe-json.ts';
import type { GlobalOptions } from '../global-options.ts';
import { jobFor } from './job.ts';
import { unlockFor, type UnlockOptions } from './unlock.ts';

export interface VerifyOptions extends GlobalOptions, UnlockOptions {
  readonly json?: boolean;
}

export async function incidentVerify(wanted: string, options: VerifyOptions): Promise<number> {
  const { incidents, trustedKeys: trusted } = appPaths();
  const { path } = findIncident(incidents, wanted);
  const verify = async (): Promise<Verdict> => jobFor('verifying', { type: 'verify', file: path, unlock: await unlockFor(path, options) });
  const verdict = await (path.startsWith(`${incidents}/`) ? noted(path, verify) : verify());
  const name = verdict.signedBy === undefined ? undefined : trustedKeys(trusted).get(verdict.signedBy);
  process.stdout.write(options.json === true ? `${safeJson({ path, ...verdict, signer: name })}\n` : `${words(verdict, name).join('\n')}\n`);
  return 0;
}

/** Verifies a file of the library, which keeps what came of it. */
export async function noted(path: string, verify: () => Promise<Verdict>): Promise<Verdict> {
  try {
    const verdict = await verify();
    noteChecked(path, verdict);
    return verdict;
  } catch (error) {
    if (error instanceof ObsError && error.code === 'SESSION_DAMAGED') noteChecked(path, undefined);
    throw error;
  }
}

/** What the seal says, and what it does not. */
function words({ lines, rows, root, signedBy, title }: Verdict, name: string | undefined): readonly string[] {
  const first = [`${visible(title)}: sound. ${count(lines)} lines with ${count(rows)} signals are as they were sealed.`, `root ${root}`];
  if (signedBy === undefined) {
    return [...first, 'Not signed: the root shows that nothing was changed since it was computed. It does not show who computed it: whoever', 'changes the file can compute another. Compare it with a root that you have by another way.'];
  }
  if (name === undefined) return [...first, `Signed with the key ${signedBy}, which is not among your trusted keys: it shows that the holder of that key sealed it.`];
  return [...first, `Signed by ${name}, whose key you trust (${signedBy}).`];
}
