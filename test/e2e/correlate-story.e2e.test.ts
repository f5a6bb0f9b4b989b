// The main promise of the timeline: from what the lab sends, and from nothing else, the story is found by itself.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { story } from '../../src/lab/story.ts';
import { recordStory } from '../support/lab-story.ts';
import { runCli, sessionsBelow } from '../support/run-cli.ts';
import { tempFolder } from '../support/session.ts';

describe('correlate on a recorded run of the lab', () => {
  it('finds the nine facts of the story in their order, and no other', { timeout: 60_000 }, async () => {
    const home = tempFolder();
    recordStory(join(sessionsBelow(home), '20261121T140500Z.db'), 1);
    const { code, out } = await runCli(['correlate', '--utc', '--timestamp', '14:35', '--window', '15m'], { home });
    expect(code).toBe(0);
    const [title, blank, ...rows] = out.trimEnd().split('\n');
    expect([title, blank]).toEqual(['Timeline around 2026-11-21T14:35:00Z (±15m):', '']);
    const id = story(1).settlement.traceId;
    expect(rows.map((row) => row.slice('14:35:00 '.length))).toEqual(FACTS.map(([, text]) => text.replace('trace-abc123', `trace-${id}`)));
    // Logs, traces and alerts have the time of their event; of a change in a series its begin is estimated from noisy samples.
    const late = rows.map((row, index) => Math.abs(secondOf(row) - secondOf(FACTS[index]?.[0] ?? '')));
    expect(late.filter((seconds, index) => seconds > (/\[(?:metric|anomaly)\]/u.test(rows[index] ?? '') ? 60 : 0))).toEqual([]);
  });
});

/** The example of the specification. */
const FACTS: readonly (readonly [time: string, text: string])[] = [
  ['14:20:00', '[metric] brick-02 cpu_percent starts rising'],
  ['14:25:00', '[log] guardian: "anchor queue depth increasing"'],
  ['14:30:00', '[trace] trace-abc123 completed (2345ms, normal)'],
  ['14:32:00', '[metric] brick-02 cpu_percent crosses 80%'],
  ['14:35:00', '[alert] HighCPUUsage fired on brick-02'],
  ['14:40:00', '[log] guardian: "processing backlog"'],
  ['14:45:00', '[anomaly] treasury.receipts_per_minute low'],
  ['14:50:00', '[log] guardian: "backlog cleared"'],
  ['15:10:00', '[alert] HighCPUUsage resolved on brick-02'],
];

/** Of a time of day at the begin of a text. */
function secondOf(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.slice(0, 8).split(':').map(Number);
  return hours * 3_600 + minutes * 60 + seconds;
}
