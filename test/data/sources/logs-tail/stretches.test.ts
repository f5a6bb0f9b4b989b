import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { httpClient, type HttpClient } from '../../../../src/data/sources/http/client.ts';
import { Search } from '../../../../src/data/sources/logs-tail/search.ts';
import { stretches } from '../../../../src/data/sources/logs-tail/stretches.ts';
import { aRow, NodeServer, type Row } from './node-server.ts';

let server: NodeServer;
let client: HttpClient;

beforeEach(async () => {
  server = await NodeServer.start();
  client = httpClient();
});

afterEach(async () => {
  await client.close();
  await server.close();
});

function search(): Search {
  const url = new URL(`http://127.0.0.1:${server.port}/logs/search`);
  const signal = new AbortController().signal;
  return new Search({ client, url, shown: url.href, query: new URLSearchParams(), headers: {}, host: undefined, allowInsecure: false, redact: (text) => text, signal });
}

/** So many rows in each of these seconds, ids from 1. */
function rowsBySecond(counts: Readonly<Record<number, number>>): Row[] {
  const rows: Row[] = [];
  for (const [second, count] of Object.entries(counts)) {
    for (let row = 0; row < count; row += 1) rows.push(aRow(rows.length + 1, { timestamp: Number(second) }));
  }
  return rows;
}

async function all(upTo: number, from: number, to: number): Promise<number[]> {
  const got: number[] = [];
  for await (const { rows } of stretches(search(), { after: 0, upTo, from, to, fetchedTo: undefined, pageRows: 200 })) got.push(...rows.map(({ id }) => id));
  return got;
}

const range = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

describe('stretches', () => {
  it('narrow where rows come in a burst after a long quiet', async () => {
    server.rows = rowsBySecond({ 1_000: 10, 9_000: 190, 9_001: 190, 9_002: 190 });
    expect(await all(580, 1_000, 9_002)).toEqual(range(580));
  });

  it('take a single second whole, though it holds more than a page', async () => {
    server.rows = rowsBySecond({ 1_000: 10, 1_001: 450, 1_002: 10 });
    expect(await all(470, 1_000, 1_002)).toEqual(range(470));
  });

  it('take what fits of a second that is too heavy for one answer', async () => {
    const heavy = 'x'.repeat(1_024 * 1_024);
    server.rows = rowsBySecond({ 1_000: 70 }).map((row) => ({ ...row, message: heavy }));
    expect(await all(70, 1_000, 1_000)).toEqual(range(70).slice(-10));
  });

  it('find rows whose time lies before the row they came after', async () => {
    server.rows = [aRow(1, { timestamp: 900 }), aRow(2, { timestamp: 10 }), aRow(3, { timestamp: 905 })];
    expect((await all(3, 900, 905)).toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
  });

  it('fail soon where the server answers no rows at all', async () => {
    server.body = 'no rows';
    await expect(all(100, 1_000, 1_100)).rejects.toMatchObject({ code: 'SOURCE_PROTOCOL' });
    expect(server.asked.length).toBeLessThan(30);
  });
});
