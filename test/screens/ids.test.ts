import { describe, expect, it } from 'vitest';
import { idsOf } from '../../src/screens/ids.ts';
import { Driver } from '../support/driver.ts';
import { growingSession } from '../support/recorded.ts';
import { aLog, aSpan, at } from '../support/session.ts';

describe('the ids of a row', () => {
  it('are its trace and span, ids among its fields however they are spelled, and where it comes from', () => {
    const ids = idsOf({ traceId: 't1', spanId: 's1', node: 'n1', service: 'api', attributes: { correlationId: 'c1', 'request.id': 7, 'session-id': 'x', message_id: 'm', peer: '10.0.0.1', other: 'no' } });
    expect(ids.map(({ key, value }) => `${key}=${value}`)).toEqual(['trace_id=t1', 'span_id=s1', 'correlationId=c1', 'request.id=7', 'session-id=x', 'message_id=m', 'peer=10.0.0.1', 'node=n1', 'service=api']);
  });

  it.each([
    ['nothing', {}],
    ['empty ones', { traceId: '', node: ' ' }],
    ['no text', { attributes: { peer: null, request_id: { a: 1 }, session_id: true } }],
    ['too long ones', { attributes: { peer: 'x'.repeat(201) } }],
  ])('are none of %s', (_, record) => {
    expect(idsOf(record)).toEqual([]);
  });
});

describe('F on a row of another screen', () => {
  const run = () => {
    const made = growingSession();
    made.commit(60, [aSpan(10, 'a', { service: 'portal', node: 'n1' }), aLog(10.5, { traceId: 't1', service: 'portal', message: 'came in' }), aLog(11, { service: 'mesh', message: 'something else' })]);
    return made.session;
  };

  it.each([
    ['logs', ['k', 'F', 'enter']],
    ['traces', ['F', 'enter']],
    ['traces', ['enter', 'F', 'enter']],
  ])('of %s leads to the timeline of what carries the id, around that moment', (screen, keys) => {
    const driver = new Driver(run(), { screen }).press(...keys);
    const text = driver.screen().join('\n');
    expect(driver.app.screen).toBe('timeline');
    expect(text).toContain('following trace_id t1');
    expect(text).toContain('"came in"');
    expect(text).not.toContain('something else');
    expect(Math.abs((driver.app.time.cursor ?? 0) - at(10))).toBeLessThan(1_000_000);
    expect(driver.dispatch([{ type: 'back' }]).app.screen).toBe(screen);
  });
});
