// From an alert that fires to the span that failed and its logs, on the real bundle in a real terminal: few keys, and back through the
// same selections.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { startLab } from '../../src/lab/index.ts';
import { closeAll, spawnTui, type Tui } from '../support/pty.ts';
import { cursorLine } from '../support/screen.ts';
import { tempFolder } from '../support/session.ts';

const MOST_KEYS = 12;
const MOST_MILLIS = 60_000;
/** 14:36 of the story: the alert has been firing for a minute. */
const OPENS_AT = 16 * 60;

afterEach(closeAll);

async function watching(): Promise<Tui> {
  const lab = await startLab({ seed: 1, openAt: OPENS_AT });
  onTestFinished(() => lab.close());
  const config = join(tempFolder(), 'config.yaml');
  writeFileSync(config, JSON.stringify({
    sources: [
      { name: 'tail', kind: 'logs-tail', url: lab.url, message: 'logfmt', backfill: { minutes: 5, rows: 20_000 } },
      { name: 'traces', kind: 'jaeger', url: lab.url, interval: '1s', settle: '5s', lookback: '5m', limit: 2_000 },
      { name: 'alerts', kind: 'alertmanager', url: lab.url, interval: '1s' },
    ],
  }));
  const tui = spawnTui({ args: ['--config', config, '--utc'] });
  await tui.waitFor(/▲ 1 firing/u);
  await tui.waitFor(/✔ traces/u);
  return tui;
}

/** The row under the cursor, without what runs on with time. */
function selected(tui: Tui): string {
  return (tui.screen()[cursorLine(tui)] ?? '').replace(/firing +(?:\d+m )?[\d.]+ ?s/u, 'firing').replace(/\s+/g, ' ');
}

describe('from an alert that fires', () => {
  it('twelve keys at most lead to the failing span and its logs, and Esc back to the alert', async () => {
    const tui = await watching();
    const begin = performance.now();
    let keys = 0;
    const press = (key: string): void => {
      keys += 1;
      tui.press(key);
    };
    await tui.waitFor((now) => /▲ HighCPUUsage/u.test(selected(now)));
    const first = selected(tui);
    press('enter');
    await tui.waitFor(/firing since/);
    const alert = selected(tui);
    expect(alert).toContain('HighCPUUsage');
    press('e');
    await tui.waitFor(/bottleneck: /);
    const root = selected(tui);
    press('e');
    await tui.waitFor((now) => selected(now) !== root && selected(now).includes('✖'));
    const failed = selected(tui);
    press('O');
    await tui.waitFor(/filter: trace_id:\S+ span_id:|filter: .*span_id/);
    expect(tui.text()).toMatch(/ [EW] \S+ .*(?:timed out|failed|timeout|deferred|slow|retrying)/u);
    expect(keys).toBeLessThanOrEqual(MOST_KEYS);
    expect(performance.now() - begin).toBeLessThan(MOST_MILLIS);

    tui.press('esc');
    await tui.waitFor((now) => !/filter: /.test(now.text()));
    tui.press('esc');
    await tui.waitFor((now) => selected(now) === failed);
    tui.press('esc');
    await tui.waitFor((now) => /firing since/.test(now.text()) && selected(now) === alert);
    // Out of the detail, then to the overview that it was opened from.
    tui.press('esc');
    await tui.waitFor((now) => !/firing since/.test(now.text()));
    tui.press('esc');
    await tui.waitFor((now) => /newest errors/.test(now.text()) && selected(now) === first);
    expect(selected(tui)).toBe(first);
  });

  it('one key leads to the timeline around it, and Enter on the alert back', async () => {
    const tui = await watching();
    tui.press('6');
    await tui.waitFor(/HighCPUUsage/);
    tui.press('o');
    await tui.waitFor(/about HighCPUUsage on brick-02/);
    await tui.waitFor(/alert +brick-02 +HighCPUUsage fired/);
    tui.press('esc');
    await tui.waitFor(/▲ firing +.*HighCPUUsage/u);
    expect(selected(tui)).toContain('HighCPUUsage');
  });

  it('a silence is asked for in words, sent after a yes, and its outcome shown', async () => {
    const tui = await watching();
    tui.press('6');
    await tui.waitFor(/HighCPUUsage/);
    tui.press('S');
    await tui.waitFor(/comment ▸/u);
    tui.type('maintenance');
    tui.press('enter');
    await tui.waitFor(/for ▸ 1h/u);
    tui.press('enter');
    await tui.waitFor(/Silences HighCPUUsage at alerts until/);
    tui.type('yes');
    await tui.waitFor(/▸ yes/u);
    tui.press('enter');
    await tui.waitFor(/silence: done/);
    await tui.waitFor(/– silenced/u);
    expect(tui.screen()[0]).not.toContain('firing');
  });
});
