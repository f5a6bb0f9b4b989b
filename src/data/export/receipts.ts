// The report as receipts: one JSON object a line, oldest first, and a file with the Merkle root over the lines. The specification of the
// receipts does not say how a root is computed; here it is RFC 6962 with SHA-256, and every hash carries that name. `root_hash` of a receipt
// is the root over the lines before it, so that each line can be checked when it is appended. What is not known is null.
import type { Report } from '../../analysis/report/report.ts';
import { leafHash, MerkleTree } from '../incident/merkle.ts';
import type { Exporter } from './exporter.ts';
import { receiptsOf } from './receipt-types.ts';
import { instant } from './rfc3339.ts';

const PROFILE = 'rfc6962-sha256';
const LINES = 'receipts/observability/observability_events.jsonl';

export const receipts: Exporter = {
  id: 'receipts', extension: 'jsonl', title: 'Receipts',
  write: (report) => {
    const tree = new MerkleTree();
    const lines = receiptsOf(report).map((receipt) => {
      const line = JSON.stringify({ ...receipt, root_hash: hashText(tree) });
      tree.add(leafHash(line));
      return `${line}\n`;
    });
    return [{ name: LINES, text: lines.join('') }, { name: 'ROOT.observability.txt', text: rootText(tree, report) }];
  },
};

function hashText(tree: MerkleTree): string {
  return `${PROFILE}:${tree.root().toString('hex')}`;
}

function rootText(tree: MerkleTree, { known }: Report): string {
  return [
    `profile: ${PROFILE}`, `root: ${tree.root().toString('hex')}`, `count: ${tree.leaves}`, `file: ${LINES}`, `ts: ${instant(known)}`, 'signed: no', '',
  ].join('\n');
}
