import { describe, expect, it } from 'vitest';
import { parseSyslog } from '../../../../src/data/sources/decode/syslog.ts';
import type { SyslogRecord } from '../../../../src/data/sources/decode/syslog-record.ts';
import { UTC } from '../../../../src/data/sources/decode/zone.ts';
import { micros, toRfc3339 } from '../../../../src/lib/micros.ts';

const NOW = micros(Date.UTC(2026, 10, 21, 3, 0, 0) * 1_000);

function read(text: string, certain = false): (Omit<SyslogRecord, 'at'> & { at: string | undefined }) | undefined {
  const record = parseSyslog(text, { zone: UTC, now: NOW }, certain);
  return record === undefined ? undefined : { ...record, at: record.at === undefined ? undefined : toRfc3339(record.at) };
}

describe('RFC 5424', () => {
  it('reads header and structured data with its three escapes', () => {
    expect(read('<131>1 2026-11-21T01:04:14.851902+00:00 vm app 42 ID47 [timeQuality tzKnown="1"][ex@32473 iut="3" q="a\\"b\\]c\\\\d\\n"] hello ünï')).toEqual({
      at: '2026-11-21T01:04:14.851902Z', level: 'error', service: 'app', node: 'vm', message: 'hello ünï',
      attributes: { facility: 'local0', pid: 42, msgid: 'ID47', timeQuality: { tzKnown: '1' }, 'ex@32473': { iut: '3', q: 'a"b]c\\d\\n' } },
    });
  });

  it('knows that a dash stands for nothing', () => {
    expect(read('<30>1 - - app - - - no time')).toEqual({
      at: undefined, level: 'info', service: 'app', node: undefined, message: 'no time', attributes: { facility: 'daemon' },
    });
    expect(read('<30>1 - - - - - -')).toMatchObject({ service: undefined, message: '' });
  });

  it('drops the mark that announces UTF-8, and the length that a TCP sender put in front', () => {
    expect(read('99 <13>1 2026-11-21T01:04:14Z vm app - - - \ufeffmulti')).toMatchObject({ node: 'vm', message: 'multi' });
  });

  it.each([
    '<13>1 2026-11-21T01:04:14Z vm app - - [open k="v" hello',
    '<13>1 2026-11-21T01:04:14Z vm app - - [a b] x',
    '<13>1 garbage vm app - - - x',
    '<13>1 2026-11-21T01:04:14Z vm',
  ])('keeps a broken header as the message: %s', (text) => {
    expect(read(text)).toMatchObject({ level: 'info', message: expect.stringContaining(text.slice(-1)) });
  });
});

describe('RFC 3164', () => {
  it.each([
    ['<131>Nov 21 01:04:14 vm app[42]: hello', { at: '2026-11-21T01:04:14.000000Z', level: 'error', node: 'vm', service: 'app', message: 'hello' }],
    ['<131>Nov  1 01:04:14 app[42]: no host', { at: '2026-11-01T01:04:14.000000Z', node: undefined, service: 'app', message: 'no host' }],
    ['<13>Nov 21 01:04:14 app: local', { node: undefined, service: 'app', message: 'local' }],
    ['<13>Nov 21 01:04:14 fe80::1 app: v6', { node: 'fe80::1', service: 'app', message: 'v6' }],
    ['<13>Nov 21 01:04:14 vm just words', { node: 'vm', service: undefined, message: 'just words' }],
    ['<13>2026-11-21T01:04:14.5+01:00 vm app: iso', { at: '2026-11-21T00:04:14.500000Z', node: 'vm', service: 'app', message: 'iso' }],
    ['<189>123: *Mar  1 18:46:11.123: %SYS-5-CONFIG_I: Configured', { at: '2026-03-01T18:46:11.123000Z', service: '%SYS-5-CONFIG_I', message: 'Configured' }],
    ['<34>su: no time at all', { at: undefined, level: 'fatal', service: 'su', message: 'no time at all' }],
    ['<0>x', { level: 'fatal', message: 'x' }],
    ['Nov 21 01:04:14 vm sshd[42]: from a file', { node: 'vm', service: 'sshd', message: 'from a file' }],
    ['2026-11-21T01:04:14.851902+00:00 vm kernel: boot', { node: 'vm', service: 'kernel', message: 'boot' }],
  ])('reads %s', (text, expected) => {
    expect(read(text)).toMatchObject(expected);
  });

  it.each([
    '2026-11-21T01:04:14Z ERROR guardian: boom', 'Nov 21 01:04:14 ERROR guardian: boom', 'Nov 21 01:04:14 something: happened',
    '2026-11-21 01:04:14 main app: text', 'hello', '<192>Nov 21 01:04:14 vm app: x', '<013>Nov 21 01:04:14 vm app: x', '<>x', '',
  ])('leaves plain text alone: %s', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it('takes whatever begins with a time where the format is known to be syslog', () => {
    expect(read('2026-11-21 01:04:14 main app: text', true)).toMatchObject({ node: 'main', service: 'app', message: 'text' });
  });

  it('leaves CEF to its own reader', () => {
    expect(read('<134>Nov 21 01:02:03 host CEF:0|v|p|1|id|n|1|')).toMatchObject({ node: 'host', message: 'CEF:0|v|p|1|id|n|1|' });
    expect(read('<134>Nov 21 01:02:03 CEF:0|v|p|1|id|n|1|')).toMatchObject({ node: undefined, message: 'CEF:0|v|p|1|id|n|1|' });
  });
});
