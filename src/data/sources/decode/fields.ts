// One decoded record's fields become a log draft: known names fill the draft, every other field stays an attribute under its
// own name. Pure, and total: whatever the fields hold, a draft comes out.
import type { Micros } from '../../../lib/micros.ts';
import type { Level } from '../../../model/level.ts';
import type { Attributes, LogDraft, Value } from '../../../model/signal.ts';
import type { TimeContext } from './find-time.ts';
import { meaningOf, type Meaning } from './meaning.ts';
import { PARENTS, ROLES, WRAPPERS, type Role } from './roles.ts';
import { bounded, isFields, setField, type Losses } from './values.ts';

/** What the surroundings of a record know: it counts where the record itself does not say. */
export interface Surroundings extends TimeContext {
  /** The time of a record that tells none. */
  readonly at: Micros;
  readonly level?: Level | undefined;
  readonly service?: string | undefined;
  readonly node?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

export interface Mapped {
  readonly log: LogDraft;
  /** The record told its own time. */
  readonly timed: boolean;
  readonly losses: Losses;
}

export function draftOfFields(fields: Readonly<Record<string, unknown>>, around: Surroundings): Mapped {
  const found = sorted(fields, around);
  const { claims, attributes } = found;
  for (const role of KEPT_ROLES) keepOriginal(role, claims[role], attributes);
  const service = claims.service?.text ?? around.service;
  const node = claims.node?.text ?? around.node;
  const traceId = claims.trace?.text;
  const spanId = claims.span?.text;
  const log: LogDraft = {
    kind: 'log',
    at: claims.time?.time?.at ?? around.at,
    level: claims.level?.level ?? around.level ?? (isTroubled(attributes) ? 'error' : 'info'),
    message: claims.message?.text ?? summaryOf(attributes),
    ...(service === undefined ? undefined : { service }),
    ...(node === undefined ? undefined : { node }),
    ...(traceId === undefined ? undefined : { traceId }),
    ...(spanId === undefined ? undefined : { spanId }),
    ...(isEmpty(attributes) ? undefined : { attributes }),
  };
  return { log, timed: claims.time !== undefined, losses: found.losses };
}

/** A field that fills a role, as far as no more trusted one comes. */
interface Claim extends Meaning {
  readonly key: string;
  readonly raw: unknown;
  readonly rank: number;
  readonly stays: boolean;
}

interface Sorted {
  readonly claims: Partial<Record<Role, Claim>>;
  readonly attributes: Record<string, Value>;
  readonly losses: Losses;
}

/** Fields inside a wrapper are less trusted than those of the record itself. */
const WRAPPED = 100;

function sorted(fields: Readonly<Record<string, unknown>>, around: Surroundings): Sorted {
  const into: Sorted = { claims: {}, attributes: { ...around.attributes }, losses: { deep: false, digits: false } };
  const wrappers: [string, Readonly<Record<string, unknown>>][] = [];
  for (const key of Object.keys(fields)) {
    const value = fields[key];
    if (WRAPPERS.has(key) && isFields(value)) wrappers.push([key, value]);
    else place(into, key, value, '', 0, around);
  }
  for (const [wrapper, inner] of wrappers) {
    for (const key of Object.keys(inner)) place(into, key, inner[key], `${wrapper}.`, WRAPPED, around);
  }
  return into;
}

function place(into: Sorted, key: string, value: unknown, prefix: string, penalty: number, around: Surroundings): void {
  const entry = ROLES.get(key);
  const meaning = entry === undefined ? undefined : meaningOf(entry.role, key, value, around, into.losses);
  if (entry !== undefined && meaning !== undefined) {
    const name = penalty === 0 ? key : `${prefix}${key}`;
    contend(into, entry.role, { ...meaning, key: name, raw: value, rank: entry.rank + penalty, stays: entry.stays });
    return;
  }
  for (const child of isFields(value) ? (PARENTS.get(key) ?? []) : []) {
    if (isFields(value) && Object.hasOwn(value, child)) placeChild(into, `${key}.${child}`, value[child], penalty, around);
  }
  const taken = penalty > 0 && Object.hasOwn(into.attributes, key);
  setField(into.attributes, taken ? `${prefix}${key}` : key, bounded(value, into.losses));
}

/** The parent stays an attribute as a whole, so a child that loses needs no place of its own. */
function placeChild(into: Sorted, name: string, value: unknown, penalty: number, around: Surroundings): void {
  const entry = ROLES.get(name);
  const meaning = entry === undefined ? undefined : meaningOf(entry.role, name, value, around, into.losses);
  const holder = entry === undefined ? undefined : into.claims[entry.role];
  if (entry === undefined || meaning === undefined || (holder !== undefined && holder.rank <= entry.rank + penalty)) return;
  contend(into, entry.role, { ...meaning, key: name, raw: undefined, rank: entry.rank + penalty, stays: false });
}

/** The more trusted name fills the role, the other becomes an attribute. */
function contend({ claims, attributes, losses }: Sorted, role: Role, claim: Claim): void {
  const holder = claims[role];
  const loser = holder === undefined || claim.rank < holder.rank ? holder : claim;
  if (loser !== claim) claims[role] = claim;
  if (loser !== undefined && loser.raw !== undefined) setField(attributes, loser.key, bounded(loser.raw, losses));
}

const KEPT_ROLES: readonly Role[] = ['time', 'level', 'message', 'service', 'node'];

/** Keeps the source's own words where the draft's field says less than they do. */
function keepOriginal(role: Role, claim: Claim | undefined, attributes: Record<string, Value>): void {
  if (claim === undefined || claim.raw === undefined) return;
  const says =
    claim.stays ||
    (role === 'time' && claim.time?.exact === false) ||
    (role === 'level' && String(claim.raw).toLowerCase() !== claim.level) ||
    (role === 'node' && claim.raw !== claim.text);
  if (says) setField(attributes, claim.key, bounded(claim.raw, { deep: false, digits: false }));
}

const TROUBLE: readonly string[] = ['error', 'err', 'exception'];

/** A record that carries an error but no level is at least an error. */
function isTroubled(attributes: Attributes): boolean {
  return TROUBLE.some((name) => Object.hasOwn(attributes, name) && Boolean(attributes[name]));
}

const SUMMARY_CHARS = 512;

/** The text of a record that has none: its fields, as `key=value`. */
function summaryOf(attributes: Attributes): string {
  let text = '';
  for (const [key, value] of Object.entries(attributes)) {
    const shown = typeof value === 'string' && /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);
    text += `${text === '' ? '' : ' '}${key}=${shown}`;
    if (text.length > SUMMARY_CHARS) return `${text.slice(0, SUMMARY_CHARS)}…`;
  }
  return text;
}

function isEmpty(attributes: Attributes): boolean {
  for (const _key in attributes) return false;
  return true;
}
