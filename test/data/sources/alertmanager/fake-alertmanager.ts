// A small Alertmanager on loopback, well behaved until a test tells it otherwise.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { httpLoopback, type Loopback } from '../../../support/loopback.ts';

export interface FakeSilence {
  readonly id: string;
  status: { state: string };
  readonly comment: string;
  readonly createdBy: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly matchers: readonly object[];
}

/** What becomes of one request that changes something: whether it is carried out, and how it is answered. */
export type Fate =
  | { readonly applied: boolean; readonly answer: number; readonly body?: string }
  | { readonly applied: boolean; readonly answer: 'cut' | 'never' | 'half' };

export interface FakeAlertmanager extends Loopback {
  alerts: unknown[];
  silences: FakeSilence[];
  /** Fates of the next requests that change something, in order; those after them go well. */
  fates: Fate[];
  /** The status with which lists are answered, by call; 200 when it runs out. */
  listStatuses: number[];
  /** Method and path of every request. */
  readonly asked: string[];
  /** Silences that are not expired. */
  lasting(): readonly FakeSilence[];
}

const WELL: Fate = { applied: true, answer: 200 };

export async function fakeAlertmanager(prefix = ''): Promise<FakeAlertmanager> {
  const server = await httpLoopback((request, response) => void serve(fake, prefix, request, response));
  const fake: FakeAlertmanager = {
    ...server, alerts: [], silences: [], fates: [], listStatuses: [], asked: [],
    lasting: () => fake.silences.filter(({ status }) => status.state !== 'expired'),
  };
  return fake;
}

async function serve(fake: FakeAlertmanager, prefix: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', url = '' } = request;
  const path = new URL(url, 'http://x').pathname;
  fake.asked.push(`${method} ${path}`);
  const text = await bodyOf(request);
  const [, id = ''] = /\/api\/v2\/silence\/(.+)$/.exec(path) ?? [];
  if (method === 'POST' && path === `${prefix}/api/v2/silences`) return change(fake, request, response, () => ({ silenceID: make(fake, text) }));
  if (method === 'DELETE' && id !== '') return change(fake, request, response, () => expire(fake, id));
  const status = (path.includes('/api/v2/') ? fake.listStatuses.shift() : undefined) ?? 200;
  if (status !== 200) return void response.writeHead(status).end();
  if (id !== '') {
    const found = fake.silences.find((silence) => silence.id === id);
    return void response.writeHead(found === undefined ? 404 : 200).end(found === undefined ? '' : JSON.stringify(found));
  }
  if (path === `${prefix}/api/v2/status`) return void response.end(JSON.stringify({ cluster: { status: 'disabled' }, versionInfo: { version: '0.33.0' } }));
  const list = path === `${prefix}/api/v2/alerts` ? fake.alerts : path === `${prefix}/api/v2/silences` ? fake.silences : undefined;
  response.writeHead(list === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(list ?? 'not found'));
}

function change(fake: FakeAlertmanager, request: IncomingMessage, response: ServerResponse, apply: () => object | undefined): void {
  const fate = fake.fates.shift() ?? WELL;
  const outcome = fate.applied ? apply() : {};
  if (fate.answer === 'cut') return void request.socket.destroy();
  if (fate.answer === 'never') return;
  if (fate.answer === 'half') {
    response.writeHead(200, { 'content-length': '500' }).write('{"silenceID":');
    return void request.socket.end();
  }
  const status = outcome === undefined ? 404 : fate.answer;
  response.writeHead(status, { 'content-type': 'application/json' }).end('body' in fate ? fate.body : status === 200 ? JSON.stringify(outcome) : '');
}

function make(fake: FakeAlertmanager, text: string): string {
  const silence = { id: randomUUID(), status: { state: 'active' }, ...JSON.parse(text) } as FakeSilence;
  fake.silences.push(silence);
  return silence.id;
}

function expire(fake: FakeAlertmanager, id: string): object | undefined {
  const silence = fake.silences.find((one) => one.id === id);
  if (silence === undefined) return undefined;
  silence.status = { state: 'expired' };
  return {};
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) text += String(chunk);
  return text;
}

/** One alert as the server lists it. */
export function aListedAlert(name: string, over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    labels: { alertname: name, node: 'brick-02', severity: 'warning' }, annotations: { summary: `${name} is on` }, startsAt: '2025-11-21T14:00:00.000Z',
    endsAt: '2099-11-21T14:04:00.000Z', updatedAt: '2025-11-21T14:00:00.000Z', generatorURL: 'http://prom:9090/graph?g0.expr=cpu_percent+%3E+80&g0.tab=1',
    status: { state: 'active', silencedBy: [], inhibitedBy: [] }, receivers: [{ name: 'hook' }], ...over,
  };
}
