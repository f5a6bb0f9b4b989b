import { afterEach, describe, expect, it } from 'vitest';
import { detectServer, metricNames, metricTypes } from '../../../../src/data/sources/prometheus/catalogue.ts';
import { prometheusConfig } from '../../../../src/data/sources/prometheus/config.ts';
import { openApi } from '../../../../src/data/sources/prometheus/open-api.ts';
import type { PrometheusApi } from '../../../../src/data/sources/prometheus/api.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { fakePrometheus, json, success, vector, type Answering } from './fake-prometheus.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((thing) => thing.close()));
});

async function asking(answer: Answering): Promise<PrometheusApi> {
  const server = await fakePrometheus(answer);
  const config = prometheusConfig.parse({ name: 'p', kind: 'prometheus', url: server.url().href });
  const opened = await openApi(config, new ManualClock(), new AbortController().signal);
  open.push(opened, server);
  return opened.api;
}

describe('what answers', () => {
  it.each([
    ['Prometheus with its version', { version: '3.5.3', goVersion: 'go1.27.1' }, {}, { product: 'Prometheus', version: '3.5.3' }],
    ['Mimir', { application: 'Grafana Mimir', version: '2.15.0', goVersion: 'go1.23' }, {}, { product: 'Mimir', version: '2.15.0' }],
    ['VictoriaMetrics, whatever version it pretends', { version: '2.24.0' }, { 'x-server-hostname': 'vm' }, { product: 'VictoriaMetrics', version: undefined }],
    ['VictoriaMetrics without build information', {}, {}, { product: 'VictoriaMetrics', version: undefined }],
  ])('is %s', async (_, data, headers, expected) => {
    const api = await asking((_asked, response) => json(response, { status: 'success', data }, 200, headers));
    expect(await detectServer(api)).toEqual(expected);
  });

  it.each([404, 403, 400])('is some server with the API where build information is answered with %i', async (status) => {
    const api = await asking(({ path }, response) => {
      if (path.endsWith('/query')) success(response, vector([{}, 1, '1']));
      else response.writeHead(status).end('no');
    });
    expect(await detectServer(api)).toEqual({ product: 'a server with the Prometheus API', version: undefined });
  });

  it.each([
    ['is a web site', 200, 'text/html', '<html>', 'SOURCE_PROTOCOL'],
    ['has no such path', 404, 'text/plain', 'no', 'SOURCE_NOT_FOUND'],
    ['wants credentials', 401, 'text/plain', 'no', 'SOURCE_AUTH'],
  ])('is told when it %s', async (_, status, type, body, code) => {
    const api = await asking((_asked, response) => response.writeHead(status, { 'content-type': type }).end(body));
    await expect(detectServer(api)).rejects.toMatchObject({ code });
  });
});

describe('names of metrics', () => {
  it('are those that the server holds', async () => {
    expect(await metricNames(await asking((_, response) => success(response, ['up', 5, 'node_load1'])))).toEqual(new Set(['up', 'node_load1']));
  });

  it.each([
    ['refuses', (_: unknown, response: Parameters<Answering>[1]) => void response.writeHead(403).end()],
    ['answers null', (_: unknown, response: Parameters<Answering>[1]) => success(response, null)],
  ])('are none where the server %s', async (_, answer) => {
    expect(await metricNames(await asking(answer))).toEqual(new Set());
  });
});

it('reads types by family, and leaves out what it cannot read', async () => {
  const data = {
    lab_requests: [{ type: 'counter', unit: '', help: '' }],
    two: [{ type: 'gauge' }, { type: 'counter' }],
    strange: [{ type: 'gouge' }],
    empty: [],
    nothing: null,
  };
  expect([...(await metricTypes(await asking((_, response) => success(response, data))))]).toEqual([['lab_requests', 'counter'], ['two', 'gauge']]);
});
