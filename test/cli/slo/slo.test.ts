import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWriter, type SessionWriter } from '../../../src/data/session/writer.ts';
import { HOSTILE } from '../../support/builders.ts';
import { anSlo } from '../../support/facts.ts';
import { runCli, sessionsBelow } from '../../support/run-cli.ts';
import { aLog, at, from, tempFolder } from '../../support/session.ts';

const ID = '20261121T140000Z';

function home(fill: (writer: SessionWriter, source: number) => void): string {
  const folder = tempFolder();
  const writer = openWriter(join(sessionsBelow(folder), `${ID}.db`), { title: 'prod-eu' });
  fill(writer, writer.addSource({ name: 'portal', kind: 'portal', target: 'https://portal.example' }));
  writer.finalise();
  return folder;
}

/** Three SLOs, of which the first lost budget while the session was recorded. */
function recorded(): string {
  return home((writer, source) => {
    const anchor = { description: 'under 30 seconds', trend: 'stable' } as const;
    writer.append(from(
      source,
      anSlo(1, { ...anchor, period: { from: at(-600), to: at(0) } }),
      anSlo(1, { id: 'slo:oracle-availability', name: 'Oracle Availability', achieved: 0.9987, status: 'at_risk', budget: { totalMinutes: 43.2, consumedMinutes: 38, remainingPercent: 12 } }),
      anSlo(1, { id: 'slo:settlement', name: 'Settlement', target: 0.99, achieved: 0.981, window: '7d', status: 'missed', budget: { remainingPercent: 0 } }),
    ), at(1));
    writer.append(from(source, anSlo(299, { ...anchor, achieved: 0.9993, budget: { totalMinutes: 43.2, consumedMinutes: 30.2, remainingPercent: 30 }, requests: { total: 125_000, good: 124_912, bad: 88 } })), at(300));
  });
}

async function slo(argv: readonly string[], folder = recorded()): Promise<string> {
  const { code, out, err } = await runCli(['slo', ...argv, '--utc'], { home: folder });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
}

const cells = (out: string): readonly (readonly string[])[] => out.split('\n').slice(0, -1).map((row) => row.split('\t'));

describe('slo list', () => {
  it('prints the worst first, every figure of it', async () => {
    expect(cells(await slo(['list']))).toEqual([
      ['slo:settlement', 'missed', '98.1 %', '99 %', '0 %', '1.9×', '7d', 'portal', 'Settlement'],
      ['slo:oracle-availability', 'at risk', '99.87 %', '99.9 %', '12 %', '1.3×', '30d', 'portal', 'Oracle Availability'],
      ['slo:anchor-latency-p99', 'met', '99.93 %', '99.9 %', '30 %', '0.7×', '30d', 'portal', 'Anchor Latency P99'],
    ]);
  });

  it.each([
    ['missed', ['slo:settlement']],
    ['at-risk', ['slo:oracle-availability']],
    ['met', ['slo:anchor-latency-p99']],
  ])('prints those that are %s', async (status, ids) => {
    expect(cells(await slo(['list', '--status', status])).map(([id]) => id)).toEqual(ids);
  });

  it('knows with --at what was known then', async () => {
    expect(cells(await slo(['list', '--status', 'met', '--at', '14:02']))[0]?.slice(2, 5)).toEqual(['99.95 %', '99.9 %', '50 %']);
  });

  it('says on stderr that none matches', async () => {
    const folder = home((writer, source) => writer.append(from(source, anSlo(1)), at(1)));
    expect(await runCli(['slo', 'list', '--status', 'missed'], { home: folder })).toEqual({ code: 0, out: '', err: 'No SLO matches.\n' });
  });

  it('prints one document with --json, under the names of the portal', async () => {
    const document = JSON.parse(await slo(['list', '--json', '--status', 'met']));
    expect(document).toEqual({
      schema: 'obs-tui.slos/1', session: ID,
      slos: [{
        slo_id: 'slo:anchor-latency-p99', name: 'Anchor Latency P99', description: 'under 30 seconds', status: 'met', target: 0.999, achieved: 0.9993, window: '30d', burn_rate: 0.7,
        error_budget: { total_minutes: 43.2, consumed_minutes: 30.2, remaining_percent: 30 }, breakdown: { total_requests: 125_000, good_requests: 124_912, bad_requests: 88 },
        trend: 'stable', source: 'portal', told: '2026-11-21T14:04:59.000000Z', seq: expect.any(Number),
      }],
    });
  });
});

describe('slo show', () => {
  it('prints what is known of one, and what was told before', async () => {
    const rows = (await slo(['show', 'anchor-latency-p99'])).split('\n');
    expect(rows).toEqual(expect.arrayContaining([
      'state         met', 'achieved      99.93 %', 'budget left   ▓▓▓▓▓▓░░░░░░░░░░░░░░ 30 %', 'spent         30.2 of 43.2 minutes of errors spent',
      'burn          burns 0.7× of what the window allows', 'requests      88 bad of 125,000 requests', 'about         under 30 seconds', 'source        portal',
    ]));
    expect(rows.slice(-3, -1)).toEqual(['told          2026-11-21 14:00:01 met, 99.95 %, 50 % of the budget left', 'told          2026-11-21 14:04:59 met, 99.93 %, 30 % of the budget left']);
  });

  it('takes the whole id, and draws with letters where that is asked for', async () => {
    expect(await slo(['show', 'slo:settlement', '--ascii'])).toContain('budget left   -------------------- 0 %');
    expect(await slo(['show', 'anchor-latency-p99', '--at', '14:02'])).toContain('period        2026-11-21 13:50:00 to 2026-11-21 14:00:00');
  });

  it('prints one document with --json', async () => {
    const document = JSON.parse(await slo(['show', 'anchor-latency-p99', '--json']));
    expect(document).toMatchObject({ schema: 'obs-tui.slo/1', slo_id: 'slo:anchor-latency-p99', history: [{ achieved: 0.9995, report_period: { start: '2026-11-21T13:50:00.000000Z' } }, { achieved: 0.9993 }] });
  });

  it('has no number for errors where none are allowed', async () => {
    const folder = home((writer, source) => writer.append(from(source, anSlo(1, { target: 1, achieved: 0.9 })), at(1)));
    expect(JSON.parse(await slo(['show', 'anchor-latency-p99', '--json'], folder)).burn_rate).toBe(null);
    expect(await slo(['show', 'anchor-latency-p99'], folder)).toContain('burns ∞× of what');
  });

  it('shows what the source said that spoke last, where two tell of one SLO', async () => {
    const folder = home((writer, source) => {
      const other = writer.addSource({ name: 'second', kind: 'portal', target: 'https://second.example' });
      writer.append([...from(source, anSlo(1)), ...from(other, anSlo(2, { achieved: 0.5 }))], at(2));
    });
    const out = await slo(['show', 'anchor-latency-p99'], folder);
    expect(out).toContain('source        second');
    expect(out.match(/^told /gmu)).toHaveLength(1);
  });

  it.each([
    ['near-by', 'setlement', 'there is no SLO "setlement" in this session; did you mean "settlement"?'],
    ['unknown', 'x', '`obs-tui slo list` prints those there are'],
  ])('says so for a name that is %s', async (_, id, words) => {
    expect(await runCli(['slo', 'show', id], { home: recorded() })).toMatchObject({ code: 2, out: '', err: expect.stringContaining(words) });
  });
});

describe('slo on a hostile backend', () => {
  const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202e]/u;

  it.each([['list'], ['list', '--json'], ['report'], ['report', '--format', 'markdown'], ['report', '--json']])('writes one line a row and no control: %s %s', async (...argv) => {
    const folder = home((writer, source) => writer.append(from(source, aLog(1), ...HOSTILE.map((text, index) => anSlo(1, { id: `${index}${text}`, name: text, window: text, description: text, achieved: 0.5 }))), at(1)));
    const out = await slo(argv, folder);
    expect(out).not.toMatch(CONTROLS);
    if (argv.join(' ') === 'list') expect(out.split('\n')).toHaveLength(HOSTILE.length + 1);
  });
});
