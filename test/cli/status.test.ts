import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readStatus } from '../../src/cli/status/read.ts';
import { openWriter } from '../../src/data/session/writer.ts';
import { SECOND, shift } from '../../src/lib/micros.ts';
import type { Draft } from '../../src/model/signal.ts';
import { HOSTILE } from '../support/builders.ts';
import { aCheck, anAlert, anSlo } from '../support/facts.ts';
import { growingSession, recordedSession } from '../support/recorded.ts';
import { runCli, sessionsBelow } from '../support/run-cli.ts';
import { aGap, aHealth, aLog, at, frameAt, from, tempFolder } from '../support/session.ts';

const ID = '20261121T140000Z';
const EVERYTHING: readonly Draft[] = [
  anAlert(60), anAlert(70, { id: 'w1', name: 'Waiting', state: 'pending', node: 'n2' }), anAlert(80, { id: 'g1', name: 'Gone', state: 'resolved' }),
  aCheck(1), aCheck(120, { id: 'check:anchor', name: 'anchor', state: 'degraded', detail: '143 anchors wait' }), aCheck(200, { id: 'ready', part: 'ready', name: 'ready', state: 'failing', detail: 'status 503' }),
  anSlo(1), anSlo(1, { id: 'slo:settlement', name: 'Settlement', target: 0.99, achieved: 0.981, status: 'missed', budget: { remainingPercent: 0 } }),
  aGap(10, { missing: 12 }), aGap(20, { gapId: 'g2', missing: 3_104, recovered: 2_000, until: at(32), detail: 'tail closed 1006' }),
  aHealth(0), aLog(290), { kind: 'flow', at: at(290), logs: 1_204, samples: 0, rejects: 0, bytes: 90_000 },
];

/** A home folder with one ended session: what a portal told, and a tail that is away. */
function recorded(drafts: readonly Draft[]): string {
  const home = tempFolder();
  const writer = openWriter(join(sessionsBelow(home), `${ID}.db`), { title: 'prod-eu' });
  const portal = writer.addSource({ name: 'portal', kind: 'portal', target: 'https://portal.example' });
  const tail = writer.addSource({ name: 'tail', kind: 'logs-tail', target: 'ws://tail.example' });
  writer.append([], at(0));
  writer.append([...from(portal, ...drafts), ...from(tail, aHealth(295, { state: 'retrying', detail: 'closed by the server', attempt: 3, retryAt: at(308) }))], at(300));
  writer.finalise();
  return home;
}

async function status(home: string, ...argv: readonly string[]): Promise<string> {
  const { code, out, err } = await runCli(['status', '--utc', ...argv], { home });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
}

describe('status', () => {
  it('is one screen: what is recorded, what is wrong, what is missing', async () => {
    expect(await status(recorded(EVERYTHING))).toBe(`session  ■ ended  prod-eu  ${ID}
         since 2026-11-21 14:00:00, known at 2026-11-21 14:05:00 UTC (5m 00s)
sources  ↻ retrying   tail    logs-tail  closed by the server (try 3 at 14:05:08)
         ✔ ok         portal  portal     1,204 rows, newest 0 s old
alerts   1 firing, 1 pending
         ▲ HighCPUUsage  brick-02  firing 4m 00s  cpu_percent 87.3 > 80
         △ Waiting  n2  pending 3m 50s  cpu_percent 87.3 > 80
health   1 failing, 1 degraded, 1 ok
         ✖ portal ready  failing for 1m 40s  status 503
         ▲ portal anchor  degraded for 3m 00s  143 anchors wait
slos     1 missed, 1 met
         ✖ settlement  98.1 % of 99 %, 0 % of the budget left, burns 1.9×
lost     no row given up
         2 gaps, the newest at 2026-11-21 14:00:20 for 12 s: portal tail closed 1006; 3,104 missing, 2,000 back-filled
`);
  });

  it('tells apart that all is well and that nobody tells of it', async () => {
    const well = await status(recorded([aHealth(0), aCheck(1), anSlo(1)]));
    expect(well).toMatch(/ {9}✔ ok {9}portal {2}portal {5}connected\n/u);
    expect(well).toMatch(/\nalerts {3}none\nhealth {3}1 ok\nslos {5}1 met\nlost {5}no row given up, no gap\n$/u);
    const home = tempFolder();
    const writer = openWriter(join(sessionsBelow(home), `${ID}.db`), { title: 'bare' });
    writer.append([], at(0));
    writer.finalise();
    expect(await status(home)).toMatch(/\nsources {2}none\nalerts {3}no source tells of any\nhealth {3}no source tells of any\nslos {5}no source tells of any\nlost /u);
  });

  it('knows with --at what was known then', async () => {
    expect(await status(recorded(EVERYTHING), '--at', '14:00')).toMatch(/\nhealth {3}no source tells of any\n/u);
  });

  it('keeps to one screen, however much is wrong', async () => {
    const many = Array.from({ length: 40 }, (_, index) => index).flatMap((index) => [
      anAlert(60, { id: `a${index}`, name: `A${index}` }), aCheck(1, { id: `check:${index}`, name: `c${index}`, state: 'failing' }), anSlo(1, { id: `slo:${index}`, achieved: 0.5, status: 'missed' }),
    ]);
    const rows = (await status(recorded(many))).trimEnd().split('\n');
    expect(rows.length).toBeLessThanOrEqual(24);
    expect(rows).toEqual(expect.arrayContaining([expect.stringContaining('and 36 more: obs-tui alert list'), expect.stringContaining('and 36 more: obs-tui slo list')]));
  });

  it('prints one document with --json', async () => {
    const document = JSON.parse(await status(recorded(EVERYTHING), '--json'));
    expect(document).toMatchObject({
      schema: 'obs-tui.status/1', session: ID, title: 'prod-eu', recording: 'ended', recorded_since: '2026-11-21T14:00:00.000000Z', known_at: '2026-11-21T14:05:00.000000Z', wrong: true,
      sources: [{ name: 'tail', state: 'retrying', retry_at: '2026-11-21T14:05:08.000000Z' }, { name: 'portal', state: 'ok', logs: 1_204 }],
      alerts: [{ name: 'HighCPUUsage', standing: 'firing', source: 'portal' }, { name: 'Waiting', standing: 'pending' }],
      checks: [{ id: 'ready', state: 'failing', since: '2026-11-21T14:03:20.000000Z' }, { id: 'check:anchor' }, { id: 'check:storage', state: 'ok' }],
      slos_not_met: [{ slo_id: 'slo:settlement' }], slos: 2, gaps: 2,
      newest_gap: { from: '2026-11-21T14:00:20.000000Z', seconds: 12, source: 'portal', missing: 3_104, recovered: 2_000 }, lost: { given_up: 0, rejects: 0 },
    });
  });

  it('writes no control, whatever was recorded', async () => {
    const hostile = HOSTILE.slice(0, 4).flatMap((text, index) => [anAlert(60, { id: `a${index}`, name: text, node: text, expr: text }), aCheck(1, { id: `c${index}`, name: text, detail: text, state: 'failing' }), aGap(index, { gapId: text, detail: text })]);
    for (const argv of [[], ['--json']]) expect(await status(recorded(hostile), ...argv)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202e]/u);
  });

  it('says what there is to say of a session that is not there', async () => {
    expect(await runCli(['status'])).toMatchObject({ code: 5, out: '', err: expect.stringContaining('nothing has been recorded yet [SESSION_MISSING]') });
  });
});

describe('status --exit-code', () => {
  it.each<[string, readonly Draft[], number]>([
    ['nothing is wrong', [anSlo(1), aCheck(1)], 0],
    ['an alert fires', [anAlert(60)], 6],
    ['an alert fires that is acknowledged', [anAlert(60, { acknowledged: { by: 'me', comment: 'looking' } })], 6],
    ['an alert fires that is silenced', [anAlert(60, { silencedBy: ['s1'] })], 0],
    ['an alert waits or is over', [anAlert(60, { state: 'pending' }), anAlert(60, { id: 'x', name: 'X', state: 'resolved' })], 0],
    ['a check is degraded', [aCheck(1, { state: 'degraded' })], 0],
    ['a check fails', [aCheck(1, { state: 'failing' })], 6],
  ])('tells whether %s', async (_, drafts, code) => {
    const home = recorded(drafts);
    expect((await runCli(['status', '--exit-code'], { home })).code).toBe(code);
    expect((await runCli(['status'], { home })).code).toBe(0);
  });
});

describe('the recording', () => {
  const recording = (session: ReturnType<typeof recordedSession>, secondsLater: number): string => {
    const head = session.head();
    return readStatus({ session, frame: frameAt(head), zone: 'utc', cursor: undefined, unicode: true }, shift(head.learned, secondsLater * SECOND)).recording;
  };

  it('is live while it is written to, stalled when it is not, ended when it is closed', () => {
    const run = growingSession();
    run.commit(1, [aLog(1)]);
    expect(recording(run.session, 1)).toBe('live');
    expect(recording(run.session, 4)).toBe('stalled');
    expect(recording(recordedSession([aLog(1)]), 1_000)).toBe('ended');
  });

  it('is ended, too, where its recorder died', async () => {
    const home = tempFolder();
    const path = join(sessionsBelow(home), `${ID}.db`);
    const writer = openWriter(path, { title: 'killed' });
    writer.append([], at(0));
    onTestFinished(() => writer.close());
    expect(await status(home)).toMatch(/^session {2}(?:● live|✖ live, but the recorder has written nothing for \S+.*) {2}killed/u);
    writer.close();
    expect(await status(home)).toMatch(/^session {2}■ ended {2}killed/u);
  });
});
