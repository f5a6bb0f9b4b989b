import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWriter } from '../../../src/data/session/writer.ts';
import type { FactDraft } from '../../../src/model/signal.ts';
import { anSlo } from '../../support/facts.ts';
import { runCli, sessionsBelow } from '../../support/run-cli.ts';
import { at, from, tempFolder } from '../../support/session.ts';

const ID = '20261121T140000Z';
const SHRINKS = [anSlo(1), anSlo(299, { achieved: 0.9993, budget: { totalMinutes: 43.2, consumedMinutes: 30.2, remainingPercent: 30 }, requests: { total: 125_000, good: 124_912, bad: 88 } })] as const;
const MISSED = anSlo(1, { id: 'slo:settlement', name: 'Settlement', target: 0.99, achieved: 0.981, window: '7d', status: 'missed', budget: { remainingPercent: 0 } });

/** A home folder with one session, each draft learned as it happened. */
function recorded(...drafts: readonly FactDraft<'slo'>[]): string {
  const home = tempFolder();
  const writer = openWriter(join(sessionsBelow(home), `${ID}.db`), { title: 'prod-eu' });
  const source = writer.addSource({ name: 'portal', kind: 'portal', target: 'https://portal.example' });
  writer.append([], at(0));
  for (const draft of drafts) writer.append(from(source, draft), draft.at);
  writer.finalise();
  return home;
}

async function report(home: string, ...argv: readonly string[]): Promise<string> {
  const { code, out, err } = await runCli(['slo', 'report', ...argv], { home });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
}

describe('slo report as Markdown', () => {
  it('is a page to paste: the table, what burns, times in UTC whatever the zone', async () => {
    const run = await runCli(['slo', 'report', '--format', 'markdown'], { home: recorded(SHRINKS[0], MISSED, SHRINKS[1]), env: { TZ: 'Asia/Tokyo' } });
    expect(run.out).toBe(`# SLO report: prod-eu

What was known at 2026-11-21 14:04:59 UTC. Session 20261121T140000Z, recorded since 2026-11-21 14:00:00 UTC.

**1 missed, 1 met.**

| SLO | State | Source | Window | Target | Achieved | Budget left | Burn |
| --- | --- | --- | --- | --: | --: | --: | --: |
| Settlement (slo:settlement) | missed | portal | 7d | 99 % | 98.1 % | 0 % | 1.9× |
| Anchor Latency P99 (slo:anchor-latency-p99) | met | portal | 30d | 99.9 % | 99.93 % | 30 % | 0.7× |

## What burns

- **Settlement**: missed, 98.1 % of 99 %: 0 % of the budget left, burns 1.9× of what the window allows
- **Anchor Latency P99**: met, 99.93 % of 99.9 %: 30 % of the budget left, 30.2 of 43.2 minutes of errors spent, 88 bad of 125,000 requests, burns 0.7× of what the window allows; the budget fell from 50 % at 2026-11-21 14:00:01 to 30 % at 2026-11-21 14:04:59

Times are UTC.
`);
  });

  it('says that nothing burns', async () => {
    expect(await report(recorded(SHRINKS[0]), '--format', 'markdown')).toContain('\nNothing burns: every target is met, no budget shrank while this was recorded.\n');
  });

  it('reports only what is measured over the period, and names the rest', async () => {
    const home = recorded(SHRINKS[0], MISSED);
    const month = await report(home, '--period', '30d', '--format', 'markdown');
    expect(month).toContain('UTC, measured over 30d. Session');
    expect(month).not.toContain('slo:settlement');
    expect(month).toContain('\nLeft out, measured over another length: Settlement (7d).\n');
    expect(await report(home, '--period', '720h', '--format', 'markdown')).toContain('Anchor Latency P99 (slo');
    expect(await report(home, '--period', '90d', '--format', 'markdown')).toContain('No SLO is measured over 90d.\n\nLeft out');
  });

  it('lets no name become markup', async () => {
    const home = recorded(anSlo(1, { id: 'slo:a|b', name: '**x** <b> [y](http://z) | `c`\n# d', status: 'missed' }));
    const out = await report(home, '--format', 'markdown');
    expect(out).toContain(String.raw`| \*\*x\*\* \<b\> \[y\]\(http://z\) \| \`c\`␊\# d (slo:a\|b) | missed |`);
    expect(out.split('\n').filter((row) => row.startsWith('# '))).toHaveLength(1);
  });
});

describe('slo report in other forms', () => {
  it('is plain text where no form is named', async () => {
    const out = await report(recorded(SHRINKS[0], MISSED, SHRINKS[1]), '--utc');
    expect(out.split('\n').slice(0, 7)).toEqual([
      'SLO report: prod-eu', 'known at 2026-11-21 14:04:59 UTC, session 20261121T140000Z recorded since 2026-11-21 14:00:00 UTC', '', '1 missed, 1 met', '',
      'target  achieved  budget left  burn  state   window  source  SLO', '  99 %    98.1 %          0 %  1.9×  missed  7d      portal  Settlement',
    ]);
    expect(out).toContain('\nwhat burns\n  Settlement: missed, 98.1 % of 99 %: 0 % of the budget left');
    expect(await report(recorded(MISSED), '--period', '1d')).toMatch(/\nNo SLO is measured over 1d\.\n\nleft out, .*: Settlement \(7d\)\n$/u);
  });

  it('is one document with --json or --format json', async () => {
    const home = recorded(SHRINKS[0], MISSED, SHRINKS[1]);
    const text = await report(home, '--json', '--period', '30d');
    expect(JSON.parse(text)).toEqual({
      schema: 'obs-tui.slo-report/1', session: ID, title: 'prod-eu', recorded_since: '2026-11-21T14:00:00.000000Z', known_at: '2026-11-21T14:04:59.000000Z', period: '30d',
      counts: { missed: 0, at_risk: 0, met: 1 },
      slos: [expect.objectContaining({ slo_id: 'slo:anchor-latency-p99', burns: true, first_told: { told: '2026-11-21T14:00:01.000000Z', achieved: 0.9995, remaining_percent: 50 } })],
      left_out: [{ slo_id: 'slo:settlement', window: '7d' }],
    });
    expect(await report(home, '--format', 'json', '--period', '30d')).toBe(text);
  });

  it('knows with --at what was known then, and says when nobody tells of an SLO', async () => {
    expect(await report(recorded(SHRINKS[0], SHRINKS[1]), '--utc', '--at', '14:02')).toContain('Nothing burns');
    expect(await report(recorded())).toContain('No SLO was told of in this session.');
  });

  it.each([
    ['a period that is none', ['--period', 'month'], 'Give a length of time such as'],
    ['a form that is none', ['--format', 'pdf'], 'Allowed choices are text, markdown, json'],
    ['two forms', ['--json', '--format', 'markdown'], 'cannot be used with'],
  ])('refuses %s', async (_, argv, words) => {
    expect(await runCli(['slo', 'report', ...argv], { home: recorded(MISSED) })).toMatchObject({ code: 2, out: '', err: expect.stringContaining(words) });
  });
});
