// The real exporter over gRPC, fetched for this run alone: it brings fifty packages, too many to keep.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { otlpAdapter } from '../../src/data/sources/otlp/index.ts';
import { systemClock } from '../../src/lib/clock.ts';
import type { Draft } from '../../src/model/signal.ts';
import { closedPort, until } from '../support/loopback.ts';

const PACKAGES = ['@opentelemetry/api@1.10.0', '@opentelemetry/sdk-trace@3.1.1', '@opentelemetry/exporter-trace-otlp-grpc@0.301.0'];
const INSTALL_MILLIS = 180_000;

const EMITTER = `
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
const exporter = new OTLPTraceExporter({ url: process.argv[2], compression: process.argv[3] });
const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
const span = provider.getTracer('real').startSpan('over grpc', { attributes: { answer: 42 } });
span.end();
await provider.forceFlush();
await provider.shutdown();
console.log(span.spanContext().traceId);
`;

const folder = mkdtempSync(join(tmpdir(), 'obs-tui-otlp-grpc-'));

beforeAll(() => {
  writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}');
  execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--silent', ...PACKAGES], { cwd: folder, stdio: 'pipe' });
  writeFileSync(join(folder, 'emit.js'), EMITTER);
}, INSTALL_MILLIS);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the real exporter over gRPC', () => {
  it.each(['none', 'gzip'])('sends a span, compression %s', async (compression) => {
    const port = await closedPort();
    const config = otlpAdapter.config.parse({ name: 'otlp', kind: 'otlp', http: false, grpc: port });
    const stop = new AbortController();
    const drafts: Draft[] = [];
    let listens = false;
    const reading = (async () => {
      for await (const batch of otlpAdapter.open(config, { clock: systemClock, random: () => 0 }).stream({ signal: stop.signal })) {
        listens = true;
        drafts.push(...batch.drafts);
        batch.committed?.();
      }
    })();
    onTestFinished(async () => {
      stop.abort();
      await reading;
    });
    await until(() => listens);
    const { spawn } = await import('node:child_process');
    const child = spawn(process.execPath, ['emit.js', `http://127.0.0.1:${port}`, compression], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    const code = await new Promise((resolve) => child.on('exit', resolve));
    expect(code).toBe(0);
    await until(() => drafts.length > 0, 30_000);
    expect(drafts).toMatchObject([{ kind: 'span', name: 'over grpc', traceId: printed.trim(), attributes: { answer: 42 } }]);
  });
});
