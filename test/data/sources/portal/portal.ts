// A portal that answers with what a test puts into it, and that can break in the middle of a request.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { httpLoopback, type Loopback } from '../../../support/loopback.ts';

export class FakePortal {
  readonly posts: { readonly path: string; readonly key: string; readonly body: Record<string, unknown> }[] = [];
  readonly lists: Record<string, unknown> = { alerts: [], slos: [], metrics: [], logs: [], traces: [], health: { status: 'healthy', checks: {} } };
  readonly missing = new Set<string>();
  /** What becomes of a POST: carried out and answered, carried out and the answer lost, or refused before anything happens. */
  onPost: 'done' | 'done-then-500' | 'done-then-cut' | 'refused' | 'fails' = 'done';
  /** Answers every request so. */
  status = 200;
  broken = false;
  readonly server: Loopback;

  private constructor(server: Loopback) {
    this.server = server;
  }

  static async start(): Promise<FakePortal> {
    const server = await httpLoopback((request, response) => portal.answer(request, response));
    const portal = new FakePortal(server);
    return portal;
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    if (this.broken) return void request.socket.destroy();
    if (this.status !== 200) {
      response.statusCode = this.status;
      response.end(JSON.stringify(request.headers));
      return;
    }
    if (request.method === 'POST') return this.#take(request, response);
    const path = new URL(request.url ?? '/', 'http://portal').pathname.replace('/obs/', '');
    const list = this.lists[path];
    if (list === undefined || this.missing.has(path)) response.statusCode = 404;
    response.end(JSON.stringify(list ?? {}));
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
      if (this.onPost.startsWith('done')) {
        this.posts.push({ path: request.url ?? '', key: String(request.headers['idempotency-key']), body });
        this.lists['alerts'] = (this.lists['alerts'] as object[]).map((alert) => ({ ...alert, acknowledged: true, acknowledged_by: body['acknowledged_by'], acknowledgement: body }));
      }
      if (this.onPost === 'done-then-cut') return void request.socket.destroy();
      response.statusCode = { done: 200, 'done-then-500': 500, 'done-then-cut': 200, refused: 409, fails: 503 }[this.onPost];
      response.end(response.statusCode === 200 ? JSON.stringify(body) : '{"error":"the store is away"}');
    });
  }
}

export const ALERT = {
  alert_id: 'alert-1', name: 'HighCPUUsage', severity: 'warning', status: 'firing', fired_at: '2026-11-21T13:55:00Z', node: 'did:vm:node:brick-02',
  rule: { expression: 'cpu_percent > 80 for 5m', threshold: 80, duration: '5m' }, current_value: 87.3, labels: { region: 'eu-west' }, annotations: { summary: 'CPU high' },
};
