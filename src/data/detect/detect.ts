// Finds out what speaks at an address: sends only the GETs of probes.ts, all at once, and follows no redirect. A user and password in
// the address go to that address alone, and only encrypted or to this machine.
import { ObsError, SourceError } from '../../model/errors.ts';
import { baseUrl, hostAndPort } from '../sources/http/base-url.ts';
import { httpClient, type HttpAnswer, type HttpClient } from '../sources/http/client.ts';
import { accessHeaders } from '../sources/http/auth.ts';
import { ADAPTERS } from '../sources/index.ts';
import { probesFor, tailProbe, type FoundEntry, type Probe } from './probes.ts';

export type { FoundEntry } from './probes.ts';

const DEADLINE_MILLIS = 5_000;
const MOST_BYTES = 64 * 1024 * 1024;

/** At least one entry; throws USAGE for what is no address, and a SourceError where nothing known answers. */
export async function detect(address: string): Promise<readonly FoundEntry[]> {
  if (!URL.canParse(address)) throw new ObsError('USAGE', `"${address}" is not an address such as http://localhost:9090`);
  const url = new URL(address);
  const isSocket = url.protocol === 'ws:' || url.protocol === 'wss:';
  if (!isSocket && url.protocol !== 'http:' && url.protocol !== 'https:') throw new ObsError('USAGE', `"${address}": only http, https, ws and wss are understood`);
  const client = httpClient();
  try {
    return (isSocket ? [await askTail(client, url)] : await askAll(client, address)).map(checked);
  } finally {
    await client.close();
  }
}

/** A WebSocket address can be nothing but a log tail. It is asked for a row to see how messages are written; an answer is not needed. */
async function askTail(client: HttpClient, url: URL): Promise<FoundEntry> {
  const base = new URL(url);
  base.pathname = base.pathname.replace(/\/logs\/tail\/?$/, '');
  const entry = { name: `logs ${hostAndPort(url)}`, kind: 'logs-tail', url: base.href };
  // With these the adapter refuses the address, and says why.
  if (base.search !== '' || base.username !== '' || base.password !== '') return entry;
  const http = new URL(base.href.replace(/^ws/, 'http'));
  const probe = tailProbe({ address: http.href, url: http, name: entry.name, credentials: false });
  const { answer } = await ask(client, probe, http.href);
  const found = answer === undefined ? undefined : probe.read(answer);
  return { ...found, ...entry };
}

async function askAll(client: HttpClient, address: string): Promise<readonly FoundEntry[]> {
  const { url, credentials } = baseUrl(address);
  const given = { address, url, name: hostAndPort(url), credentials: credentials !== undefined };
  const answers = await Promise.all(probesFor(given).map((probe) => ask(client, probe, address)));
  const found = answers.flatMap(({ probe, answer }) => (answer === undefined ? [] : (probe.read(answer) ?? [])));
  // A Prometheus server has a page about itself too; its API says more.
  const metrics = found.find((entry) => entry.kind === 'prometheus') ?? found.find((entry) => entry.kind === 'scrape');
  const others = found.filter((entry) => entry.kind !== 'prometheus' && entry.kind !== 'scrape');
  const all = [...others, ...(metrics === undefined ? [] : [metrics])];
  if (all.length > 0) return all;
  throw nothingFound(given.name, answers);
}

interface Asked {
  readonly probe: Probe;
  readonly answer: HttpAnswer | undefined;
  readonly error: SourceError | undefined;
}

async function ask(client: HttpClient, probe: Probe, address: string): Promise<Asked> {
  const { signal } = new AbortController();
  const headers = await accessHeaders({ tenant_header: 'x-scope-orgid', allow_insecure: false }, baseUrl(address).credentials, { signal });
  try {
    const answer = await client.request({
      url: probe.url,
      headers: { accept: 'application/json, text/plain;q=0.5', ...headers },
      signal,
      deadlineMillis: DEADLINE_MILLIS,
      maxBytes: MOST_BYTES,
      accepts: (status) => status === 200 || status === 404,
    });
    return { probe, answer, error: undefined };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { probe, answer: undefined, error };
  }
}

/** What stood in the way of an answer tells more than that there was none. */
function nothingFound(name: string, answers: readonly Asked[]): ObsError {
  const errors = answers.flatMap(({ error }) => error ?? []);
  const telling = errors.find(({ code }) => code !== 'SOURCE_HTTP' && code !== 'SOURCE_PROTOCOL') ?? errors[0];
  return telling ?? new ObsError('SOURCE_PROTOCOL', `nothing that obs-tui can read answers at ${name}: no /logs/search, no Prometheus API, no metrics page`);
}

/** What the adapter itself would refuse is told here, before anything is recorded. */
function checked(entry: FoundEntry): FoundEntry {
  const parsed = ADAPTERS.find(({ kind }) => kind === entry.kind)?.config.safeParse(entry);
  if (parsed?.success === false) throw new ObsError('USAGE', `${entry.name}: ${parsed.error.issues.map(({ message }) => message).join('; ')}`);
  return entry;
}
