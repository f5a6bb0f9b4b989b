import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftOfRow, type RowContext } from '../../../../src/data/sources/logs-tail/decode.ts';
import { frameOf } from '../../../../src/data/sources/logs-tail/frame.ts';
import { identified } from '../../../../src/data/sources/logs-tail/row.ts';
import { micros } from '../../../../src/lib/micros.ts';
import type { LogDraft, RejectDraft } from '../../../../src/model/signal.ts';
import { shapeFault } from '../../../conformance/draft-shape.ts';
import { aRow, type Row } from './node-server.ts';

const SECOND_OF_ROW = 1_763_735_461;
const TEXT: RowContext = { format: 'text', epoch: 1, backfilled: false, around: micros(5_000_000) };
const LOGFMT: RowContext = { ...TEXT, format: 'logfmt' };

function decoded(extra: Partial<Record<keyof Row, unknown>>, context: RowContext = TEXT): LogDraft | RejectDraft {
  const row = identified([{ ...aRow(1), ...extra }])[0];
  if (row === undefined) throw new Error('no row');
  return draftOfRow(row, context);
}

describe('frameOf', () => {
  it.each([
    ['[{"id":3}]', { kind: 'rows', rows: [{ id: 3 }] }],
    ['[]', { kind: 'rows', rows: [] }],
    ['{"error":"query failed"}', { kind: 'error', status: undefined, message: 'query failed' }],
    ['{"status":500,"body":"{\\"error\\":\\"log query failed\\"}"}', { kind: 'error', status: 500, message: 'log query failed' }],
    ['{"status":404,"body":"plain words"}', { kind: 'error', status: 404, message: 'plain words' }],
    ['{"status":500,"body":{"error":[[1]]}}', { kind: 'error', status: 500, message: 'an error without words' }],
  ])('understands %s of either generation', (text, frame) => {
    expect(frameOf(text)).toEqual(frame);
  });

  it.each([['', 'not JSON'], ['[{"id":', 'not JSON'], ['12', 'JSON, but no array of rows'], ['null', 'JSON, but no array of rows'], ['{}', 'an object that is neither rows nor an error']])(
    'says why %j holds nothing',
    (text, reason) => {
      expect(frameOf(text)).toEqual({ kind: 'unreadable', reason });
    },
  );

  it('survives arrays nested a hundred thousand deep', () => {
    expect(frameOf(`{"error":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).toMatchObject({ kind: 'error' });
  });
});

describe('draftOfRow', () => {
  it('keeps what the row says and drops what is null or empty', () => {
    const draft = decoded({ level: 'ERROR', message: 'failed', correlation_id: 'beta', peer: 'p1', block: 7 });
    expect(draft).toEqual({
      kind: 'log',
      at: SECOND_OF_ROW * 1_000_000,
      level: 'error',
      message: 'failed',
      attributes: { correlation_id: 'beta', peer: 'p1', block: 7 },
      rowId: '1:1',
    });
  });

  it('puts the epoch before the id, so that a server that counts anew cannot take a known id', () => {
    expect(decoded({}, { ...TEXT, epoch: 3 })).toMatchObject({ rowId: '3:1' });
  });

  it('flags what came by search', () => {
    expect(decoded({}, { ...TEXT, backfilled: true })).toMatchObject({ backfilled: true });
  });

  it.each([
    ['<encrypted>', 'encrypted'],
    ['<decrypt-failed>', 'decrypt-failed'],
  ])('takes %s for a state and not for text', (message, state) => {
    expect(decoded({ message })).toMatchObject({ message, attributes: { encryption: state } });
  });

  it('takes a message that only mentions the words for text', () => {
    expect(decoded({ message: 'saw <encrypted> there' })).toMatchObject({ attributes: {} });
  });

  it('keeps a level word that is not one of the six', () => {
    expect(decoded({ level: 'WARNING' })).toMatchObject({ level: 'warn', attributes: { level: 'WARNING' } });
    expect(decoded({ level: 'ODD' })).toMatchObject({ level: 'info', attributes: { level: 'ODD' } });
  });

  it.each([
    [{ timestamp: undefined }, 'timestamp'],
    [{ timestamp: 'today' }, 'timestamp'],
    [{ timestamp: -5 }, 'timestamp'],
    [{ timestamp: 1e30 }, 'timestamp'],
    [{ message: undefined }, 'message'],
    [{ message: { nested: 'x' } }, 'message'],
  ])('rejects %j with a reason and an excerpt', (extra, word) => {
    const draft = decoded(extra);
    expect(draft).toMatchObject({ kind: 'reject', reason: expect.stringContaining(word) });
    expect(draft.kind === 'reject' && draft.excerpt).toContain('id: 1');
  });

  it.each([
    [SECOND_OF_ROW, 1_000_000],
    [SECOND_OF_ROW * 1e3, 1_000],
    [SECOND_OF_ROW * 1e6, 1],
  ])('reads the timestamp %i in the unit of its size', (timestamp, unit) => {
    expect(decoded({ timestamp }).at).toBe(timestamp * unit);
  });

  describe('with logfmt messages', () => {
    const message = 'ts=2025-11-21T14:31:01.000123Z service=guardian node=brick-02 trace_id=4bf9 span_id=00f0 msg="anchor \\"queue\\" grows" depth=97 backend=bitcoin';

    it('takes time, service, node, trace and span out, and the rest as attributes', () => {
      expect(decoded({ message, correlation_id: 'c1' }, LOGFMT)).toEqual({
        kind: 'log',
        at: SECOND_OF_ROW * 1_000_000 + 123,
        level: 'info',
        message: 'anchor "queue" grows',
        service: 'guardian',
        node: 'brick-02',
        traceId: '4bf9',
        spanId: '00f0',
        attributes: { correlation_id: 'c1', depth: 97, backend: 'bitcoin' },
        rowId: '1:1',
      });
    });

    it('believes the time of the row where the message tells another second, and keeps what it tells', () => {
      const late = decoded({ message: message.replace(':01.000123', ':02.000123') }, LOGFMT);
      expect(late).toMatchObject({ at: SECOND_OF_ROW * 1_000_000, attributes: { ts: '2025-11-21T14:31:02.000123Z' } });
    });

    it('lets the level of the row rule', () => {
      expect(decoded({ message: 'level=error msg=x', level: 'WARN' }, LOGFMT)).toMatchObject({ level: 'warn' });
    });

    it('keeps the whole message where it has no msg', () => {
      expect(decoded({ message: 'service=a depth=1' }, LOGFMT)).toMatchObject({ message: 'service=a depth=1', service: 'a' });
    });

    it.each(['plain words, no pairs', 'x="never ends', '', '\u001b]52;c;AAAA\u0007'])('keeps %j as text', (text) => {
      expect(decoded({ message: text }, LOGFMT)).toMatchObject({ kind: 'log', message: text });
    });

    it('does not look into a message of megabytes', () => {
      const huge = `msg=${'x'.repeat(1_000_000)}`;
      expect(decoded({ message: huge }, LOGFMT)).toMatchObject({ message: huge });
    });
  });

  it('takes JSON messages apart, prototype keys included', () => {
    const message = '{"msg":"hi","service":"api","__proto__":{"x":1},"n":1.5}';
    const draft = decoded({ message }, { ...TEXT, format: 'json' });
    expect(draft).toMatchObject({ message: 'hi', service: 'api' });
    expect(draft.kind === 'log' && Object.keys(draft.attributes ?? {}).toSorted()).toEqual(['__proto__', 'n']);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('makes a draft or a reject of anything that JSON can say', () => {
    const rows = fc.dictionary(fc.constantFrom('id', 'timestamp', 'level', 'message', 'peer', 'x', '__proto__'), fc.jsonValue());
    const format = fc.constantFrom('text' as const, 'logfmt' as const, 'json' as const);
    fc.assert(
      fc.property(fc.array(rows), format, (values, format) => {
        const frame = frameOf(JSON.stringify(values));
        const drafts = frame.kind === 'rows' ? identified(frame.rows).map((row) => draftOfRow(row, { ...TEXT, format })) : [];
        expect(drafts.map(shapeFault).filter((fault) => fault !== undefined)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
