import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Batch, Resume } from '../../../../src/data/sources/source.ts';
import { documentsOf } from '../../../../src/data/sources/trace-file/documents.ts';
import { traceFileAdapter } from '../../../../src/data/sources/trace-file/index.ts';
import { systemClock } from '../../../../src/lib/clock.ts';
import { shapeFault } from '../../../conformance/draft-shape.ts';
import { JAEGER, LISTED, OTLP, PRINTED, TREE } from './traces.ts';

const folder = mkdtempSync(join(tmpdir(), 'obs-tui-traces-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function collected<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

let files = 0;
function file(text: string): string {
  const path = join(folder, `${(files += 1)}.json`);
  writeFileSync(path, text);
  return path;
}

async function read(paths: readonly string[], { resume, signal = new AbortController().signal }: { resume?: Resume; signal?: AbortSignal } = {}): Promise<readonly Batch[]> {
  const config = traceFileAdapter.config.parse({ name: 'f', kind: 'trace-file', paths });
  return collected(traceFileAdapter.open(config, { clock: systemClock, random: () => 0 }).stream({ signal, resume }));
}

function namesIn(batches: readonly Batch[]): readonly string[] {
  const drafts = batches.flatMap((batch) => batch.drafts);
  expect(drafts.map(shapeFault).filter((fault) => fault !== undefined)).toEqual([]);
  return drafts.map((draft) => (draft.kind === 'span' ? draft.name : draft.kind === 'reject' ? `reject ${draft.line ?? '-'}` : draft.kind));
}

const lines = (...documents: readonly unknown[]): string => `${documents.map((document) => JSON.stringify(document)).join('\n')}\n`;

describe('files of traces', () => {
  it('are read in every form, as history, and then end', async () => {
    const batches = await read([JAEGER, OTLP, LISTED].map((document) => file(JSON.stringify(document, null, 2))));
    expect(namesIn(batches)).toEqual(['jaeger span', 'otlp span', 'listed span']);
    expect(batches.flatMap(({ drafts }) => drafts).every(({ backfilled }) => backfilled === true)).toBe(true);
    expect(namesIn(await read([file(JSON.stringify(TREE)), file(PRINTED)]))).toEqual(['message-send-abc123', 'tree span', 'message-send-abc123', 'printed span']);
  });

  it('may hold one document to a line; a line that is none is rejected by number', async () => {
    const path = file(`${lines(OTLP, OTLP)}\n{"resourceSpans": [\n${lines({ level: 'info' }, OTLP)}`);
    expect(namesIn(await read([path]))).toEqual(['otlp span', 'otlp span', 'reject 4', 'reject 5', 'otlp span']);
  });

  it('that are cut are one reject, not one for every line', async () => {
    const path = file(JSON.stringify(JAEGER, null, 2).slice(0, -30));
    expect(namesIn(await read([path]))).toEqual(['reject -']);
  });

  it('tell their bytes once', async () => {
    const text = JSON.stringify(JAEGER);
    expect((await read([file(text)])).reduce((sum, { bytes }) => sum + bytes, 0)).toBe(text.length);
  });

  it('without times start when the file was written', async () => {
    const path = file(PRINTED);
    utimesSync(path, 1_700_000_000, 1_700_000_000);
    expect((await read([path]))[0]?.drafts[0]?.at).toBe(1_700_000_000_000_000);
  });

  it('go on with the next one after a failure, where they are resumed', async () => {
    const paths = [file(JSON.stringify(JAEGER)), file(JSON.stringify(OTLP))];
    const [, { resume } = {}] = await read(paths);
    expect(namesIn(await read(paths, resume === undefined ? {} : { resume }))).toEqual(['otlp span']);
  });

  it('yield nothing more once aborted', async () => {
    expect(await read([file(JSON.stringify(JAEGER))], { signal: AbortSignal.abort() })).toEqual([]);
  });

  it.each([
    ['is missing', () => join(folder, 'missing'), /does not exist/],
    ['is a folder', () => folder, /no regular file/],
  ])('fail for good where one %s', async (_, path, message) => {
    await expect(read([path()])).rejects.toMatchObject({ code: 'SOURCE_FILE', retry: false, message: expect.stringMatching(message) });
  });

  it('of any size are read line by line, but no document beyond the limit is', async () => {
    const text = lines(OTLP, OTLP, OTLP);
    const most = Math.ceil(text.length / 2);
    const found = await collected(documentsOf(file(text), most));
    expect(found.map(({ line, content }) => [line, 'json' in content])).toEqual([[1, true], [2, true], [3, true]]);
    await expect(collected(documentsOf(file(`[${text.replaceAll('\n', ' ')}]`), most))).rejects.toMatchObject({ code: 'SOURCE_FILE', message: expect.stringMatching(/a document of more than/) });
  });
});
