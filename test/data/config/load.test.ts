import { describe, expect, it } from 'vitest';
import { EMPTY_CONFIG } from '../../../src/data/config/empty.ts';
import { loadConfig, type KeyCheck } from '../../../src/data/config/load.ts';
import { issueAt } from '../../../src/data/config/issue.ts';
import { ADAPTERS } from '../../../src/data/sources/index.ts';

const anyKeys: KeyCheck = () => [];

/** `line:column: path: message` for each problem; empty where the text is a configuration. */
function problems(text: string, keys: KeyCheck = anyKeys): readonly string[] {
  const loaded = loadConfig(text, keys);
  return loaded.ok ? [] : loaded.problems.map(({ line, column, path, message }) => `${line}:${column}: ${path}: ${message}`);
}

const SCRAPE = `sources:
  - name: node
    kind: scrape
    targets: [{url: "http://localhost:9100"}]
`;
const PROMETHEUS = `  - name: prom
    kind: prometheus
    url: http://localhost:9090
`;

describe('a text that is no configuration', () => {
  it('is the one that counts where there is no file at all', () => {
    expect(loadConfig('', anyKeys)).toEqual({ ok: true, config: EMPTY_CONFIG });
  });

  it.each([
    ['nothing at all', ''],
    ['comments only', '# later\n'],
    ['an empty list of sources', 'sources: []'],
  ])('is none the less one where it is %s', (_, text) => {
    expect(problems(text)).toEqual([]);
  });

  it('has every default filled in', () => {
    const loaded = loadConfig('', anyKeys);
    expect(loaded).toEqual({ ok: true, config: { sources: [], panels: [], keys: {}, retention: { apply_at_start: false }, redact: { ips: false, copy: true, rules: [] }, incidents: { encrypt_to: [] }, ui: { zone: 'local', ascii: false } } });
  });

  it.each([
    ['a list', '- a\n', /^1:1: : a group of fields belongs here, not a list$/],
    ['a word', 'hello', /^1:1: : a group of fields belongs here, not a text$/],
    ['broken YAML', 'title: x\nsources: [a\n', /^3:1: : /],
    ['a key twice', 'title: x\ntitle: y\n', /^2:1: : Map keys must be unique$/],
    ['two documents', 'title: x\n---\ntitle: y\n', /^2:1: : /],
    ['an anchor that nobody set', 'title: *x\n', /^1:8: : there is no &x before this \*x$/],
  ])('is told where it is %s', (_, text, message) => {
    expect(problems(text)).toEqual([expect.stringMatching(message)]);
  });

  it('is refused before it is read where it is as large as a log file', () => {
    expect(problems(`# ${'x'.repeat(1_000_001)}`)).toEqual(['1:1: : the file is larger than 1 MB']);
  });

  it('cannot fill the memory with aliases of aliases', () => {
    const layers = Array.from({ length: 12 }, (_, i) => `k${i}: &a${i} [${Array.from({ length: 9 }, () => (i === 0 ? 'x' : `*a${i - 1}`)).join(', ')}]`);
    expect(problems(layers.join('\n'))).toEqual(['1:1: : Excessive alias count indicates a resource exhaustion attack']);
  });

  it.each(['__proto__: {a: 1}', 'constructor: 1', 'sources: [{__proto__: {kind: scrape}}]', 'keys: {__proto__: [x]}'])('changes nothing else where it says %s', (text) => {
    loadConfig(text, anyKeys);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(problems('')).toEqual([]);
  });
});

describe('a mistyped name', () => {
  it('is told at the name itself, with the one that was meant', () => {
    expect(problems('title: x\nsuorces: []\n')).toEqual(['2:1: suorces: there is no "suorces" here; did you mean "sources"?']);
  });

  it('is compared with the fields of the place where it stands, not with those of others', () => {
    expect(problems('ui:\n  zoen: utc\n')).toEqual(['2:3: ui.zoen: there is no "zoen" here; did you mean "zone"?']);
    expect(problems('ui:\n  targets: utc\n')).toEqual(['2:3: ui.targets: there is no "targets" here']);
    expect(problems(SCRAPE.replace('{url:', '{ulr:'))).toEqual([
      '4:15: sources.0.targets.0.url: is missing: give an address that begins with http:// or https://',
      '4:16: sources.0.targets.0.ulr: there is no "ulr" here; did you mean "url"?',
    ]);
  });

  it('is told for the kind of a source', () => {
    expect(problems('sources:\n  - {name: a, kind: prometeus}\n')).toEqual(['2:21: sources.0.kind: no source is of kind "prometeus"; did you mean "prometheus"?']);
    expect(problems('sources:\n  - {name: a, kind: carrier-pigeon}\n')[0]).toMatch(/^2:21: sources\.0\.kind: no source is of kind "carrier-pigeon"; the kinds are logs-tail, /);
  });

  it('is told inside a member of a union', () => {
    const text = 'sources:\n  - {name: a, kind: logs-tail, url: "ws://h", backfill: {minuts: 5}}\n';
    expect(problems(text)).toEqual([expect.stringMatching(/^2:58: sources\.0\.backfill\.minuts: there is no "minuts" here; did you mean "minutes"\?$/)]);
  });
});

describe('a wrong value', () => {
  it('is told at its place, all of them at once, in the order of the file', () => {
    expect(problems('title: 5\nui:\n  fps: 99\n  ascii: perhaps\n')).toEqual([
      '1:8: title: a text belongs here, not a number',
      '3:8: ui.fps: too big: expected number to be <=30',
      '4:10: ui.ascii: true or false belongs here, not a text',
    ]);
  });

  it('names the words that fit', () => {
    expect(problems('ui: {zone: cet}')).toEqual(['1:12: ui.zone: one of local, utc belongs here']);
  });

  it('is told at the entry where a field is missing', () => {
    expect(problems('sources:\n  - kind: scrape\n    name: a\n')).toEqual(['2:5: sources.0.targets: is missing: a list belongs here']);
    expect(problems('sources:\n  - name: a\n')[0]).toBe(`2:5: sources.0: kind is missing; one of ${ADAPTERS.map(({ kind }) => kind).join(', ')}`);
    expect(problems('sources:\n  - just a word\n')[0]).toMatch(/^2:5: sources\.0: kind is missing/);
  });

  it('never stands in the message where a secret belongs', () => {
    const text = 'sources:\n  - {name: a, kind: prometheus, url: "https://h", bearer: hunter2hunter2}\n';
    const [told = ''] = problems(text);
    expect(told).toMatch(/^2:59: sources\.0\.bearer: name a secret as \{env: NAME\}/);
    expect(problems(text).join()).not.toContain('hunter2');
  });
});

describe('entries that do not fit together', () => {
  it('are two sources of one name', () => {
    expect(problems(`${SCRAPE}  - {name: node, kind: follow, paths: [a.log]}\n`)).toEqual(['5:12: sources.1.name: another source is called "node" already']);
  });

  it('are a panel and a source that is not there', () => {
    expect(problems(`${SCRAPE}panels: [{title: a, expr: up, source: nod}]`)).toEqual(['5:39: panels.0.source: no source is called "nod"; did you mean "node"?']);
  });

  it('are a panel and a source without metrics', () => {
    const text = 'sources: [{name: logs, kind: follow, paths: [a.log]}]\npanels: [{title: a, expr: up, source: logs}]';
    expect(problems(text)).toEqual(['2:39: panels.0.source: a follow source has no metrics: name a scrape or prometheus source']);
  });

  it('are a panel that names no source where two could answer it', () => {
    expect(problems(`${SCRAPE}${PROMETHEUS}panels:\n  - {title: a, expr: up}`)).toEqual(['9:5: panels.0: source is missing: name one of node, prom']);
  });

  it('are two panels that ask one source the same', () => {
    const own = SCRAPE.replace('\n    targets', '\n    panels: [{title: b, expr: up}]\n    targets');
    expect(problems(`${own}panels: [{title: a, expr: up}]`)).toEqual(['6:27: panels.0.expr: another panel of this source asks the same']);
  });

  it('are fine as soon as the panel names one of two sources', () => {
    expect(problems(`${SCRAPE}${PROMETHEUS}panels: [{title: a, expr: up, source: node}, {title: b, expr: up, source: prom}]`)).toEqual([]);
  });
});

describe('an expression', () => {
  it('that is no PromQL is told with the character where it breaks', () => {
    expect(problems(`${SCRAPE}panels: [{title: a, expr: "sum(rate(x[5m])"}]`)).toEqual([expect.stringMatching(/^5:27: panels\.0\.expr: .+ \(character \d+\)$/)]);
  });

  it('that only a server can evaluate is refused for a scrape source alone', () => {
    const panel = 'panels: [{title: a, expr: "mad_over_time(x[5m])", source: SOURCE}]';
    expect(problems(`${SCRAPE}${PROMETHEUS}${panel.replace('SOURCE', 'node')}`)).toHaveLength(1);
    expect(problems(`${SCRAPE}${PROMETHEUS}${panel.replace('SOURCE', 'prom')}`)).toEqual([]);
  });

  it('of a source is checked as well', () => {
    const text = SCRAPE.replace('\n    targets', '\n    panels: [{title: b, expr: "rate(up)"}]\n    targets');
    expect(problems(text)).toEqual([expect.stringMatching(/^4:31: sources\.0\.panels\.0\.expr: expected range vector/)]);
  });
});

it('asks whoever knows the keys, and tells their problems at their places', () => {
  const check: KeyCheck = (keys) => Object.keys(keys).map((id) => issueAt(['keys', id, 0], `no ${id}`));
  expect(problems('keys:\n  global.paus: [p]\n', check)).toEqual(['2:17: keys.global.paus.0: no global.paus']);
});
