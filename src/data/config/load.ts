// From the text of config.yaml to a Config, or to the list of everything that is wrong with it, each with its place.
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { nearest } from '../../lib/nearest.ts';
import { ADAPTERS } from '../sources/index.ts';
import { configSchema, type Config } from './schema.ts';

export interface ConfigProblem {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** `sources.0.url`; empty for the document itself. */
  readonly path: string;
  readonly message: string;
}

export type Loaded =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** A configuration is written by hand: beyond this it is some other file. */
const MOST_CHARS = 1_000_000;

export function loadConfig(text: string): Loaded {
  if (text.length > MOST_CHARS) return { ok: false, problems: [{ line: 1, column: 1, path: '', message: 'the file is larger than 1 MB' }] };
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const syntax = document.errors.map((error) => problemAt(counter, error.pos[0], '', error.message));
  if (syntax.length > 0) return { ok: false, problems: syntax };
  return validate(document, counter);
}

function validate(document: Document, counter: LineCounter): Loaded {
  const raw: unknown = document.toJS({ maxAliasCount: 100 }) ?? {};
  const parsed = configSchema.safeParse(raw);
  const issues = parsed.success ? [] : parsed.error.issues.flatMap((issue) => flatten(issue, []));
  const entries = typeof raw === 'object' && raw !== null && 'sources' in raw && Array.isArray(raw.sources) ? raw.sources : [];
  issues.push(...entries.flatMap((entry: unknown, index) => sourceIssues(entry, index)));
  if (parsed.success) issues.push(...relations(parsed.data));
  if (issues.length > 0 || !parsed.success) {
    return { ok: false, problems: issues.map((issue) => problemAt(counter, offsetOf(document, issue.path), issue.path.join('.'), issue.message)) };
  }
  return { ok: true, config: parsed.data };
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

function flatten(issue: z.core.$ZodIssue, base: readonly PropertyKey[]): readonly Issue[] {
  const path = [...base, ...issue.path];
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  return issue.keys.map((key) => ({ path: [...path, key], message: `there is no "${key}" here${suggestion(key)}` }));
}

const KNOWN_KEYS = [...Object.keys(configSchema.shape), 'name', 'kind', 'url', 'targets', 'paths', 'interval', 'timeout', 'panels'];

function suggestion(key: string): string {
  const near = nearest(key, KNOWN_KEYS);
  return near === undefined ? '' : `; did you mean "${near}"?`;
}

function sourceIssues(entry: unknown, index: number): readonly Issue[] {
  const base = ['sources', index];
  const kind = typeof entry === 'object' && entry !== null && 'kind' in entry ? String(entry.kind) : undefined;
  const kinds = ADAPTERS.map((adapter) => adapter.kind);
  const adapter = ADAPTERS.find((candidate) => candidate.kind === kind);
  if (kind === undefined) return [{ path: base, message: `kind is missing; one of ${kinds.join(', ')}` }];
  if (adapter === undefined) {
    const near = nearest(kind, kinds);
    return [{ path: [...base, 'kind'], message: `no source is of kind "${kind}"${near === undefined ? '' : `; did you mean "${near}"?`}` }];
  }
  const parsed = adapter.config.safeParse(entry);
  return parsed.success ? [] : parsed.error.issues.flatMap((issue) => flatten(issue, base));
}

/** What one entry alone cannot know: names are unique, panels name a source that exists. */
function relations(config: Config): readonly Issue[] {
  const names = config.sources.map((entry) => (typeof entry === 'object' && entry !== null && 'name' in entry ? String(entry.name) : ''));
  const doubles = names.flatMap((name, index) =>
    names.indexOf(name) < index ? [{ path: ['sources', index, 'name'], message: `another source is called "${name}" already` }] : [],
  );
  const strays = config.panels.flatMap((panel, index) => {
    if (panel.source === undefined || names.includes(panel.source)) return [];
    return [{ path: ['panels', index, 'source'], message: `no source is called "${panel.source}"` }];
  });
  return [...doubles, ...strays];
}

/** Where the path stands in the text; the nearest ancestor where the path itself is what is missing. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range !== null && node.range !== undefined) return node.range[0];
  }
  return isNode(document.contents) && document.contents.range ? document.contents.range[0] : 0;
}

function problemAt(counter: LineCounter, offset: number, path: string, message: string): ConfigProblem {
  const { line, col } = counter.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col), path, message };
}
