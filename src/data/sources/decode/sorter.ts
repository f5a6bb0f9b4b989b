// Which field of a record fills which role of the draft, and which stay attributes. One sorter serves record after record: decoding is
// synchronous, and a million fields pass here in a second, so nothing is made for a field but what the draft keeps.
import { micros } from '../../../lib/micros.ts';
import type { Level } from '../../../model/level.ts';
import type { Value } from '../../../model/signal.ts';
import type { Mapped, NewLog, Surroundings } from './mapped.ts';
import { idMeaning, levelMeaning, messageMeaning, nodeMeaning, serviceMeaning, timeMeaning } from './meaning.ts';
import { PARENTS, ROLES, type RoleEntry } from './roles.ts';
import { isTroubled, summaryOf } from './summary.ts';
import type { FieldTime } from './time.ts';
import { bounded, isEmpty, isFields, setField, type Losses } from './values.ts';
import { UTC } from './zone.ts';

/** The field that fills a role, as far as no more trusted one comes. */
interface Holder<Meaning> {
  /** Undefined while no field does. */
  meaning: Meaning | undefined;
  name: string;
  /** Undefined for the member of a parent, which stays an attribute as a whole. */
  raw: unknown;
  rank: number;
  /** The field stays an attribute besides. */
  stays: boolean;
}

/** Fields inside a wrapper are less trusted than those of the record itself. */
const WRAPPED = 100;

export class FieldSorter {
  readonly #time = holder<FieldTime>();
  readonly #level = holder<Level>();
  readonly #message = holder<string>();
  readonly #service = holder<string>();
  readonly #node = holder<string>();
  readonly #trace = holder<string>();
  readonly #span = holder<string>();
  readonly #holders = [this.#time, this.#level, this.#message, this.#service, this.#node, this.#trace, this.#span];
  #around: Surroundings = { zone: UTC, now: micros(0), at: micros(0) };
  #attributes: Record<string, Value> = {};
  readonly #losses: Losses = { deep: false, digits: false };
  /** The record in which each known name came last. */
  readonly #cameIn = new Float64Array(ROLES.size);
  #record = 0;
  #known = false;
  #repeated = false;
  #hasText = false;

  begin(around: Surroundings): void {
    for (const holder of this.#holders) {
      holder.meaning = undefined;
      holder.raw = undefined;
      holder.stays = false;
    }
    this.#around = around;
    this.#attributes = { ...around.attributes };
    this.#losses.deep = false;
    this.#losses.digits = false;
    this.#record += 1;
    this.#known = false;
    this.#repeated = false;
    this.#hasText = false;
  }

  /** Fields that came one by one tell too little: no name is known, or a known one came twice. */
  get doubtful(): boolean {
    return this.#repeated || !this.#known;
  }

  /** A field of the record itself; `entry` is what its name says. */
  place(key: string, value: unknown, entry: RoleEntry | undefined): void {
    if (entry !== undefined) {
      this.#note(entry);
      if (this.#fills(entry, key, value, key, value, entry.rank)) return;
    }
    if (typeof value === 'object') this.#children(key, value, 0);
    this.#attribute(key, value);
  }

  /** A field inside a wrapper; the record's own have all been placed. */
  placeWrapped(wrapper: string, key: string, value: unknown): void {
    const entry = ROLES.get(key);
    if (entry !== undefined && this.#fills(entry, key, value, `${wrapper}.${key}`, value, entry.rank + WRAPPED)) return;
    if (typeof value === 'object') this.#children(key, value, WRAPPED);
    this.#attribute(Object.hasOwn(this.#attributes, key) ? `${wrapper}.${key}` : key, value);
  }

  /** The record's own fields have all been placed. */
  endOwn(): void {
    const { message } = this.#around;
    if (message !== undefined && !this.#hasText) this.place('message', message, ROLES.get('message'));
  }

  finish(): Mapped {
    const around = this.#around;
    const attributes = this.#attributes;
    const time = this.#time.meaning;
    const level = this.#level.meaning;
    const believed = time !== undefined && (around.trust === undefined || (time.at >= around.at && time.at < around.at + around.trust));
    const { deep, digits } = this.#losses;
    // The source's own words stay where the draft's field says less than they do.
    if (time !== undefined && !(believed && time.exact)) this.#keep(this.#time.name, this.#time.raw);
    if (level !== undefined && !isSame(this.#level.raw, level)) this.#keep(this.#level.name, this.#level.raw);
    if (this.#message.stays) this.#keep(this.#message.name, this.#message.raw);
    if (this.#service.stays) this.#keep(this.#service.name, this.#service.raw);
    if (this.#node.raw !== this.#node.meaning) this.#keep(this.#node.name, this.#node.raw);
    const log: NewLog = {
      kind: 'log',
      at: believed ? time.at : around.at,
      level: level ?? around.level ?? (isTroubled(attributes) ? 'error' : 'info'),
      message: this.#message.meaning ?? summaryOf(attributes),
    };
    const service = this.#service.meaning ?? around.service;
    const node = this.#node.meaning ?? around.node;
    if (service !== undefined) log.service = service;
    if (node !== undefined) log.node = node;
    if (this.#trace.meaning !== undefined) log.traceId = this.#trace.meaning;
    if (this.#span.meaning !== undefined) log.spanId = this.#span.meaning;
    if (!isEmpty(attributes)) log.attributes = attributes;
    return { log, timed: time !== undefined, losses: { deep, digits } };
  }

  #note({ index, role }: RoleEntry): void {
    this.#known = true;
    if (role === 'message') this.#hasText = true;
    if (this.#cameIn[index] === this.#record) this.#repeated = true;
    this.#cameIn[index] = this.#record;
  }

  /** True where the value fits its role, whoever fills that in the end. `raw` is what becomes an attribute of the one who does not. */
  #fills(entry: RoleEntry, key: string, value: unknown, name: string, raw: unknown, rank: number): boolean {
    switch (entry.role) {
      case 'time':
        return this.#contend(this.#time, timeMeaning(key, value, this.#around), name, raw, rank, entry.stays);
      case 'level':
        return this.#contend(this.#level, levelMeaning(key, value), name, raw, rank, entry.stays);
      case 'message':
        return this.#contend(this.#message, messageMeaning(key, value, this.#losses), name, raw, rank, entry.stays);
      case 'service':
        return this.#contend(this.#service, serviceMeaning(key, value), name, raw, rank, entry.stays);
      case 'node':
        return this.#contend(this.#node, nodeMeaning(value), name, raw, rank, entry.stays);
      case 'trace':
        return this.#contend(this.#trace, idMeaning(value), name, raw, rank, entry.stays);
      case 'span':
        return this.#contend(this.#span, idMeaning(value), name, raw, rank, entry.stays);
    }
  }

  /** The more trusted name fills the role, the other becomes an attribute. */
  #contend<Meaning>(holder: Holder<Meaning>, meaning: Meaning | undefined, name: string, raw: unknown, rank: number, stays: boolean): boolean {
    if (meaning === undefined) return false;
    if (holder.meaning !== undefined) {
      const wins = rank < holder.rank;
      this.#keep(wins ? holder.name : name, wins ? holder.raw : raw);
      if (!wins) return true;
    }
    holder.meaning = meaning;
    holder.name = name;
    holder.raw = raw;
    holder.rank = rank;
    holder.stays = stays;
    return true;
  }

  /** Members that are looked at under a name of their own; the parent stays an attribute as a whole. */
  #children(key: string, value: unknown, penalty: number): void {
    if (!isFields(value)) return;
    for (const child of PARENTS.get(key) ?? []) {
      const name = `${key}.${child}`;
      const entry = Object.hasOwn(value, child) ? ROLES.get(name) : undefined;
      if (entry !== undefined) this.#fills(entry, name, value[child], name, undefined, entry.rank + penalty);
    }
  }

  #keep(name: string, raw: unknown): void {
    if (raw !== undefined) this.#attribute(name, raw);
  }

  #attribute(name: string, value: unknown): void {
    setField(this.#attributes, name, bounded(value, this.#losses));
  }
}

function holder<Meaning>(): Holder<Meaning> {
  return { meaning: undefined, name: '', raw: undefined, rank: 0, stays: false };
}

function isSame(raw: unknown, level: Level): boolean {
  return raw === level || String(raw).toLowerCase() === level;
}
