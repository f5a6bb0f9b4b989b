import { describe, expect, it } from 'vitest';
import { parseCef } from '../../../../src/data/sources/decode/cef.ts';
import { cpuMillis } from '../../../support/timing.ts';

describe('CEF', () => {
  it('reads header and extension, with labelled slots under their labels', () => {
    const fields = parseCef('CEF:0|Talos|Protocol|2.0.6|SESSION_ESTABLISHED|Session Established|3|src=did:talos:alice dst=did:talos:bob cs1=sess_7f3k2m cs1Label=SessionID cn1=45 cn1Label=DurationMs');
    expect(fields).toEqual({
      src: 'did:talos:alice', dst: 'did:talos:bob', SessionID: 'sess_7f3k2m', DurationMs: 45,
      message: 'Session Established', service: 'Protocol', level: 'info',
      'cef.vendor': 'Talos', 'cef.product': 'Protocol', 'cef.version': '2.0.6', 'cef.signature': 'SESSION_ESTABLISHED',
      'cef.name': 'Session Established', 'cef.severity': '3',
    });
  });

  it('undoes the escapes of the header, which are not those of the extension', () => {
    const fields = parseCef('CEF:1|a\\|b|c\\\\d|1|id|n=1|5|request=http://x/?a\\=b path=c:\\\\dir two=line one\\nline two bar=a|b');
    expect(fields).toMatchObject({
      'cef.vendor': 'a|b', 'cef.product': 'c\\d', 'cef.name': 'n=1', level: 'warn',
      request: 'http://x/?a=b', path: 'c:\\dir', two: 'line one\nline two', bar: 'a|b',
    });
  });

  it('keeps blanks inside values, empty values, and a bare equals sign that begins no key', () => {
    expect(parseCef('CEF:0|v|p|1|id|n|1|msg=hello big world dst= url=http://x/?a=b&c=d ad.field[0]=7  ')).toMatchObject({
      message: 'hello big world', dst: '', url: 'http://x/?a=b&c=d', 'ad.field[0]': 7,
    });
  });

  it('is one record even where it was printed over several lines', () => {
    expect(parseCef('CEF:0|Talos|Protocol|2.0.6|X|Y|3|\n  src=a dst=b\n  cn1=45 cn1Label=DurationMs')).toMatchObject({ src: 'a', dst: 'b', DurationMs: 45 });
  });

  it.each([
    ['0', 'info'], ['3', 'info'], ['4', 'warn'], ['6', 'warn'], ['7', 'error'], ['8', 'error'], ['9', 'fatal'], ['10', 'fatal'],
    ['Low', 'info'], ['Medium', 'warn'], ['High', 'error'], ['Very-High', 'fatal'], ['Unknown', 'info'], ['', 'info'],
  ])('takes severity %s as %s', (severity, level) => {
    expect(parseCef(`CEF:0|v|p|1|id|n|${severity}|a=b`)).toMatchObject({ level });
  });

  it('takes the time from the receipt, else from the end or start of the event', () => {
    expect(parseCef('CEF:0|v|p|1|id|n|1|rt=1732150000123 start=1')).toMatchObject({ timestamp: 1_732_150_000_123, start: 1 });
    expect(parseCef('CEF:0|v|p|1|id|n|1|start=Nov 21 2026 01:02:03')).toMatchObject({ timestamp: 'Nov 21 2026 01:02:03' });
  });

  it('needs no extension', () => {
    expect(parseCef('CEF:0|v|p|1|id|name|5')).toMatchObject({ message: 'name', 'cef.severity': '5' });
  });

  it.each(['CEF:', 'CEF:0|a|b', 'CEF:x|v|p|1|id|n|1|', 'xCEF:0|v|p|1|id|n|1|'])('%s is none', (text) => {
    expect(parseCef(text)).toBeUndefined();
  });

  it('takes time in proportion to the text', () => {
    const hostile = ['='.repeat(200_000), 'a=b '.repeat(50_000), `${'a'.repeat(200_000)}=${' '.repeat(100_000)}`];
    expect(cpuMillis(() => hostile.map((text) => parseCef(`CEF:0|v|p|1|id|n|1|${text}`)))).toBeLessThan(1_000);
  });
});
