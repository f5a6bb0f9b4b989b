// YAML with the place of everything in it. A text that cannot be read is a list of problems, never an exception.
import { isAlias, isMap, isNode, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml';

export interface Place {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

export interface YamlText {
  readonly value: unknown;
  /** Where the value at this path stands, or the name before it; the nearest thing around it where there is none. */
  readonly placeOf: (path: readonly PropertyKey[], of: 'value' | 'name') => Place;
}

export type ReadYaml = { readonly ok: true; readonly yaml: YamlText } | { readonly ok: false; readonly message: string; readonly place: Place };

/** A configuration is written by hand: beyond this it is some other file. */
const MOST_CHARS = 1_000_000;
/** One anchor may be used this often; more is an attempt to fill the memory. */
const MOST_ALIASES = 100;
const START: Place = { line: 1, column: 1 };

export function readYaml(text: string): ReadYaml {
  if (text.length > MOST_CHARS) return { ok: false, message: 'the file is larger than 1 MB', place: START };
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const error = document.errors[0] ?? looseAlias(document);
  if (error !== undefined) return { ok: false, message: error.message, place: placeAt(counter, error.pos[0]) };
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return { ok: true, yaml: { value, placeOf: (path, of) => placeAt(counter, offsetOf(document, path, of)) } };
  } catch (problem) {
    // The package has no other way to say that aliases multiply without bound.
    if (problem instanceof ReferenceError) return { ok: false, message: problem.message, place: START };
    throw problem;
  }
}

interface Fault {
  readonly message: string;
  readonly pos: readonly [number, ...number[]];
}

/** The first `*name` whose `&name` does not stand before it: the package tells it later, and without its place. */
function looseAlias(document: Document): Fault | undefined {
  let found: Fault | undefined;
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return undefined;
      found = { message: `there is no &${alias.source} before this *${alias.source}`, pos: [alias.range?.[0] ?? 0] };
      return visit.BREAK;
    },
  });
  return found;
}

function placeAt(counter: LineCounter, offset: number): Place {
  const { line, col } = counter.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

function offsetOf(document: Document, path: readonly PropertyKey[], of: 'value' | 'name'): number {
  const named = of === 'name' ? nameOffset(document, path) : undefined;
  if (named !== undefined) return named;
  for (let length = path.length; length > 0; length -= 1) {
    const start = startOf(document.getIn(path.slice(0, length), true));
    if (start !== undefined) return start;
  }
  return startOf(document.contents) ?? 0;
}

function nameOffset(document: Document, path: readonly PropertyKey[]): number | undefined {
  const around = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(around)) return undefined;
  const pair = around.items.find(({ key }) => isScalar(key) && String(key.value) === String(path.at(-1)));
  return startOf(pair?.key);
}

function startOf(node: unknown): number | undefined {
  return (isNode(node) || isAlias(node)) && node.range ? node.range[0] : undefined;
}
