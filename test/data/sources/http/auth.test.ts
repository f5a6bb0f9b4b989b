import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { accessFields, accessHeaders, accessIssues } from '../../../../src/data/sources/http/auth.ts';
import { baseUrl } from '../../../../src/data/sources/http/base-url.ts';
import { Secret } from '../../../../src/data/sources/http/secret.ts';

const schema = z.strictObject(accessFields);
const options = { signal: new AbortController().signal, env: (name: string) => (name === 'TOKEN' ? 'canary-1' : undefined) };
const bearer = { bearer: { env: 'TOKEN' } };

async function headersOf(given: z.input<typeof schema>, url = 'http://127.0.0.1/'): Promise<Record<string, string>> {
  const headers = await accessHeaders(schema.parse(given), baseUrl(url).credentials, options);
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value instanceof Secret ? `(${value.reveal()})` : value]));
}

describe('headers', () => {
  it('are none without credentials', async () => {
    expect(await headersOf({})).toEqual({});
  });

  it('carry a bearer token as a secret', async () => {
    expect(await headersOf(bearer)).toEqual({ authorization: '(Bearer canary-1)' });
  });

  it('carry user and password as a secret, in UTF-8', async () => {
    const encoded = Buffer.from('jürgen:canary-1').toString('base64');
    expect(await headersOf({ basic: { user: 'jürgen', password: { env: 'TOKEN' } } })).toEqual({ authorization: `(Basic ${encoded})` });
  });

  it('move user and password of the address into a header', async () => {
    const encoded = Buffer.from('u:p w').toString('base64');
    expect(await headersOf({}, 'http://u:p%20w@127.0.0.1/')).toEqual({ authorization: `(Basic ${encoded})` });
  });

  it('carry the tenant under the usual name or another', async () => {
    expect(await headersOf({ tenant: 'a|b' })).toEqual({ 'x-scope-orgid': 'a|b' });
    expect(await headersOf({ tenant: 'x', tenant_header: 'THANOS-TENANT' })).toEqual({ 'thanos-tenant': 'x' });
  });

  it('carry headers of one\'s own, plain or secret', async () => {
    expect(await headersOf({ headers: { 'X-Region': 'eu', 'X-Key': { env: 'TOKEN' } } })).toEqual({ 'x-region': 'eu', 'x-key': '(canary-1)' });
  });

  it('fail with the name of a variable that is not set', async () => {
    await expect(headersOf({ bearer: { env: 'NOPE' } })).rejects.toThrow('NOPE is not set');
  });
});

describe('the configuration', () => {
  it.each([
    ['a token as plain text', { bearer: 'canary-1' }],
    ['a password as plain text', { basic: { user: 'u', password: 'canary-1' } }],
    ['an authorization header as plain text', { headers: { Authorization: 'Bearer canary-1' } }],
    ['a cookie as plain text', { headers: { cookie: 'session=canary-1' } }],
    ['a header name with a space', { headers: { 'X Bad': 'y' } }],
    ['a header value with a line break', { headers: { 'X-Bad': 'a\r\nHost: evil' } }],
    ['an empty tenant', { tenant: '' }],
    ['an unknown field', { barer: { env: 'TOKEN' } }],
  ])('refuses %s', (_, given) => {
    const parsed = schema.safeParse(given);
    expect(parsed.success).toBe(false);
    expect(String(parsed.error)).not.toContain('canary-1');
  });

  function issues(given: z.input<typeof schema>, ...urls: string[]): string[] {
    return accessIssues(schema.parse(given), urls.map((url) => new URL(url))).map(({ path, message }) => `${path}: ${message}`);
  }

  it('refuses two ways of proving who one is', () => {
    expect(issues({ ...bearer, basic: { user: 'u', password: { env: 'TOKEN' } } }, 'https://h/')).toEqual(['bearer: choose one of: basic, bearer']);
    expect(issues(bearer, 'https://u:p@h/')).toEqual(['bearer: choose one of: bearer, user and password in the address']);
  });

  it('refuses credentials over plain http to another machine unless that is allowed', () => {
    expect(issues(bearer, 'https://a/', 'http://b:9090/')).toHaveLength(1);
    expect(issues({}, 'http://u:p@b/')).toHaveLength(1);
    expect(issues({ headers: { 'x-key': { env: 'TOKEN' } } }, 'http://b/')).toHaveLength(1);
    expect(issues({ ...bearer, allow_insecure: true }, 'http://b/')).toEqual([]);
    expect(issues(bearer, 'http://127.0.0.1/', 'https://b/')).toEqual([]);
    expect(issues({ tenant: 'plain' }, 'http://b/')).toEqual([]);
  });
});
