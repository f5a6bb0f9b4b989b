// Files that hold traces, each read once. What they hold happened before: it is history.
import type { Draft, RejectDraft } from '../../../model/signal.ts';
import { excerptOf } from '../decode/excerpt.ts';
import { decodeSpanTreeText } from '../decode/span-tree-text.ts';
import type { Adapter, Batch, StreamOptions } from '../source.ts';
import { traceFileConfig, type TraceFileConfig } from './config.ts';
import { documentsOf, type FileDocument } from './documents.ts';
import { piecesOf, type Piece } from './form.ts';

export const traceFileAdapter: Adapter<TraceFileConfig> = {
  kind: 'trace-file',
  title: 'Files of traces (Jaeger JSON, OTLP JSON, lists and trees of spans)',
  provides: ['span', 'reject', 'health'],
  config: traceFileConfig,
  target: ({ paths }) => paths.join(', '),
  open: (config) => ({ stream: (options) => read(config, options) }),
};

async function* read(config: TraceFileConfig, { signal, resume }: StreamOptions): AsyncIterable<Batch> {
  const paths = [...new Set(config.paths)];
  const done = resume?.['files'];
  for (let index = typeof done === 'number' ? done : 0; index < paths.length; index += 1) {
    for await (const document of documentsOf(paths[index] ?? '')) {
      let { bytes } = document;
      for (const piece of piecesIn(document)) {
        if (signal.aborted) return;
        yield { drafts: piece.map((draft): Draft => placed(draft, document)), bytes };
        bytes = 0;
      }
      if (signal.aborted) return;
    }
    yield { drafts: [], bytes: 0, resume: { files: index + 1 } };
  }
}

function piecesIn({ content, written, line }: FileDocument): Iterable<Piece> {
  if ('json' in content) return piecesOf(content.json, written);
  if ('tree' in content) {
    const { spans, rejects } = decodeSpanTreeText(content.tree, written);
    return slices([...spans, ...rejects]);
  }
  const reason = line === undefined ? 'this is no trace of a form that is known: broken JSON, perhaps cut' : 'broken JSON';
  const reject: RejectDraft = { kind: 'reject', at: written, reason, excerpt: excerptOf(content.broken) };
  return [[reject]];
}

const SLICE = 2_000;

function* slices(drafts: Piece): Iterable<Piece> {
  for (let start = 0; start < drafts.length; start += SLICE) yield drafts.slice(start, start + SLICE);
}

function placed(draft: Piece[number], { line }: FileDocument): Draft {
  if (draft.kind === 'span') return { ...draft, backfilled: true };
  return line === undefined ? draft : { ...draft, line };
}
