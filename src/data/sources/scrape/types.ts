// The TYPE lines of a metrics page, in both formats.
import { unescaped } from './head-reader.ts';

export type MetricType = 'counter' | 'gauge' | 'histogram' | 'gaugehistogram' | 'summary' | 'info' | 'stateset' | 'unknown';

const BY_WORD: ReadonlyMap<string, MetricType> = new Map([
  ['counter', 'counter'],
  ['gauge', 'gauge'],
  ['histogram', 'histogram'],
  ['gaugehistogram', 'gaugehistogram'],
  ['summary', 'summary'],
  ['info', 'info'],
  ['stateset', 'stateset'],
  ['unknown', 'unknown'],
  ['untyped', 'unknown'],
]);

/** The type that a word of a page or of a server's metadata names. */
export function metricType(word: string): MetricType | undefined {
  return BY_WORD.get(word);
}

const IS_TYPE = /^#[ \t]+TYPE(?:[ \t]|$)/;
const TYPE = /^#[ \t]+TYPE[ \t]+(?:"((?:[^"\\]|\\.)+)"|([^\s"]+))[ \t]+(\S+)$/;

/** What a `# TYPE` line declares; undefined for any other comment, a string is the reason why it cannot be read. */
export function parseTypeLine(line: string): { name: string; type: MetricType } | string | undefined {
  if (!IS_TYPE.test(line)) return undefined;
  const found = TYPE.exec(line);
  if (found === null) return 'a TYPE line needs a name and a type';
  const type = metricType(found[3] ?? '');
  if (type === undefined) return 'a TYPE line names a type that does not exist';
  const name = found[2] ?? unescaped(found[1] ?? '');
  return { name, type };
}
