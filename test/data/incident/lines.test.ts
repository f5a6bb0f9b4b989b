import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { containerBlocks, ContainerWriter } from '../../../src/data/incident/container.ts';
import { ObsxFault } from '../../../src/data/incident/fault.ts';
import { checkedLines, LineWriter, type Seal } from '../../../src/data/incident/lines.ts';
import { seededRandom } from '../../../src/lib/random.ts';

function written(lines: readonly string[]): { readonly file: Buffer; readonly seal: Seal } {
  const chunks: Buffer[] = [];
  const writer = new LineWriter((bytes) => chunks.push(bytes));
  for (const line of lines) writer.add(line);
  const seal = writer.seal();
  return { file: Buffer.concat(chunks), seal };
}

function reading(file: Buffer): (length: number) => Buffer {
  let at = 0;
  return (length) => file.subarray(at, (at += Math.min(length, file.length - at)));
}

function readBack(file: Buffer): { readonly lines: readonly string[]; readonly seal: Seal } {
  const lines: string[] = [];
  const steps = checkedLines(containerBlocks(reading(file)));
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return { lines, seal: step.value };
    lines.push(step.value.json);
  }
}

function fault(file: Buffer): ObsxFault | undefined {
  try {
    readBack(file);
    return undefined;
  } catch (error) {
    if (error instanceof ObsxFault) return error;
    throw error;
  }
}

/** Packs lines that somebody edited, with a container that is sound. */
function packed(texts: readonly string[]): Buffer {
  const chunks: Buffer[] = [];
  const container = new ContainerWriter((bytes) => chunks.push(bytes));
  for (let from = 0; from < texts.length; from += 1_024) container.block(texts.slice(from, from + 1_024).join(''));
  container.end();
  return Buffer.concat(chunks);
}

function unpacked(file: Buffer): string[] {
  return [...containerBlocks(reading(file))].flatMap((block) => block.slice(0, -1).split('\n').map((text) => `${text}\n`));
}

const LINES = Array.from({ length: 3_000 }, (_, index) => JSON.stringify({ k: 'log', seq: index + 1, text: `row ${index} ü\t\n` }));
const { file, seal } = written(LINES);

describe('an incident file', () => {
  it('gives back its lines between checkpoints, and the root that its seal names', () => {
    const back = readBack(file);
    expect(back.lines.filter((json) => json.startsWith('{"k":"log"'))).toEqual(LINES);
    expect(back.seal).toEqual(seal);
    expect(seal.lines).toBe(3_003);
  });

  it('is a zstd stream that holds lines, whose root anybody can compute', () => {
    const leaves = unpacked(file).map((text) => createHash('sha256').update('\u0000').update(text.slice(0, -10)).digest()).slice(0, -1);
    const root = (from: number, to: number): Buffer => {
      if (to - from === 1) return leaves[from] ?? Buffer.alloc(0);
      const split = from + 2 ** Math.ceil(Math.log2(to - from) - 1);
      return createHash('sha256').update('\u0001').update(root(from, split)).update(root(split, to)).digest();
    };
    expect(root(0, leaves.length).toString('hex')).toBe(seal.root);
  });

  it('without a line is its seal alone', () => {
    expect(readBack(written([]).file).seal).toMatchObject({ lines: 0 });
  });

  it('is refused after any one of 1,000 random bit flips, the place named', () => {
    const random = seededRandom(7);
    const faults = Array.from({ length: 1_000 }, () => {
      const flipped = Buffer.from(file);
      const place = Math.floor(random() * file.length);
      flipped[place] = (flipped[place] ?? 0) ^ (1 << Math.floor(random() * 8));
      return fault(flipped);
    });
    expect(faults.filter((found) => found === undefined)).toEqual([]);
    // The first sixteen bytes say what the file is: no line is known before them.
    expect(faults.filter((found) => found?.line === undefined).map((found) => found?.message)).toEqual(faults.filter((found) => /no incident file|newer|version of the format/.test(found?.message ?? '')).map((found) => found?.message));
  });

  it('is refused when it ends early, wherever that is', () => {
    for (const length of [0, 5, 15, 16, 30, 1_000, file.length - 41, file.length - 1]) expect(fault(file.subarray(0, length))?.kind).toMatch(/truncated|foreign|altered/);
  });

  it('is refused with anything behind its end, of a newer format, and where it is another kind of file', () => {
    expect(fault(Buffer.concat([file, Buffer.from([0])]))?.message).toMatch(/^something was added behind the end/);
    const newer = Buffer.from(file);
    newer[15] = 2;
    expect(fault(newer)).toMatchObject({ kind: 'newer', code: 'SESSION_NEWER' });
    expect(fault(Buffer.from('SQLite format 3\u0000 and more'))).toMatchObject({ kind: 'foreign' });
  });
});

describe('lines that were edited, in a container that is sound', () => {
  const texts = unpacked(file);
  const edits: readonly (readonly [string, (lines: string[], at: number) => void])[] = [
    ['altered', (lines, at) => (lines[at] = (lines[at] ?? '').replace('row', 'cow'))],
    ['removed', (lines, at) => lines.splice(at, 1)],
    ['doubled', (lines, at) => lines.splice(at + 1, 0, lines[at] ?? '')],
    ['swapped with the next', (lines, at) => lines.splice(at, 2, lines[at + 1] ?? '', lines[at] ?? '')],
    ['made up', (lines, at) => lines.splice(at, 0, '{"k":"log","seq":5}\t00000000\n')],
  ];

  it.each(edits)('%s, are named by the first line that is wrong', (what, edit) => {
    const random = seededRandom(what.length);
    for (let edited = 0; edited < 40; ) {
      const lines = [...texts];
      // Checkpoints and the seal are named by their own number too; here rows are edited.
      const at = 1 + Math.floor(random() * 2_900);
      if (!lines[at]?.startsWith('{"k":"log"') || !lines[at + 1]?.startsWith('{"k":"log"')) continue;
      edited += 1;
      edit(lines, at);
      expect(fault(packed(lines))?.line).toBe(what === 'doubled' ? at + 2 : at + 1);
    }
  });

  it('with a tag made to fit are named by the checkpoint that does not', () => {
    const lines = [...texts];
    const forged = written([...LINES.slice(0, 500), LINES[500]?.replace('row', 'cow') ?? '', ...LINES.slice(501)]);
    lines[500] = unpacked(forged.file)[500] ?? '';
    expect(fault(packed(lines))).toMatchObject({ line: 1_024 });
  });

  it('behind the seal are named', () => {
    expect(fault(packed([...texts, texts[3] ?? '']))?.message).toMatch(/^line 3005 was added behind the seal|^line 3005 is not/);
  });
});

describe('a bomb', () => {
  it('is not unpacked beyond what a block may hold', () => {
    const before = process.memoryUsage().rss;
    const chunks: Buffer[] = [];
    const container = new ContainerWriter((bytes) => chunks.push(bytes));
    container.block('a'.repeat(70 * 1_024 * 1_024));
    expect(fault(Buffer.concat(chunks))).toMatchObject({ kind: 'altered', message: expect.stringMatching(/^block 1 claims to be larger than a block may be: line 1 /) });
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1_024 * 1_024);
  });
});

describe('the file outside of obs-tui', () => {
  it('is read by zstd itself where that is installed', () => {
    const has = ((): boolean => {
      try {
        execFileSync('zstd', ['--version'], { stdio: 'ignore' });
        return true;
      } catch {
        return false;
      }
    })();
    const plain = has ? execFileSync('zstd', ['-dc'], { input: file, maxBuffer: 2 ** 28 }).toString('utf8') : unpacked(file).join('');
    expect(plain).toBe(unpacked(file).join(''));
  });
});
