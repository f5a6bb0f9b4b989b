import { describe, expect, it } from 'vitest';
import { appendPath, baseUrl, hostAndPort, httpUrl, isPrivateTransport, shownUrl } from '../../../../src/data/sources/http/base-url.ts';

describe('an address in the configuration', () => {
  it.each(['localhost:9090', 'ftp://host/', 'file:///etc/passwd', 'prometheus', '', 'http://', '//host'])('refuses %j', (text) => {
    expect(httpUrl.safeParse(text).success).toBe(false);
  });

  it.each(['http://127.0.0.1:9090', 'https://mimir.example/prometheus', 'http://[::1]:80/a?b=c', 'http://prometheus:9090'])(
    'takes %s',
    (text) => expect(httpUrl.safeParse(text).success).toBe(true),
  );
});

describe('appending a path', () => {
  it.each([
    ['http://h:9090', 'http://h:9090/api/v1/query'],
    ['http://h:9090/', 'http://h:9090/api/v1/query'],
    ['http://h/prometheus', 'http://h/prometheus/api/v1/query'],
    ['http://h/select/0/prometheus/', 'http://h/select/0/prometheus/api/v1/query'],
    ['http://h/p?extra_label=a%3Db', 'http://h/p/api/v1/query?extra_label=a%3Db'],
    ['http://h/a%2Fb/', 'http://h/a%2Fb/api/v1/query'],
  ])('keeps the prefix and query of %s', (base, whole) => {
    expect(appendPath(new URL(base), '/api/v1/query').href).toBe(whole);
  });

  it('adds its query to the one of the base', () => {
    const url = appendPath(new URL('http://h/p?dedup=false'), 'api/v1/query', new URLSearchParams({ query: 'a + b' }));
    expect(url.href).toBe('http://h/p/api/v1/query?dedup=false&query=a+%2B+b');
  });

  it('leaves the base as it was', () => {
    const base = new URL('http://h/p');
    appendPath(base, 'x');
    expect(base.href).toBe('http://h/p');
  });
});

describe('user and password in an address', () => {
  it('are taken out and decoded', () => {
    const { url, credentials } = baseUrl('https://us%40er:p%40ss%3A%25@h/x#part');
    expect(url.href).toBe('https://h/x');
    expect(credentials?.user).toBe('us@er');
    expect(credentials?.password.reveal()).toBe('p@ss:%');
  });

  it('may hold a stray percent sign', () => {
    expect(baseUrl('http://u:100%@h/').credentials?.password.reveal()).toBe('100%');
  });

  it('are absent where the address names none', () => {
    expect(baseUrl('http://h/').credentials).toBeUndefined();
  });

  it('never stand in the address that people see, nor does the query', () => {
    expect(shownUrl('https://user:canary@h:8443/a/b?token=canary#canary')).toBe('https://h:8443/a/b');
    expect(shownUrl('http://h:9100/')).toBe('http://h:9100');
  });
});

it.each([
  ['http://localhost/', true],
  ['http://LOCALHOST:1/', true],
  ['http://api.localhost/', true],
  ['http://127.0.0.1:9090/', true],
  ['http://127.255.1.2/', true],
  ['http://2130706433/', true],
  ['http://[::1]/', true],
  ['https://example.org/', true],
  ['http://example.org/', false],
  ['http://127.0.0.1.evil.example/', false],
  ['http://localhost.evil.example/', false],
  ['http://10.0.0.1/', false],
  ['http://[::]/', false],
])('credentials to %s are private: %s', (url, expected) => {
  expect(isPrivateTransport(new URL(url))).toBe(expected);
});

it.each([
  ['http://h/', 'h:80'],
  ['https://h/', 'h:443'],
  ['http://h:9100/metrics', 'h:9100'],
  ['http://[::1]:9100/', '[::1]:9100'],
])('names host and port of %s', (url, expected) => {
  expect(hostAndPort(new URL(url))).toBe(expected);
});
