// From the text of config.yaml to a Config, or to the list of everything that is wrong with it, each with its place.
import { nearest } from '../../lib/nearest.ts';
import { ADAPTERS } from '../sources/index.ts';
import { issueAt, issuesOf, type Issue, type Suggest } from './issue.ts';
import { configJsonSchema, schemasAt, sourceSchema } from './json-schema.ts';
import { relations } from './relations.ts';
import { configSchema, type Config } from './schema.ts';
import { readYaml, type Place } from './yaml-text.ts';

export interface ConfigProblem extends Place {
  /** `sources.0.url`; empty for the document itself. */
  readonly path: string;
  readonly message: string;
}

export type Loaded =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** What only the screen knows: whether `keys:` names commands and chords that exist. */
export type KeyCheck = (keys: Config['keys']) => readonly Issue[];

export function loadConfig(text: string, checkKeys: KeyCheck): Loaded {
  const read = readYaml(text);
  if (!read.ok) return { ok: false, problems: [{ ...read.place, path: '', message: read.message }] };
  const { value, placeOf } = read.yaml;
  const checked = check(value ?? {}, checkKeys);
  if ('config' in checked) return { ok: true, config: checked.config };
  const problems = checked.issues.map(({ path, message, of }) => ({ ...placeOf(path, of), path: path.join('.'), message }));
  return { ok: false, problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column) };
}

function check(raw: unknown, checkKeys: KeyCheck): { readonly config: Config } | { readonly issues: readonly Issue[] } {
  const parsed = configSchema.safeParse(raw);
  const entries = typeof raw === 'object' && raw !== null && 'sources' in raw && Array.isArray(raw.sources) ? raw.sources : [];
  const issues = [
    ...(parsed.success ? [] : issuesOf(parsed.error, { value: raw, base: [], suggest: nameIn(configJsonSchema(), 0) })),
    ...entries.flatMap((entry: unknown, index) => sourceIssues(entry, ['sources', index])),
  ];
  if (issues.length > 0 || !parsed.success) return { issues };
  const wider = [...relations(parsed.data), ...checkKeys(parsed.data.keys)];
  return wider.length > 0 ? { issues: wider } : { config: parsed.data };
}

function sourceIssues(entry: unknown, base: readonly PropertyKey[]): readonly Issue[] {
  const kinds = ADAPTERS.map((adapter) => adapter.kind);
  if (typeof entry !== 'object' || entry === null || !('kind' in entry)) return [issueAt(base, `kind is missing; one of ${kinds.join(', ')}`)];
  const adapter = ADAPTERS.find((candidate) => candidate.kind === entry.kind);
  if (adapter !== undefined) {
    const parsed = adapter.config.safeParse(entry);
    return parsed.success ? [] : issuesOf(parsed.error, { value: entry, base, suggest: nameIn(sourceSchema(adapter.kind), base.length) });
  }
  const kind = String(entry.kind);
  const near = nearest(kind, kinds);
  return [issueAt([...base, 'kind'], `no source is of kind "${kind}"; ${near === undefined ? `the kinds are ${kinds.join(', ')}` : `did you mean "${near}"?`}`)];
}

/** The field of the schema that a word most likely meant; the first `skip` steps of a path lead to the schema itself. */
function nameIn(schema: ReturnType<typeof configJsonSchema>, skip: number): Suggest {
  return (path, word) => nearest(word, schemasAt(schema, path.slice(skip)).flatMap(({ properties }) => Object.keys(properties ?? {})));
}
