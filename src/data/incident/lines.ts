// The lines of an incident file: JSON, a tab, and a short tag that ties the text to its place; every 1,024 lines a checkpoint, at the
// end the seal. Altered, missing, doubled and reordered lines are named by their number.
import { leafHash, MerkleTree, type Hash } from './merkle.ts';
import { ContainerWriter, MOST_BLOCK_BYTES } from './container.ts';
import { ObsxFault } from './fault.ts';

/** Lines between two checkpoints, the checkpoint counted. */
const BLOCK_LINES = 1_024;
/** Characters of one line; a log row of 10 MB fits. */
const MOST_LINE = 32 * 1_024 * 1_024;
const TAG_DIGITS = 8;
/** An odd number without a pattern: neighbours get tags that have nothing in common. */
const SPREAD = 0x9e37_79b1;

/** Eight hexadecimal digits: the first four bytes of the leaf, turned by the number of the line. */
function tagOf(leaf: Hash, number: number): string {
  return ((leaf.readUInt32BE(0) ^ Math.imul(number, SPREAD)) >>> 0).toString(16).padStart(TAG_DIGITS, '0');
}

export interface Seal {
  readonly k: 'seal';
  /** Lines before this one. */
  readonly lines: number;
  /** Hexadecimal Merkle root over them. */
  readonly root: string;
  readonly signature?: Signature;
}

export interface Signature {
  readonly algorithm: 'ed25519';
  /** Base64 of the raw public key, 32 bytes. */
  readonly key: string;
  /** Base64, over a fixed prefix and the 32 bytes of the root; see sign.ts. */
  readonly value: string;
}

export class LineWriter {
  readonly #container: ContainerWriter;
  readonly #tree = new MerkleTree();
  #texts: string[] = [];
  #length = 0;

  constructor(write: (bytes: Buffer) => void) {
    this.#container = new ContainerWriter(write);
  }

  get lines(): number {
    return this.#tree.leaves;
  }

  /** `json` is one value without a line end or a tab, as JSON.stringify writes it. */
  add(json: string): void {
    this.#put(json);
    if (this.#texts.length === BLOCK_LINES - 1 || this.#length >= MOST_BLOCK_BYTES / 4) this.#checkpoint();
  }

  /** Ends the file; `sign` gets the 32 bytes of the root. */
  seal(sign?: (root: Hash) => Signature): Seal {
    this.#checkpoint();
    const root = this.#tree.root();
    const signature = sign?.(root);
    const seal: Seal = { k: 'seal', lines: this.#tree.leaves, root: root.toString('hex'), ...(signature === undefined ? {} : { signature }) };
    this.#put(JSON.stringify(seal));
    this.#flush();
    this.#container.end();
    return seal;
  }

  #checkpoint(): void {
    if (this.#texts.length === 0) return;
    this.#put(JSON.stringify({ k: 'checkpoint', lines: this.#tree.leaves, root: this.#tree.root().toString('hex') }));
    this.#flush();
  }

  #put(json: string): void {
    const leaf = leafHash(json);
    this.#tree.add(leaf);
    const text = `${json}\t${tagOf(leaf, this.#tree.leaves)}\n`;
    this.#texts.push(text);
    this.#length += text.length;
  }

  #flush(): void {
    this.#container.block(this.#texts.join(''));
    this.#texts = [];
    this.#length = 0;
  }
}

export interface ReadLine {
  /** 1 for the first. */
  readonly number: number;
  readonly json: string;
}

/**
 * The lines of the blocks in order, the seal and the checkpoints too, each held to its tag, each checkpoint to its root, the seal to the
 * whole. Throws ObsxFault at the first that is not as it was written; a file that ends without a seal is truncated.
 */
export function* checkedLines(blocks: Iterable<string>): Generator<ReadLine, Seal> {
  const tree = new MerkleTree();
  let sealed: Seal | undefined;
  for (const block of named(blocks, tree)) {
    if (!block.endsWith('\n')) throw new ObsxFault('altered', `line ${tree.leaves + 1} and those behind it are not as they were written`, { line: tree.leaves + 1 });
    for (const text of block.slice(0, -1).split('\n')) {
      const number = tree.leaves + 1;
      if (sealed !== undefined) throw new ObsxFault('altered', `line ${number} was added behind the seal`, { line: number });
      const { json, leaf } = checkedText(text, number);
      if (json.startsWith('{"k":"checkpoint"') || json.startsWith('{"k":"seal"')) sealed = checkRoot(json, number, tree);
      tree.add(leaf);
      yield { number, json };
    }
  }
  if (sealed === undefined) throw new ObsxFault('truncated', `the file ends after line ${tree.leaves} without a seal`, { line: tree.leaves });
  return sealed;
}

/** A block that cannot be read takes its lines with it: the first of them is named. */
function* named(blocks: Iterable<string>, tree: MerkleTree): Generator<string, void> {
  try {
    yield* blocks;
  } catch (cause) {
    if (!(cause instanceof ObsxFault) || cause.line !== undefined || cause.kind === 'foreign' || cause.kind === 'newer') throw cause;
    const line = tree.leaves + 1;
    throw new ObsxFault(cause.kind, `${cause.message}: line ${line} and those behind it cannot be trusted`, { line, cause });
  }
}

function checkedText(text: string, number: number): { readonly json: string; readonly leaf: Hash } {
  if (text.length > MOST_LINE) throw new ObsxFault('too-large', `line ${number} is longer than ${MOST_LINE} characters`, { line: number });
  const tab = text.length - TAG_DIGITS - 1;
  const json = text.slice(0, Math.max(0, tab));
  const tag = text.slice(tab + 1);
  const leaf = leafHash(json);
  if (text[tab] === '\t' && tag === tagOf(leaf, number)) return { json, leaf };
  throw new ObsxFault('altered', `line ${number} is not the one that was written there: altered, moved, or one before it is missing`, { line: number });
}

/** The seal, where the line is one. */
function checkRoot(json: string, number: number, tree: MerkleTree): Seal | undefined {
  const said = JSON.parse(json) as Partial<Seal> & { readonly k: string };
  if (said.lines !== tree.leaves || said.root !== tree.root().toString('hex')) {
    throw new ObsxFault('altered', `the lines before line ${number} are not those that were sealed there`, { line: number });
  }
  return said.k === 'seal' ? (said as Seal) : undefined;
}
