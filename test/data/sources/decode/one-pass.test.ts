// A line of pairs is sorted into a draft while it is read. Whatever the line holds, the draft is that of the fields read first as a whole.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftOfFields, draftOfLogfmt } from '../../../../src/data/sources/decode/fields.ts';
import { parseLogfmt } from '../../../../src/data/sources/decode/logfmt.ts';
import type { Surroundings } from '../../../../src/data/sources/decode/mapped.ts';
import { ROLES } from '../../../../src/data/sources/decode/roles.ts';
import { UTC } from '../../../../src/data/sources/decode/zone.ts';
import { micros, SECOND } from '../../../../src/lib/micros.ts';

const AT = micros(Date.UTC(2026, 10, 21, 3) * 1_000);
const PLAIN: Surroundings = { zone: UTC, now: AT, at: AT };

const key = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...ROLES.keys()) },
  { weight: 3, arbitrary: fc.constantFrom('a', 'status', '0', '__proto__', 'constructor', 'attributes', 'x'.repeat(60)) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 5 }) },
);
const value = fc.oneof(
  fc.constantFrom('info', 'WARN', 'purple', '', '0', '007', '1.5', '-3', '1e21', 'true', '0000', 'did:vm:node:brick-01', 'a::b', ' x ', 'q\\', '\t'),
  fc.constantFrom('2026-11-21T03:00:00.123456Z', '2026-11-21T03:00:00.1234567Z', '2026-11-21T03:00:09Z', '1795230000'),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const quoted = value.map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`);
const pair = fc.tuple(key, fc.constantFrom('=', '=', '=', '=', '', '=='), fc.oneof(value, quoted, quoted)).map((parts) => parts.join(''));
const line = fc.tuple(fc.array(pair, { maxLength: 8 }), fc.constantFrom(' ', ' ', '  ', '\t')).map(([pairs, blank]) => pairs.join(blank));
const around = fc.constantFrom<Partial<Surroundings>>(
  {}, { trust: SECOND }, { message: 'the whole row' }, { attributes: { peer: 'p', level: 'ODD' }, service: 's', node: 'n', level: 'debug' },
);

describe('a line read in one pass', () => {
  it('is the draft of its fields', () => {
    fc.assert(
      fc.property(line, around, fc.constantFrom(0, 8), (text, extra, flags) => {
        const fields = parseLogfmt(text, { flags });
        const surroundings = { ...PLAIN, ...extra };
        const plain = fields === undefined ? undefined : draftOfFields(fields, surroundings);
        expect(draftOfLogfmt(text, surroundings, { flags })).toEqual(plain);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each(['msg=a level=info msg=b', 'level=info level=purple msg=x', 'level=purple level=info', 'ts=1795230000 ts=never msg=x'])('takes the last of %s', (text) => {
    expect(draftOfLogfmt(text, PLAIN)).toEqual(draftOfFields(parseLogfmt(text) ?? {}, PLAIN));
  });

  it('takes a single name that says nothing for prose where prose may come', () => {
    expect(draftOfLogfmt('a=1', PLAIN, { prose: true })).toBeUndefined();
    expect(draftOfLogfmt('a=1 a=2', PLAIN, { prose: true })).toBeUndefined();
    expect(draftOfLogfmt('a=1 b=2', PLAIN, { prose: true })?.log.attributes).toEqual({ a: 1, b: 2 });
    expect(draftOfLogfmt('msg=x', PLAIN, { prose: true })?.log.message).toBe('x');
    expect(draftOfLogfmt('a=1', PLAIN)?.log.attributes).toEqual({ a: 1 });
  });

  it('keeps nothing of the line before', () => {
    draftOfLogfmt('level=error service=a node=b trace_id=c span_id=d ts=1795230000 error=e', PLAIN);
    expect(draftOfLogfmt('msg=x y=1', PLAIN)?.log).toEqual({ kind: 'log', at: AT, level: 'info', message: 'x', attributes: { y: 1 } });
  });

  it('keeps a time that is not believed, whichever of its names told it', () => {
    const { log } = draftOfLogfmt('time=2026-11-21T05:00:00Z ts=2026-11-21T04:00:00Z msg=x', { ...PLAIN, trust: SECOND }) ?? {};
    expect(log).toMatchObject({ at: AT, attributes: { time: '2026-11-21T05:00:00Z', ts: '2026-11-21T04:00:00Z' } });
  });
});
