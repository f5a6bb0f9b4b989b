// Reads an incident file to its end, every line checked, and makes a session of it or only verifies it. A file is believed once its seal
// holds: until then what was made is private, and a fault throws it away.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { SourceId } from '../../model/signal.ts';
import { openImport, type ImportWriter } from '../session/import.ts';
import { containerBlocks, type ReadBytes } from './container.ts';
import { flowOf, isFields, LineError, logOf, rareOf, sampleOf, seriesOf, spanOf, text, tickOf, whole, type Fields, type SeriesOfFile } from './decode.ts';
import { ObsxFault } from './fault.ts';
import { checkedLines, type Seal } from './lines.ts';
import { infoOf, manifestSchema, summarySchema, type Manifest, type Proof, type Summary } from './manifest.ts';
import { checkSignature } from './sign.ts';

export interface Loaded {
  readonly manifest: Manifest;
  readonly summary: Summary;
  readonly proof: Proof;
  /** Lines of the whole file, the seal too. */
  readonly lines: number;
}

/** Gives the share of the file that was read, 0 to 1, now and then. */
export type OnProgress = (share: number) => void;

/** Holds every line against the seal. Throws ObsxFault. */
export function verifyFile(path: string, onProgress: OnProgress = () => undefined): Loaded {
  return read(path, new Check(), onProgress);
}

/** Makes `target`, which must not be there, a session with the file's contents. Throws ObsxFault or what the writer throws; then there is no target. */
export function loadFile(path: string, target: string, onProgress: OnProgress = () => undefined): Loaded {
  const load = new Load(target);
  try {
    const loaded = read(path, load, onProgress);
    load.finish(loaded);
    return loaded;
  } catch (error) {
    load.abandon();
    throw error;
  }
}

/** Only the manifest: one block is read. */
export function readManifest(path: string): Manifest {
  return withFile(path, (bytes) => {
    for (const block of containerBlocks(bytes)) return manifestOf(parsed(block.slice(0, block.indexOf('\t')), 1));
    throw new ObsxFault('truncated', 'the file holds no line');
  });
}

/** What is done with the lines behind the manifest. */
interface Sink {
  begin(manifest: Manifest): void;
  line(k: string, line: Fields): void;
}

function read(path: string, sink: Sink, onProgress: OnProgress): Loaded {
  return withFile(path, (bytes, share) => {
    const lines = checkedLines(containerBlocks(bytes));
    let manifest: Manifest | undefined;
    let summary: Summary | undefined;
    let reported = 0;
    for (let step = lines.next(); ; step = lines.next()) {
      if (step.done === true) {
        if (manifest === undefined || summary === undefined) throw new ObsxFault('altered', 'the file has no summary before its seal');
        return { manifest, summary, proof: proofOf(step.value), lines: step.value.lines + 1 };
      }
      const { number, json } = step.value;
      const line = parsed(json, number);
      const k = line['k'];
      try {
        if (manifest === undefined) sink.begin((manifest = manifestOf(line)));
        else if (summary !== undefined) closing(k);
        else if (k === 'summary') summary = summarySchema.parse(line);
        else if (k !== 'checkpoint' && k !== 'seal') sink.line(String(k), line);
      } catch (cause) {
        if (!(cause instanceof LineError)) throw cause;
        throw new ObsxFault('altered', `line ${number}: ${cause.message}`, { line: number, cause });
      }
      if (number - reported < 10_000) continue;
      reported = number;
      onProgress(share());
    }
  });
}

function proofOf({ root, signature }: Seal): Proof {
  if (signature === undefined) return { root };
  if (checkSignature(Buffer.from(root, 'hex'), signature)) return { root, signedBy: signature.key };
  throw new ObsxFault('altered', 'the signature was not made over these lines');
}

/** Behind the summary stand only its checkpoint and the seal. */
function closing(k: unknown): void {
  if (k !== 'checkpoint' && k !== 'seal') throw new LineError('it stands behind the summary');
}

function parsed(json: string, number: number): Fields {
  try {
    const value: unknown = JSON.parse(json);
    if (isFields(value)) return value;
  } catch (cause) {
    throw new ObsxFault('altered', `line ${number} is no JSON`, { line: number, cause });
  }
  throw new ObsxFault('altered', `line ${number} is no JSON object`, { line: number });
}

function manifestOf(line: Fields): Manifest {
  if (typeof line['format'] === 'number' && line['format'] > 1) throw new ObsxFault('newer', `a newer obs-tui wrote this file (format ${line['format']})`);
  const result = manifestSchema.safeParse(line);
  if (!result.success) throw new LineError('it is no manifest of an incident');
  return result.data;
}

function withFile<T>(path: string, use: (bytes: ReadBytes, share: () => number) => T): T {
  const file = openSync(path, 'r');
  try {
    const size = Math.max(1, fstatSync(file).size);
    let at = 0;
    const bytes: ReadBytes = (length) => {
      // A length that the file only claims costs no memory.
      const buffer = Buffer.allocUnsafe(Math.min(length, Math.max(0, size - at)));
      let filled = 0;
      while (filled < buffer.length) {
        const got = readSync(file, buffer, filled, buffer.length - filled, at + filled);
        if (got === 0) break;
        filled += got;
      }
      at += filled;
      return buffer.subarray(0, filled);
    };
    return use(bytes, () => at / size);
  } finally {
    closeSync(file);
  }
}

const KINDS = new Set(['log', 'sample', 'span', 'health', 'gap', 'reject', 'note', 'flow', 'panel', 'fact', 'series', 'source', 'commit']);

/** Shape and order of the rows, without a session. */
class Check implements Sink {
  #seq = 0;
  #tick = 0;
  readonly #sources = new Set<number>([0]);
  readonly #series = new Map<number, SeriesOfFile>();

  begin(_manifest: Manifest): void {}

  line(k: string, line: Fields): void {
    if (!KINDS.has(k)) throw new LineError(`no line of kind "${k.slice(0, 40)}" is known`);
    if (k === 'source') return this.source(whole(line, 'id'), line);
    if (k === 'series') return void this.#series.set(whole(line, 'id'), this.#sourced(seriesOf(line)));
    const seq = whole(line, 'seq');
    if (k === 'commit') return this.#commit(seq, line);
    if (seq <= this.#seq || seq >= this.#tick) throw new LineError(`seq ${seq} is out of order`);
    this.#seq = seq;
    if (k === 'sample') {
      const series = this.#series.get(whole(line, 'series'));
      if (series === undefined) throw new LineError('its series is not known');
      return this.row(seq, series.source, () => sampleOf(line, series));
    }
    const source = whole(line, 'source');
    if (!this.#sources.has(source)) throw new LineError(`source ${source} is not known`);
    if (k === 'flow') return this.flow(seq, source, flowOf(line));
    this.row(seq, source, () => (k === 'log' ? logOf(line) : k === 'span' ? spanOf(line) : rareOf(k, line)));
  }

  #commit(seq: number, line: Fields): void {
    const tick = tickOf(line);
    if (seq <= this.#tick) throw new LineError(`commit ${seq} is out of order`);
    this.#seq = Math.max(this.#seq, this.#tick);
    this.#tick = seq;
    this.commit(tick);
  }

  #sourced(series: SeriesOfFile): SeriesOfFile {
    if (!this.#sources.has(series.source)) throw new LineError(`source ${series.source} is not known`);
    return series;
  }

  protected source(id: number, line: Fields): void {
    if (this.#sources.has(id)) throw new LineError(`source ${id} is there already`);
    for (const key of ['name', 'kind', 'target']) text(line, key);
    whole(line, 'seq');
    this.#sources.add(id);
  }

  protected commit(_tick: ReturnType<typeof tickOf>): void {}

  protected flow(_seq: number, _source: SourceId, _flow: ReturnType<typeof flowOf>): void {}

  protected row(_seq: number, _source: SourceId, draft: () => unknown): void {
    draft();
  }
}

/** So many lines are made readable at once: the first ones soon. */
const FIRST_PUBLISHED = 5_000;
const PUBLISHED = 100_000;

class Load extends Check {
  readonly #target: string;
  #writer: ImportWriter | undefined;
  #lines = 0;
  #last = 0;
  #due = FIRST_PUBLISHED;

  constructor(target: string) {
    super();
    this.#target = target;
  }

  override begin(manifest: Manifest): void {
    this.#writer = openImport(this.#target, manifest.session);
    for (const [key, value] of Object.entries(manifest.meta)) this.#writer.meta(key, value);
    this.#writer.meta('title', manifest.title);
    this.#writer.meta('incident', JSON.stringify(infoOf(manifest)));
  }

  finish({ manifest, summary, proof }: Loaded): void {
    this.#writer?.meta('incident', JSON.stringify({ ...infoOf(manifest, summary, proof), last: this.#last }));
    this.#writer?.finish();
  }

  abandon(): void {
    this.#writer?.abandon();
  }

  protected override source(id: number, line: Fields): void {
    super.source(id, line);
    this.#writer?.source(id, whole(line, 'seq'), { name: text(line, 'name'), kind: text(line, 'kind'), target: text(line, 'target') });
  }

  protected override commit(tick: ReturnType<typeof tickOf>): void {
    if (this.#lines >= this.#due) {
      this.#writer?.publish();
      this.#due = this.#lines + PUBLISHED;
    }
    this.#last = tick.seq;
    this.#writer?.commit(tick);
  }

  protected override flow(seq: number, source: SourceId, { draft, sums }: ReturnType<typeof flowOf>): void {
    this.#lines += 1;
    this.#writer?.flow(seq, source, draft, sums);
  }

  protected override row(seq: number, source: SourceId, draft: () => unknown): void {
    this.#lines += 1;
    const made = draft();
    if (made === undefined) throw new LineError('it is of no known kind');
    this.#writer?.row(seq, source, made as never);
  }
}
