import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { leafHash, MerkleTree } from '../../../src/data/incident/merkle.ts';

/** The definition of the RFC, as it stands there. */
function definition(lines: readonly string[]): Buffer {
  const sha = (...parts: readonly (Buffer | string)[]): Buffer => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
  if (lines.length === 0) return sha();
  if (lines.length === 1) return sha(Buffer.from([0]), lines[0] ?? '');
  let split = 1;
  while (split * 2 < lines.length) split *= 2;
  return sha(Buffer.from([1]), definition(lines.slice(0, split)), definition(lines.slice(split)));
}

describe('the Merkle tree', () => {
  it('has the roots that the RFC defines, at every length on the way', () => {
    const lines = Array.from({ length: 131 }, (_, index) => `line ${index}`);
    const tree = new MerkleTree();
    const roots = [tree.root(), ...lines.map((text) => {
      tree.add(leafHash(text));
      return tree.root();
    })];
    expect(roots.map((root) => root.toString('hex'))).toEqual(roots.map((_, length) => definition(lines.slice(0, length)).toString('hex')));
    expect(tree.leaves).toBe(131);
  });

  it('has the known roots of the empty list and of one empty leaf', () => {
    const tree = new MerkleTree();
    expect(tree.root().toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    tree.add(leafHash(''));
    expect(tree.root().toString('hex')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
  });
});
