import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request, type HttpRequest } from '../../../../src/data/sources/http/client.ts';
import { openClient } from '../../../../src/data/sources/http/open-client.ts';
import { CERTIFICATE, KEY } from '../../../support/tls.ts';

const { signal } = new AbortController();
let server: Server;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'obs-tls-'));
  server = createServer({ cert: CERTIFICATE, key: KEY }, (_, response) => response.end('ok'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

function asking(host = '127.0.0.1'): HttpRequest {
  const { port } = server.address() as AddressInfo;
  const url = new URL(`https://${host}:${port}/`);
  return { url, signal: new AbortController().signal, deadlineMillis: 20_000, maxBytes: 1_000 };
}

async function throughCa(text: string): Promise<string> {
  const path = join(folder, 'ca.pem');
  await writeFile(path, text);
  const client = await openClient({ ca_file: path }, signal);
  try {
    return (await client.request(asking())).text;
  } finally {
    await client.close();
  }
}

describe('a server with a certificate of its own', () => {
  it('is not trusted', async () => {
    await expect(request(asking())).rejects.toMatchObject({ code: 'SOURCE_UNREACHABLE', retry: true });
    await expect(request(asking())).rejects.toThrow(/is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)/);
  });

  it('is not trusted even where the environment switches verification off', async () => {
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      await expect(request(asking())).rejects.toMatchObject({ code: 'SOURCE_UNREACHABLE' });
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
    }
  });

  it('is trusted through its authority file', async () => {
    expect(await throughCa(CERTIFICATE)).toBe('ok');
  });

  it('cannot be asked with an authority file that is missing or holds no certificate', async () => {
    await expect(openClient({ ca_file: join(folder, 'missing.pem') }, signal)).rejects.toMatchObject({ code: 'SOURCE_FILE', retry: false });
    await expect(throughCa('hello')).rejects.toMatchObject({ code: 'SOURCE_FILE' });
  });
});
