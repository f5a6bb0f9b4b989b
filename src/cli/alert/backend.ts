// The backends that take requests about alerts: the configured ones, or what answers at an address. Each is asked once for what it
// knows now, through the same adapter that a recording uses.
import { detect } from '../../data/detect/detect.ts';
import { ADAPTERS } from '../../data/sources/index.ts';
import type { Source } from '../../data/sources/source.ts';
import { systemClock } from '../../lib/clock.ts';
import { ObsError } from '../../model/errors.ts';
import type { Draft, FactDraft } from '../../model/signal.ts';
import { readConfig, type ConfigOptions } from '../config-file.ts';
import { entriesFor, type SourceEntry } from '../plan.ts';

export interface BackendOptions extends ConfigOptions {
  readonly url?: string;
  readonly source?: string;
}

export interface Backend {
  readonly name: string;
  readonly source: Source;
  readonly alerts: readonly FactDraft<'alert'>[];
  readonly silences: readonly FactDraft<'silence'>[];
}

/** Kinds of sources that take requests; of a portal only its alerts are of use here. */
const KINDS: Readonly<Record<string, object>> = { alertmanager: {}, portal: { parts: ['alerts'] } };

/** At least one; throws USAGE where there is none, and a SourceError where one does not answer. */
export async function backends(options: BackendOptions, signal: AbortSignal): Promise<readonly Backend[]> {
  const all = options.url === undefined ? entriesFor(await readConfig(options)) : await detect(options.url);
  const able = all.filter(({ kind }) => Object.hasOwn(KINDS, kind));
  const entries = options.source === undefined ? able : able.filter(({ name }) => name === options.source);
  if (entries.length > 0) return Promise.all(entries.map((entry) => asked(entry, signal)));
  if (options.url !== undefined) throw new ObsError('USAGE', `neither an Alertmanager nor a portal answers at ${new URL(options.url).host}`);
  if (options.source !== undefined) throw new ObsError('USAGE', `no source of kind alertmanager or portal is called "${options.source}"`);
  throw new ObsError('USAGE', 'no Alertmanager and no portal is configured: name one with --url, or configure it as a source');
}

/** The one that a request without an alert goes to. */
export function onlyOne(all: readonly Backend[]): Backend {
  const [first, ...others] = all;
  if (first !== undefined && others.length === 0) return first;
  throw new ObsError('USAGE', `several backends are configured: name one with --source, ${all.map(({ name }) => `"${name}"`).join(' or ')}`);
}

async function asked(entry: SourceEntry, signal: AbortSignal): Promise<Backend> {
  const adapter = ADAPTERS.find(({ kind }) => kind === entry.kind);
  if (adapter === undefined) throw new ObsError('CONFIG', `no kind of source is called "${entry.kind}"`);
  const source = adapter.configure({ ...entry, ...KINDS[entry.kind] }).open({ clock: systemClock, random: () => 0 });
  const drafts = await firstLook(source, signal);
  return { name: entry.name, source, alerts: drafts.filter((draft) => draft.kind === 'alert'), silences: drafts.filter((draft) => draft.kind === 'silence') };
}

/** What a source tells until it is up, that included. */
async function firstLook(source: Source, signal: AbortSignal): Promise<readonly Draft[]> {
  const drafts: Draft[] = [];
  for await (const batch of source.stream({ signal })) {
    drafts.push(...batch.drafts);
    if (batch.live !== false) break;
  }
  return drafts;
}
