// A tree of spans as it is printed: `Trace: ID`, and below it `├── Span: NAME (2ms)` or `(timeout)`, drawn with box characters or ASCII.
// Pure and total: a line that is none of these is a reject beside the rest.
import type { Micros } from '../../../lib/micros.ts';
import type { RejectDraft, SpanDraft } from '../../../model/signal.ts';
import { excerptOf } from './excerpt.ts';
import { isMillis, spansOfTree, type Step } from './span-tree.ts';

const LINE = /^(?<drawn>[\s│├└─┬╰|`+\\-]*)(?<what>Trace|Span):[ \t]*(?<rest>\S.*)$/u;
const WORDS = /^(?<name>.*\S)\s*\((?<said>[^()]*)\)$/;
const MOST_NAME = 512;
/** Deeper trees are drawn by nobody. */
const MOST_DEEP = 100;

/** A step under way. */
interface Growing extends Step {
  /** Columns before its word. */
  readonly indent: number;
  readonly steps: Growing[];
}

export interface DecodedTree {
  readonly spans: readonly SpanDraft[];
  readonly rejects: readonly RejectDraft[];
}

/** Whether a text begins as such a tree does. */
export function isSpanTreeText(head: string): boolean {
  const [first = '', second = ''] = head.split(/\r?\n/).filter((line) => line.trim() !== '');
  return LINE.exec(first)?.groups?.['what'] === 'Trace' && LINE.exec(second)?.groups?.['what'] === 'Span';
}

/** Every trace of the text, one after the other from `at`: the form tells no times. */
export function decodeSpanTreeText(text: string, at: Micros): DecodedTree {
  const spans: SpanDraft[] = [];
  const rejects: RejectDraft[] = [];
  let open: Growing[] = [];
  const close = (): void => {
    const [trace] = open;
    if (trace !== undefined) for (const span of spansOfTree({ ...trace, traceId: trace.name }, at)) spans.push(span);
    open = [];
  };
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() === '') return;
    const step = stepOf(line);
    const isTrace = step?.what === 'Trace';
    if (isTrace) close();
    if (step === undefined || (!isTrace && open.length === 0)) {
      rejects.push({ kind: 'reject', at, reason: 'a line that is no step of a trace', excerpt: excerptOf(line), line: index + 1 });
      return;
    }
    // The trace itself is left open whatever the drawing says: every step belongs to it.
    while (open.length > 1 && (open.at(-1)?.indent ?? 0) >= step.indent) open.pop();
    if (open.length < MOST_DEEP) open.at(-1)?.steps.push(step);
    else open.at(-2)?.steps.push(step);
    if (open.length < MOST_DEEP) open.push(step);
  });
  close();
  return { spans, rejects };
}

function stepOf(line: string): (Growing & { readonly what: string }) | undefined {
  const { drawn = '', what = '', rest = '' } = LINE.exec(line)?.groups ?? {};
  if (what === '') return undefined;
  const { name = rest, said = '' } = WORDS.exec(rest.trim())?.groups ?? {};
  const parts = said.split(/[,;]/).map((part) => part.trim()).filter((part) => part !== '');
  const millis = parts.map(millisOf).find((value) => value !== undefined);
  const outcome = parts.find((part) => millisOf(part) === undefined);
  return { what, indent: drawn.length, name: name.trim().slice(0, MOST_NAME), millis, outcome, steps: [] };
}

const UNITS: ReadonlyMap<string, number> = new Map([['ns', 1e-6], ['us', 1e-3], ['µs', 1e-3], ['μs', 1e-3], ['ms', 1], ['s', 1_000], ['m', 60_000], ['min', 60_000]]);

function millisOf(text: string): number | undefined {
  const [, amount, unit = ''] = /^(\d{1,12}(?:\.\d{1,9})?)\s*([a-zµμ]{1,3})$/u.exec(text) ?? [];
  const size = UNITS.get(unit);
  const millis = Number(amount) * (size ?? Number.NaN);
  return isMillis(millis) ? millis : undefined;
}
