import { describe, expect, it } from 'vitest';
import { logsTailAdapter } from '../../../../src/data/sources/logs-tail/index.ts';
import { searchUrl, tailUrl } from '../../../../src/data/sources/logs-tail/endpoint.ts';

const SECRET = { env: 'NODE_PASSPHRASE' };

function problems(extra: Record<string, unknown>): string[] {
  const result = logsTailAdapter.config.safeParse({ name: 'n', kind: 'logs-tail', url: 'ws://127.0.0.1:3030', ...extra });
  return result.success ? [] : result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('the configuration of a log tail', () => {
  it('needs no more than a name and an address', () => {
    const config = logsTailAdapter.config.parse({ name: 'n', kind: 'logs-tail', url: 'ws://127.0.0.1:3030' });
    expect(config).toMatchObject({ message: 'text', limit: 5_000, interval_ms: 250, backfill: { minutes: 15, rows: 5_000 } });
  });

  it.each([
    [{ url: 'ftp://x' }, 'url'],
    [{ url: 'ws://h/logs/tail?passphrase=SECRETWORD' }, 'url'],
    [{ url: 'ws://user:SECRETWORD@127.0.0.1' }, 'url'],
    [{ passphrase: 'SECRETWORD' }, 'passphrase'],
    [{ bearer: 'SECRETWORD' }, 'bearer'],
    [{ block: 1.5 }, 'block'],
    [{ block: '7' }, 'block'],
    [{ limit: 0 }, 'limit'],
    [{ interval_ms: 0 }, 'interval_ms'],
    [{ correlation_id: 'x' }, ''],
    [{ url: 'ws://node.example:3030', passphrase: SECRET }, 'allow_insecure'],
    [{ url: 'http://node.example:3030', bearer: SECRET }, 'allow_insecure'],
  ])('refuses %j without repeating a secret', (extra, path) => {
    const found = problems(extra);
    expect(found.some((problem) => problem.startsWith(`${path}: `))).toBe(true);
    expect(found.join()).not.toContain('SECRETWORD');
  });

  it.each([
    { url: 'wss://node.example', passphrase: SECRET },
    { url: 'ws://node.example', passphrase: SECRET, allow_insecure: true },
    { url: 'ws://localhost:3030', passphrase: SECRET },
  ])('accepts %j', (extra) => {
    expect(problems(extra)).toEqual([]);
  });

  it.each(['ws://h:3030', 'http://h:3030/', 'ws://h:3030/logs/tail', 'http://h:3030/logs/search/'])('finds both addresses from %s', (given) => {
    expect(tailUrl(new URL(given)).href).toBe('ws://h:3030/logs/tail');
    expect(searchUrl(new URL(given)).href).toBe('http://h:3030/logs/search');
  });

  it('keeps a prefix and the transport', () => {
    expect(tailUrl(new URL('https://h/node-1/')).href).toBe('wss://h/node-1/logs/tail');
    expect(searchUrl(new URL('wss://h/node-1')).href).toBe('https://h/node-1/logs/search');
  });

  it('shows where it reads from', () => {
    const config = logsTailAdapter.config.parse({ name: 'n', kind: 'logs-tail', url: 'http://127.0.0.1:3030/x', passphrase: SECRET });
    expect(logsTailAdapter.target(config)).toBe('ws://127.0.0.1:3030/x/logs/tail');
  });
});
