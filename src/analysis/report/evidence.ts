// What proves that the file is the one that was saved, and how far that goes. It never claims more than a hash can.
import { own } from '../../lib/text.ts';
import type { Evidence, ReportAbout } from './report.ts';
import { safe } from './words.ts';

const NO_ROOT = 'The session was not sealed when this report was made, so nothing shows whether it was changed since.';
const ROOT = 'The root is the RFC 6962 Merkle root (SHA-256) over the lines of the incident file. Whoever has this root from elsewhere can tell whether the file was changed; obs-tui incident verify names the first line that differs.';
const UNSIGNED = 'The root is not signed. It does not prove who made the file or when: whoever changes the file can compute a new root for it.';
const SIGNED = 'The root is signed with the Ed25519 key above. That proves that the holder of the key sealed this file; it does not prove when, or that the sources told the truth.';
const ADDED = 'Notes or choices were added after the file was sealed. They lie beside it, and the root does not cover them.';
const APART = 'This report is not part of the sealed file. Check what matters in the file itself.';

export function evidenceOf({ root, derivedFrom, signedBy, annotated }: ReportAbout): Evidence {
  const sentences = root === undefined ? [NO_ROOT] : [ROOT, signedBy === undefined ? UNSIGNED : SIGNED];
  return {
    root: safe(root), derivedFrom: safe(derivedFrom), signedBy: safe(signedBy),
    sentences: [...sentences, ...(root !== undefined && annotated === true ? [ADDED] : []), APART].map(own),
  };
}
