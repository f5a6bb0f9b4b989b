// The Merkle tree of RFC 6962 over lines: leaves are SHA-256(0x00 ‖ line), nodes SHA-256(0x01 ‖ left ‖ right), and a list is split at
// the largest power of two below its length. Roots are made on the way: memory grows with the logarithm of the lines.
import { createHash } from 'node:crypto';

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

/** 32 bytes. */
export type Hash = Buffer;

export function leafHash(line: Buffer | string): Hash {
  return createHash('sha256').update(LEAF).update(line).digest();
}

function nodeHash(left: Hash, right: Hash): Hash {
  return createHash('sha256').update(NODE).update(left).update(right).digest();
}

/** The root of no lines at all. */
const EMPTY = createHash('sha256').digest();

export class MerkleTree {
  /** Whole subtrees from the left, each half as large as the one before or smaller; the exponent of its size beside each. */
  readonly #subtrees: { readonly height: number; readonly hash: Hash }[] = [];
  #leaves = 0;

  get leaves(): number {
    return this.#leaves;
  }

  add(leaf: Hash): void {
    let node = { height: 0, hash: leaf };
    for (let left = this.#subtrees.at(-1); left !== undefined && left.height === node.height; left = this.#subtrees.at(-1)) {
      this.#subtrees.pop();
      node = { height: node.height + 1, hash: nodeHash(left.hash, node.hash) };
    }
    this.#subtrees.push(node);
    this.#leaves += 1;
  }

  /** Of the leaves so far; more may follow. */
  root(): Hash {
    const right = this.#subtrees.at(-1);
    if (right === undefined) return EMPTY;
    return this.#subtrees.slice(0, -1).reduceRight((hash, { hash: left }) => nodeHash(left, hash), right.hash);
  }
}
