import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWriter } from '../../../src/data/session/writer.ts';
import { lengthBounds } from '../../../src/cli/option-values.ts';
import { HOSTILE } from '../../support/builders.ts';
import { runCli, sessionsBelow } from '../../support/run-cli.ts';
import { aLog, aSpan, at, from, tempFolder } from '../../support/session.ts';
import { quickSpans, storySpans } from '../../screens/traces/story.ts';
import type { SpanDraft } from '../../../src/model/signal.ts';

const ID = '20261121T140000Z';
const SLOW = '4bf92f3577b34da6a3ce929d0e0e4736';
const QUICK = '4bf92faa00000000000000000000beef';

function recordedWith(commits: readonly (readonly [second: number, spans: readonly SpanDraft[]])[]): string {
  const home = tempFolder();
  const writer = openWriter(join(sessionsBelow(home), `${ID}.db`), { title: 'a test' });
  const source = writer.addSource({ name: 'traces', kind: 'otlp', target: 'none' });
  writer.append(from(source, aLog(0)), at(0));
  for (const [second, spans] of commits) writer.append(from(source, ...spans), at(second));
  writer.finalise();
  return home;
}

/** The quick settlement, then the slow one with eight small traces around it. */
function recorded(): string {
  const named = (spans: readonly SpanDraft[]): readonly SpanDraft[] => spans.map((span) => ({ ...span, traceId: { t0: QUICK, t1: SLOW }[span.traceId] ?? span.traceId }));
  return recordedWith([[5, named(quickSpans(1))], [20, named(storySpans(10))]]);
}

async function trace(argv: readonly string[], home = recorded()): Promise<string> {
  const { code, out, err } = await runCli(['trace', ...argv, '--utc'], { home });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
}

describe('trace show', () => {
  it('prints the whole waterfall: head, bottleneck in words, a row with bar and duration for every span', async () => {
    const lines = (await trace(['show', SLOW])).split('\n');
    expect(lines[0]).toBe(` trace ${SLOW}  began 2026-11-21 14:00:11.000`);
    expect(lines[1]).toMatch(/^ http_request {2}2\.34 s {2}✖ 2 errors {2}17 spans/u);
    expect(lines[2]).toBe(' bottleneck: anchor_request 1280 ms is 55 % of the critical path');
    expect(lines.find((line) => line.includes('anchor_request  '))).toMatch(/guardian +▾ anchor_request +.*█.* 2 s +critical 55 %$/u);
    expect(lines.find((line) => line.includes('GET'))).toContain('▸ ×12 GET');
    expect(lines.filter((line) => line === '')).toHaveLength(1);
  });

  it('takes the beginning of an id, in any letter case, where only one trace has it', async () => {
    expect(await trace(['show', '4BF92F3'])).toContain(SLOW);
    expect(await trace(['show', SLOW.toUpperCase()])).toContain(SLOW);
  });

  it('knows only what was known at a moment', async () => {
    const ran = await runCli(['trace', 'show', SLOW, '--at', '14:00:10', '--utc'], { home: recorded() });
    expect(ran).toMatchObject({ code: 5, out: '', err: expect.stringContaining(`there is no trace "${SLOW}"`) });
  });

  it('prints ASCII where that is asked for', async () => {
    expect(await trace(['show', SLOW, '--ascii'])).not.toMatch(/[^\n\x20-\x7e]/u);
  });

  it('prints one document with --json: every span in its place, with all that came', async () => {
    const shown = JSON.parse(await trace(['show', SLOW, '--json']));
    expect(shown).toMatchObject({ schema: 'obs-tui.trace/1', session: ID, trace_id: SLOW, name: 'http_request', start: '2026-11-21T14:00:11.000000Z', duration_ms: 2_340, spans: 17, errors: 2, bottleneck: { span_id: 'd', critical_ms: 1_280 } });
    expect(shown.items).toHaveLength(17);
    expect(shown.items[2]).toMatchObject({ span_id: 'c', parent_id: 'a', depth: 1, status: 'error', status_message: 'refused by peer', attributes: { deep: { inner: [1, 2] } }, events: [{ name: 'exception' }], links: [{ trace_id: 'cafe' }] });
    expect(shown.items.at(-1)).toMatchObject({ span_id: 'o', odd: 'orphan' });
  });
});

describe('trace search', () => {
  const ids = (out: string): readonly string[] => out.split('\n').slice(0, -1).map((row) => row.split('\t')[4] ?? '');

  it('lists the traces newest first, a row of tab-separated cells each', async () => {
    const out = await trace(['search', '--limit', '100']);
    expect(ids(out)).toHaveLength(10);
    expect(ids(out).at(-1)).toBe(QUICK);
    expect(out).toContain(`2026-11-21 14:00:11.000\t2.34 s\t17\t2\t${SLOW}\thttp_request\tportal, treasury, ledger, guardian, redis, other\n`);
  });

  it.each([
    ['of a service', ['--service', 'treasury'], [SLOW, QUICK]],
    ['longer than', ['--duration', '>1s'], [SLOW]],
    ['shorter than', ['--duration', '<60ms'], ['t2']],
    ['as long as or longer', ['--duration', '540ms'], [SLOW, QUICK]],
    ['with errors', ['--errors', '--service', 'web'], []],
    ['with errors, of a service', ['--errors', '--service', 'api'], ['t5']],
    ['of a stretch of time', ['--since', '14:00:00', '--until', '14:00:05'], [QUICK]],
    ['of the last seconds', ['--last', '3s', '--service', 'api'], ['t9', 't7', 't5']],
  ] as const)('finds those %s', async (_, argv, expected) => {
    const ran = await runCli(['trace', 'search', ...argv, '--utc'], { home: recorded() });
    expect({ code: ran.code, ids: ids(ran.out) }).toEqual({ code: 0, ids: [...expected] });
    expect(ran.err).toBe(expected.length === 0 ? 'No trace matches.\n' : '');
  });

  it('says so where there are more than it may print', async () => {
    expect(await runCli(['trace', 'search', '--limit', '2'], { home: recorded() })).toMatchObject({ code: 0, err: 'There are more than 2; --limit prints more.\n' });
  });

  it('walks past more traces than one page holds', async () => {
    const home = recordedWith([[900, Array.from({ length: 1_300 }, (_, index) => aSpan(index / 2, `s${index}`, { traceId: `t${index}`, service: index % 400 === 0 ? 'rare' : 'web' }))]]);
    expect(ids(await trace(['search', '--limit', '5000'], home))).toHaveLength(1_300);
    expect(ids(await trace(['search', '--service', 'rare'], home))).toEqual(['t1200', 't800', 't400', 't0']);
  });

  it('prints one document with --json', async () => {
    expect(JSON.parse(await trace(['search', '--json', '--duration', '>1s']))).toEqual({
      schema: 'obs-tui.traces/1', session: ID,
      traces: [{ trace_id: SLOW, start: '2026-11-21T14:00:11.000000Z', duration_ms: 2_340, name: 'http_request', service: 'portal', services: ['portal', 'treasury', 'ledger', 'guardian', 'redis', 'other'], spans: 17, errors: 2 }],
    });
  });

  it('reads bounds exactly', () => {
    expect([lengthBounds('>1s'), lengthBounds(' >= 1s'), lengthBounds('<1ms'), lengthBounds('<=1ms'), lengthBounds('1m30s')]).toEqual([
      { least: 1_000_001, most: Infinity }, { least: 1_000_000, most: Infinity }, { least: 0, most: 999 }, { least: 0, most: 1_000 }, { least: 90_000_000, most: Infinity },
    ]);
  });
});

describe('trace analyze', () => {
  it('says where the time went, what failed, what repeats and what is out of place', async () => {
    const out = await trace(['analyze', SLOW]);
    expect(out).toContain('bottleneck: anchor_request 1280 ms is 55 % of the critical path\nguardian  span d, 300 ms after the trace began, runs 2 s, 1.28 s of it by itself\n');
    expect(out).toMatch(/\ncritical path, 2\.34 s\n {2}1\.28 s {2}55 % {2}guardian {2}anchor_request\n {2}720 ms {2}31 % {2}redis {5}GET \(12 times\)\n/u);
    expect(out).toMatch(/\nself time\n {2}1\.28 s {2}guardian {2}anchor_request\n {2}720 ms {2}redis {5}GET \(12 times\)\n {2}700 ms {2}other {5}lost\n/u);
    expect(out).toMatch(/\nerrors\n.*ledger {2}emit_receipt {2}refused by peer\n/u);
    expect(out).toMatch(/\nrepeats\n {2}×12 {2}720 ms {2}redis {2}GET {2}below anchor_request\n/u);
    expect(out).toMatch(/\nout of place\n {2}other {2}lost {2}orphan: its parent never arrived\n/u);
  });

  it('says the bottleneck alone where that is asked for', async () => {
    expect(await trace(['analyze', SLOW.slice(0, 12), '--find-bottleneck'])).toBe('bottleneck: anchor_request 1280 ms is 55 % of the critical path\nguardian  span d, 300 ms after the trace began, runs 2 s, 1.28 s of it by itself\n');
    expect(JSON.parse(await trace(['analyze', SLOW, '--find-bottleneck', '--json']))).toMatchObject({ schema: 'obs-tui.trace-analysis/1', bottleneck: { span_id: 'd', words: 'anchor_request 1280 ms is 55 % of the critical path' } });
  });

  it('says so where nothing took any time', async () => {
    const home = recordedWith([[5, [aSpan(1, 'a', { duration: 0 })]]]);
    expect(await trace(['analyze', 't1', '--find-bottleneck'], home)).toBe('Nothing in this trace took any time.\n');
    expect(JSON.parse(await trace(['analyze', 't1', '--json'], home))).toMatchObject({ bottleneck: null, critical_path: [], self_time: [] });
  });
});

describe('trace compare', () => {
  it('prints which two they are, the step to blame, and one tree of both', async () => {
    const lines = (await trace(['compare', QUICK, SLOW])).split('\n');
    expect(lines[0]).toMatch(/^ A 14:00:02\.000 {2}http_request {2}540 ms .* trace 4bf92faa/u);
    expect(lines[1]).toMatch(/^ B 14:00:11\.000 {2}http_request {2}2\.34 s .* 1\.8 s slower \(×4\.3\) {2}trace 4bf92f35/u);
    expect(lines[2]).toBe(' anchor_request 1.2 s slower by itself is 67 % of the difference');
    expect(lines.find((line) => line.includes('lookup'))).toContain('removed with error');
    expect(lines.at(-2)).toMatch(/^ \+ other +lost/u);
  });

  it('prints every pair with --json', async () => {
    const shown = JSON.parse(await trace(['compare', QUICK, SLOW, '--json']));
    expect(shown).toMatchObject({ schema: 'obs-tui.trace-diff/1', a: { trace_id: QUICK }, b: { trace_id: SLOW }, whole: '1.8 s slower (×4.3)', changes: { added: 2, removed: 1, slower: 14, faster: 0, same: 1 }, blame: { name: 'anchor_request' } });
    expect(shown.pairs).toHaveLength(18);
    expect(shown.pairs).toContainEqual(expect.objectContaining({ name: 'lookup', b: null, change: 'removed', error: 'gone', delta_ms: -20 }));
  });

  it('finds no difference between a trace and itself', async () => {
    const out = await trace(['compare', SLOW, SLOW]);
    expect(out).toContain('both took as long\n no span differs\n');
  });
});

describe('a command about traces that cannot be answered', () => {
  it.each([
    ['a trace that is not there', ['show', 'ffffffffffff'], 5, 'there is no trace "ffffffffffff" [TRACE_MISSING]\n  `obs-tui trace search` lists'],
    ['a beginning that is too short', ['show', '4bf92'], 5, 'there is no trace "4bf92"; the beginning of an id needs 6 characters'],
    ['a beginning that two traces have', ['analyze', '4bf92f'], 2, `several traces begin with "4bf92f": ${SLOW}, ${QUICK} [USAGE]`],
    ['the second of two', ['compare', SLOW, 'ffffff'], 5, 'there is no trace "ffffff"'],
    ['a length that is none', ['search', '--duration', '>fast'], 2, 'Give a length of time such as ">1s"'],
    ['a trace too few', ['compare', SLOW], 2, "missing required argument 'b'"],
    ['a session that is not there', ['search', '--session', 'x'], 5, 'there is no session "x"'],
  ])('says so for %s', async (_, argv, code, words) => {
    const ran = await runCli(['trace', ...argv], { home: recorded() });
    expect(ran).toMatchObject({ code, out: '' });
    expect(ran.err).toContain(words);
  });
});

describe('commands about traces on hostile spans', () => {
  const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202e]/;

  it('never print a control, in text or in JSON', async () => {
    const spans = HOSTILE.flatMap((text, index) => ['h1', 'h2'].map((traceId) => aSpan(index, `${traceId}${text}`, { traceId, name: text, service: text, status: 'error', statusMessage: text, attributes: { [text]: text }, events: [{ at: at(1), name: text }], ...(index > 0 ? { parentId: `${traceId}${HOSTILE[index - 1]}` } : {}) })));
    const home = recordedWith([[100, spans]]);
    for (const argv of [['show', 'h1'], ['analyze', 'h1'], ['compare', 'h1', 'h2'], ['search']]) {
      for (const form of [[], ['--json']]) expect((await trace([...argv, ...form], home)).replaceAll('\t', '')).not.toMatch(CONTROLS);
    }
  });
});
