// The first line of an incident file says what it is; the last one before the seal says what was found on the way.
import { z } from 'zod';
import { isMicros, type Micros } from '../../lib/micros.ts';
import { SEVERITIES, type IncidentInfo, type View } from '../../model/incident.ts';
import type { Seq } from '../../model/signal.ts';

const moment = z.number().refine(isMicros).transform((value): Micros => value);
const text = z.string().max(2_000);

const view = z.object({
  screen: z.string().max(40), head: z.number().int().nonnegative().transform((seq) => seq as Seq),
  cursor: moment.optional(), window: z.number().positive().optional(), filter: text.optional(),
});

export const manifestSchema = z.object({
  k: z.literal('manifest'),
  format: z.literal(1),
  /** Name and version of the program that wrote it. */
  program: text,
  title: text,
  severity: z.enum(SEVERITIES),
  from: moment,
  to: moment,
  savedAt: moment,
  by: text,
  /** Id of the session it was saved from. */
  session: z.string().max(200),
  /** Of the session's own facts. */
  meta: z.record(z.string().max(40), text),
  /** True where redaction was switched off. */
  raw: z.boolean(),
  withoutSources: z.array(text).max(1_000).optional(),
  derivedFrom: z.string().regex(/^[0-9a-f]{64}$/).optional(),
  view: view.optional(),
});

export type Manifest = z.output<typeof manifestSchema>;

export const summarySchema = z.object({
  k: z.literal('summary'),
  /** Signals by kind. */
  rows: z.record(z.string().max(20), z.number().int().nonnegative()),
  redactions: z.record(z.string().max(80), z.number().int().nonnegative()),
});

export type Summary = z.output<typeof summarySchema>;

export interface Proof {
  readonly root: string;
  readonly signedBy?: string;
}

export function infoOf(manifest: Manifest, summary?: Summary, proof?: Proof): IncidentInfo {
  const { title, severity, from, to, savedAt, by, session, raw, withoutSources, derivedFrom } = manifest;
  return {
    title, severity, range: { from, to }, savedAt, by, session, raw, redactions: summary?.redactions ?? {},
    ...(manifest.view === undefined ? {} : { view: viewOf(manifest.view) }),
    ...(withoutSources === undefined ? {} : { withoutSources }),
    ...(derivedFrom === undefined ? {} : { derivedFrom }),
    ...proof,
  };
}

function viewOf({ screen, head, cursor, window, filter }: NonNullable<Manifest['view']>): View {
  return { screen, head, ...(cursor === undefined ? {} : { cursor }), ...(window === undefined ? {} : { window }), ...(filter === undefined ? {} : { filter }) };
}
