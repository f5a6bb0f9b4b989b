import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWriter } from '../../src/data/session/writer.ts';
import type { Draft } from '../../src/model/signal.ts';
import { STORY_DRAFTS, story } from '../analysis/timeline/story.ts';
import { HOSTILE } from '../support/builders.ts';
import { aPattern } from '../support/facts.ts';
import { runCli, sessionsBelow } from '../support/run-cli.ts';
import { aLog, from, tempFolder } from '../support/session.ts';

const ID = '20261121T140000Z';

/** A home folder with one session, each draft learned as it happened. */
function recorded(drafts: readonly Draft[] = STORY_DRAFTS): string {
  const home = tempFolder();
  const writer = openWriter(join(sessionsBelow(home), `${ID}.db`), { title: 'a test' });
  const source = writer.addSource({ name: 'app', kind: 'follow', target: 'app.log' });
  for (const draft of drafts.toSorted((a, b) => a.at - b.at)) writer.append(from(source, draft), draft.at);
  writer.finalise();
  return home;
}

async function correlate(argv: readonly string[], home = recorded()): Promise<string> {
  const { code, out, err } = await runCli(['correlate', ...argv], { home });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
}

const STORY = `Timeline around 2026-11-21T14:35:00Z (±15m):

14:20:00 [metric] brick-02 cpu_percent starts rising
14:25:00 [log] guardian: "anchor queue depth increasing"
14:30:00 [trace] trace-abc123 completed (2345ms, normal)
14:32:00 [metric] brick-02 cpu_percent crosses 80%
14:35:00 [alert] HighCPUUsage fired on brick-02
14:40:00 [log] guardian: "processing backlog"
14:45:00 [anomaly] treasury.receipts_per_minute low
14:50:00 [log] guardian: "backlog cleared"
15:10:00 [alert] HighCPUUsage resolved on brick-02
`;

describe('correlate', () => {
  it('prints the story in the form of the specification', async () => {
    expect(await correlate(['--utc', '--timestamp', '2026-11-21T14:35:00Z', '--window', '15m'])).toBe(STORY);
  });

  it('takes a quarter of an hour to both sides, and times as people write them', async () => {
    expect(await correlate(['--utc', '--timestamp', '14:35'])).toBe(STORY);
  });

  it('prints the quiet rows too with --all', async () => {
    const rows = (await correlate(['--utc', '--timestamp', '14:35', '--all'])).split('\n');
    expect(rows).toContain('14:25:10 [metric] guardian.anchor_queue_depth crosses 100');
    expect(rows).toContain('14:32:00 [alert] HighCPUUsage is pending on brick-02');
  });

  it('knows with --at only what was known then', async () => {
    const out = await correlate(['--utc', '--timestamp', '14:35', '--at', '14:33']);
    expect(out.trimEnd().split('\n').at(-1)).toBe('14:32:00 [metric] brick-02 cpu_percent crosses 80%');
  });

  it('writes the moment in the zone of the times', async () => {
    expect(await correlate(['--timestamp', '2026-11-21T14:35:00Z'])).toMatch(/^Timeline around 2026-11-21T\d\d:\d\d:00(?:Z|[+-]\d\d:\d\d) \(±15m\):\n\n\d\d:\d\d:00 \[metric\]/u);
  });

  it('follows an id with --follow-id: what carries it, quiet or not, and nothing else', async () => {
    const out = await correlate(['--utc', '--timestamp', '14:35', '--follow-id', 'service=treasury']);
    expect(out.split('\n').slice(2, -1)).toEqual(['14:30:00 [trace] trace-abc123 completed (2345ms, normal)', '14:45:00 [anomaly] treasury.receipts_per_minute low']);
    expect(await runCli(['correlate', '--follow-id', 'treasury'], { home: recorded() })).toMatchObject({ code: 2, err: expect.stringContaining('Give KEY=VALUE') });
  });

  it.each([
    ['90s', '±90s'],
    ['2h', '±2h'],
    ['1500ms', '±1500ms'],
  ])('says the window as it was typed: %s', async (window, words) => {
    expect(await correlate(['--utc', '--timestamp', '14:35', '--window', window])).toContain(`14:35:00Z (${words}):`);
  });

  it('says that nothing is there, or nothing loud', async () => {
    expect(await correlate(['--utc', '--timestamp', '12:00'])).toBe('Timeline around 2026-11-21T12:00:00Z (±15m):\n\nNothing was recorded in this window.\n');
    const early = recorded([aLog(0), aPattern(60)]);
    expect(await correlate(['--utc', '--timestamp', '14:00'], early)).toContain('Nothing stands out in this window; --all prints 1 quieter row.');
  });

  it('prints one document with --json, with why each row is there', async () => {
    const document = JSON.parse(await correlate(['--utc', '--timestamp', '14:35', '--json']));
    expect(document).toMatchObject({ schema: 'obs-tui.correlate/1', session: ID, timestamp: '2026-11-21T14:35:00.000000Z', window_seconds: 900, anchor: { name: 'HighCPUUsage on brick-02', node: 'brick-02' } });
    expect(document.entries).toHaveLength(9);
    expect(document.entries[6]).toEqual({
      ts: '2026-11-21T14:45:00.000000Z', kind: 'anomaly', id: expect.stringMatching(/^anomaly:\d+$/u), text: 'treasury.receipts_per_minute low', subject: 'treasury', detail: '2 /min, expected 10–50 /min (-4.2 σ)',
      node: 'brick-01', service: 'treasury', why: 'trace abc123 has spans of treasury and of guardian',
    });
    expect(document.quiet).toBeGreaterThan(5);
  });

  it.each([
    ['a time that is none', ['--timestamp', 'noon'], 2, '--timestamp: "noon" is not a time'],
    ['a window of nothing', ['--window', '0s'], 2, 'Give a length of time'],
    ['a session that is not there', ['--session', 'x'], 5, 'there is no session "x"'],
  ])('says so for %s', async (_, argv, code, words) => {
    expect(await runCli(['correlate', ...argv], { home: recorded() })).toMatchObject({ code, out: '', err: expect.stringContaining(words) });
  });

  it('writes one line a row and no control, whatever was recorded', async () => {
    const home = recorded([aLog(0), ...HOSTILE.map((text, index) => aPattern(story(14, 30) + index, { id: `h${index}`, message: text, service: text, node: text }))]);
    const out = await correlate(['--utc', '--timestamp', '14:30', '--all'], home);
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202e]/u);
    expect(out.split('\n')).toHaveLength(HOSTILE.length + 3);
    expect(await correlate(['--utc', '--timestamp', '14:30', '--all', '--json'], home)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202e]/u);
  });
});
