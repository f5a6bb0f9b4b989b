// The places a secret can stand in, and what must be true of every redaction: nothing survives, counts are exact, equal values stay
// equal, twice is once, and nothing throws.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayHold } from '../../../src/model/redact/prefilter.ts';
import { builtInRules } from '../../../src/model/redact/rules.ts';
import { makeRedactor, type RedactOptions, type Redactor } from '../../../src/model/redact/redactor.ts';
import { PLANTED } from '../../support/secrets.ts';

const KEY = Buffer.alloc(32, 7);
const aRedactor = (options: Partial<RedactOptions> = {}): Redactor => makeRedactor({ key: KEY, ...options });
const row = (more: object): string => JSON.stringify({ k: 'log', seq: 41, at: 1_795_269_600_000_000, source: 1, level: 'info', ...more });
const marks = (text: string): readonly string[] => text.match(/\[REDACTED:[a-z\d-]+:[\da-f]{8}\]/g) ?? [];
const sum = (redactor: Redactor): number => [...redactor.counts.values()].reduce((all, count) => all + count, 0);

describe('a planted secret', () => {
  const cases = PLANTED.map((planted, index) => [`${planted.rule} (${index + 1})`, planted] as const);

  it.each(cases)('of kind %s does not survive in text, and is counted once', (_, { rule, secret, text }) => {
    const redactor = aRedactor();
    const clean = redactor.text(text);
    expect(clean).not.toContain(secret);
    expect(marks(clean)).toHaveLength(1);
    expect([...redactor.counts]).toEqual([[rule, 1]]);
  });

  it.each(cases)('of kind %s does not survive in a row: message, attribute, nested, label, key', (_, { secret, text }) => {
    const redactor = aRedactor();
    const line = row({ message: text, attributes: { note: text, deep: { list: [1, { text }] }, [text]: 1 } });
    const clean = redactor.json(line);
    const inside = JSON.stringify(secret).slice(1, -1);
    expect(line).toContain(inside);
    expect(clean).not.toContain(inside);
    expect(sum(redactor)).toBe(4);
    expect(marks(clean)).toHaveLength(4);
  });

  it.each(cases)('of kind %s is seen by the prefilter, raw and as JSON', (_, { text }) => {
    expect(mayHold(text)).toBe(true);
    expect(mayHold(row({ message: text }))).toBe(true);
    expect(mayHold(row({ message: JSON.stringify({ inner: `\n${text}` }) }))).toBe(true);
  });

  it.each(cases)('of kind %s does not survive in JSON inside of JSON', (_, { secret, text }) => {
    const clean = aRedactor().text(JSON.stringify({ message: text }));
    expect(clean).not.toContain(JSON.stringify(secret).slice(1, -1));
  });
});

describe('a telling name', () => {
  const NAMES = ['password', 'passwd', 'DB_PASSWORD', 'dbPassword', 'db.password', 'secret', 'clientSecret', 'client-secret', 'token', 'authToken', 'X-Auth-Token', 'api_key', 'apikey', 'X-Api-Key', 'accessKey', 'AWS_ACCESS_KEY', 'private_key', 'authorization', 'Proxy-Authorization', 'cookie', 'Set-Cookie', 'passphrase', 'credentials', 'JSESSIONID', 'session_id'];

  it.each(NAMES)('%s hides whatever stands under it', (name) => {
    const secret = 'plain words of a long kind';
    const line = row({ attributes: { [name]: secret, other: { [name]: [secret, { part: secret }] } } });
    const redactor = aRedactor();
    expect(redactor.json(line)).not.toContain(secret);
    expect(sum(redactor)).toBe(3);
  });

  it('stands beside its value as well', () => {
    const clean = aRedactor().json(row({ rest: { attributes: [{ key: 'db.password', value: { stringValue: 'plain' } }], headers: [['Cookie', 'plain']], fields: [{ name: 'token', value: 'plain-1' }] } }));
    expect(clean).not.toContain('plain');
  });

  it('hides numbers where they can only be a secret', () => {
    expect(aRedactor().json(row({ attributes: { password: 123_456, tokens: 512, card: 4_111_111_111_111_111, at_ns: 4_111_111_111_111_111 } })))
      .toMatch(/"password":"\[RED.*"tokens":512,"card":"\[RED.*"at_ns":4111111111111111/);
  });

  it('leaves what is no secret under it: nothing, a reference, a mask, a word', () => {
    const fields = { password: '', secret: null, token: '***', api_key: '${API_KEY}', cookie: true, access_key: '[secret]', max_tokens: '4096', 'app.token': 'short', passwords_changed: 'three' };
    expect(aRedactor().fields(fields)).toEqual(fields);
  });

  it('keeps the scheme of a header, so that the same credential has the same mark everywhere', () => {
    const redactor = aRedactor();
    const [mark] = marks(redactor.text('Authorization: Bearer abcdef0123456789'));
    expect(redactor.fields({ authorization: 'Bearer abcdef0123456789' })).toEqual({ authorization: `Bearer ${mark}` });
  });
});

describe('a pseudonym', () => {
  it('is the same for the same value, however it is written around it', () => {
    const redactor = aRedactor();
    const [first] = marks(redactor.text('password=hunter2'));
    expect(marks(redactor.text('{"password": "hunter2"}'))).toEqual([first]);
    expect(redactor.fields({ password: 'hunter2' })).toEqual({ password: first });
    expect(marks(redactor.text('4111-1111-1111-1111'))).toEqual(marks(redactor.text('card 4111111111111111')));
  });

  it('differs by value and by key', () => {
    const one = aRedactor().text('password=hunter2');
    expect(aRedactor().text('password=hunter3')).not.toBe(one);
    expect(aRedactor({ key: Buffer.alloc(32, 8) }).text('password=hunter2')).not.toBe(one);
  });
});

describe('columns of our own', () => {
  it('of other systems stay too: digits under a name that says id or time are no card', () => {
    const attributes = { correlation_id: '3558321725374110', 'span.parentId': '3558321725374110', sent_ns: '3558321725374110' };
    expect(aRedactor().json(row({ attributes }))).toBe(row({ attributes }));
    for (const name of ['payment_id', 'card_id', 'number', 'value', 'note', 'paid']) expect(aRedactor().json(row({ attributes: { [name]: '3558321725374110' } }))).toContain('[REDACTED:card:');
    expect(aRedactor().text('span 3558321725374110, pan 3558321725374110')).toMatch(/^span \[RED.*pan \[RED/);
    expect(aRedactor().text('span#3558321725374110')).toBe('span#3558321725374110');
    const owned = aRedactor({ rules: [{ name: 'ours', pattern: '35583\\d+' }] });
    expect(owned.json(row({ attributes }))).toContain('[REDACTED:ours:');
  });

  it('that name rows stay, even where a trace id reads like a card', () => {
    const line = row({ traceId: '41111111111111114111111111111111', spanId: '4111111111111111', rowId: '4111111111111111', message: 'mail to a.b@example.org' });
    const clean = JSON.parse(aRedactor().json(line)) as Record<string, unknown>;
    expect(clean).toMatchObject({ seq: 41, at: 1_795_269_600_000_000, traceId: '41111111111111114111111111111111', spanId: '4111111111111111', rowId: '4111111111111111' });
    expect(clean['message']).toMatch(/^mail to \[REDACTED:email:/);
  });

  it('stay in their order, and a clean row stays the same text', () => {
    const clean = row({ message: 'nothing here', attributes: { b: 1, a: 2 } });
    expect(aRedactor().json(clean)).toBe(clean);
    expect(Object.keys(JSON.parse(aRedactor().json(row({ z: 1, message: 'password=x1', a: 2 }))) as object)).toEqual(['k', 'seq', 'at', 'source', 'level', 'z', 'message', 'a']);
  });

  it('do not hide a secret that was put under their name', () => {
    expect(aRedactor().json(row({ attributes: { traceId: 'password=hunter2' } }))).not.toContain('hunter2');
  });
});

describe('addresses of machines', () => {
  const text = 'from 10.0.0.5:9100 and [2001:db8::1]:443 via fe80::1 at 12:34:56 with v1.2.3';

  it('stay unless they are asked for', () => {
    expect(aRedactor().text(text)).toBe(text);
  });

  it('go when they are, while times and versions stay', () => {
    const redactor = aRedactor({ ips: true });
    expect(redactor.text(text)).toMatch(/^from \[RED\S+:9100 and \[\[RED\S+\]:443 via \[RED\S+ at 12:34:56 with v1\.2\.3$/);
    expect(redactor.counts).toEqual(new Map([['ipv4', 1], ['ipv6', 2]]));
  });
});

describe('every input', () => {
  const bits = fc.constantFrom(...PLANTED.map(({ text }) => text), 'password=', '"', "'", '\\', ' ', '\n', '@', ':', '://', '[REDACTED:x:00000000]', 'Bearer ', 'a', '4111', '-----BEGIN PRIVATE KEY-----');
  const texts = fc.array(fc.oneof(bits, fc.string({ maxLength: 12 })), { maxLength: 12 }).map((parts) => parts.join(''));

  it('is the same after the second time as after the first', () => {
    const redactor = aRedactor({ ips: true });
    fc.assert(fc.property(texts, (text) => redactor.text(redactor.text(text)) === redactor.text(text)), { numRuns: 400 });
  });

  it('of JSON stays JSON, and the same after the second time', () => {
    const redactor = aRedactor();
    fc.assert(
      fc.property(fc.object({ values: [texts, fc.integer()], key: fc.oneof(texts, fc.constantFrom('password', 'token', '__proto__', 'cookie')) }), (value) => {
        const once = redactor.json(JSON.stringify(value));
        expect(redactor.json(once)).toBe(JSON.stringify(JSON.parse(once)));
      }),
      { numRuns: 200 },
    );
  });

  it('is taken: no JSON, a bare value, a deep nest, half a character', () => {
    const redactor = aRedactor();
    const deep = `${'{"password":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
    for (const line of ['', '{', 'password=hunter2 {', '"password=hunter2"', '[1', 'null', deep, '"\\ud800 a@b.example"', '{"__proto__":{"password":"hunter2"}}']) {
      expect(redactor.json(line)).not.toContain('hunter2');
    }
  });
});

describe('the prefilter', () => {
  const words = ['password', 'pwd', 'secret', 'dbpass', 'api-key', 'apiKey', 'access_key', 'token', 'tokens', 'credential', '_auth', 'sessionid', 'session id', 'connect.sid', 'Bearer', 'basic', 'authorization', 'x-auth', 'cookie', 'sig', 'signature', 'aws', 'key', '--', 'pass', 'pw', ' -u ', ' --user=', 'password is ', 'identified by '];
  const joints = ['=', ':', ': ', '=>', '"', '\\"', "'", ' ', '\t', '\n', '%3D', '&', '?', '[', ']', '@', '.', '/', '-'];
  const values = [...PLANTED.map(({ secret }) => secret), 'hunter2', 'a=b', 'ab1', 'aB3dE5fG7hJ9kL2mN4pQ6rS8t', 'a.b', '4', 'YWxhZGRpbjpvcGVu'];
  const parts = fc.oneof(fc.constantFrom(...words), fc.constantFrom(...joints), fc.constantFrom(...values));
  const texts = fc.array(parts, { minLength: 2, maxLength: 7 }).map((all) => all.join(''));

  it('never passes over what a rule would find, in text, in JSON, and in JSON of JSON', () => {
    const rules = builtInRules(false);
    fc.assert(
      fc.property(texts, (text) => {
        const isFound = rules.some(({ find }) => find(text).length > 0);
        return !isFound || [text, JSON.stringify(text), JSON.stringify(JSON.stringify(text))].every(mayHold);
      }),
      { numRuns: 4_000 },
    );
  });

  it('passes over rows that hold nothing', () => {
    expect(mayHold(row({ service: 'auth', traceId: '0af7651916cd43dd8448eb211c80319c', message: 'connection returned to pool', attributes: { 'http.status': 200 } }))).toBe(false);
  });
});
