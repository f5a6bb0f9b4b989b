// An incident is saved from the screen while it is recorded, checked, told as a report, and taken away again, on the real bundle.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { startLab } from '../../src/lab/index.ts';
import { end } from '../support/processes.ts';
import { closeAll, spawnTui, type Tui } from '../support/pty.ts';
import { tempFolder } from '../support/session.ts';

/** 14:36 of the story. */
const OPENS_AT = 16 * 60;

afterEach(closeAll);

async function recording(): Promise<Tui> {
  const lab = await startLab({ seed: 1, openAt: OPENS_AT });
  onTestFinished(() => lab.close());
  const config = join(tempFolder(), 'config.yaml');
  writeFileSync(config, JSON.stringify({
    sources: [
      { name: 'tail', kind: 'logs-tail', url: lab.url, message: 'logfmt', backfill: { minutes: 5, rows: 20_000 } },
      { name: 'alerts', kind: 'alertmanager', url: lab.url, interval: '1s' },
    ],
  }));
  const tui = spawnTui({ args: ['--config', config, '--utc'], cols: 160, rows: 45 });
  await tui.waitFor(/▲ 1 firing/u);
  return tui;
}

describe('the library on the screen', () => {
  it('takes what is saved while recording goes on, verifies it, reports on it, and lets it go', async () => {
    const tui = await recording();
    tui.press('ctrl+o');
    await tui.waitFor(/will write +[\d,]+ rows, about/u);
    expect(tui.text()).toContain('HighCPUUsage');
    tui.press('s');
    await tui.waitFor(/✔ Saved +[\d,]+ rows/u);
    const file = /file +(\S+\.obsx)/u.exec(tui.text())?.[1] ?? '';
    expect(existsSync(file)).toBe(true);
    tui.press('0');
    await tui.waitFor(/■ sealed +medium .*HighCPUUsage/u);
    tui.press('/');
    tui.type('highcpu');
    tui.press('enter', 'V');
    await tui.waitFor(/✔ Every line is as it was sealed/u);
    await tui.waitFor(/✔ verified +medium .*HighCPUUsage/u);
    tui.press('w');
    tui.type('md');
    tui.press('enter');
    await tui.waitFor(/✔ Report written/u);
    expect(existsSync(`${file}.report.md`)).toBe(true);
    tui.press('enter');
    await tui.waitFor(/In another terminal: obs-tui replay/u);
    tui.press('D');
    tui.type('delete');
    tui.press('enter');
    await tui.waitFor(/✔ Deleted/u);
    expect(existsSync(file)).toBe(false);
    expect(tui.text()).toContain('● FOLLOWING');
    tui.press('Q');
    expect((await tui.exit()).code).toBe(0);
  });

  it('offers what a killed recorder left, recovers it, and opens it from a replay', async () => {
    const folder = tempFolder();
    const log = join(folder, 'app.log');
    writeFileSync(log, '2026-11-21T14:00:00Z ERROR the queue stands still\n');
    const env = { XDG_STATE_HOME: join(folder, 'state') };
    const first = spawnTui({ args: ['follow', log, '--utc'], env });
    await first.waitFor(/the queue stands still/u);
    const [launcher = 0] = first.children();
    for (const pid of [...first.children(launcher), launcher]) end(pid);
    await first.exit();
    const second = spawnTui({ args: ['follow', log, '--utc'], env, cols: 160, rows: 45 });
    await second.waitFor(/the queue stands still/u);
    second.press('0');
    await second.waitFor(/▲ A recording was not closed when the program ended/u);
    second.press('g', 'c');
    await second.waitFor(/✔ Recovered/u);
    const file = /Recovered: .* (\S+\.db)/su.exec(second.text().replaceAll(/\s+/gu, ' '))?.[1] ?? '';
    expect(existsSync(file)).toBe(true);
    second.press('Q');
    expect((await second.exit()).code).toBe(0);
    const replay = spawnTui({ args: ['replay', file, '--utc'], env, cols: 160, rows: 45 });
    await replay.waitFor(/REPLAY/u);
    replay.press('0');
    await replay.waitFor(/· session[^]*· session/u);
    replay.press('G', 'enter');
    // Another replay begins on its first screen.
    await replay.waitFor((now) => /REPLAY/u.test(now.text()) && !/· session/u.test(now.text()));
    replay.press('2');
    await replay.waitFor(/the queue stands still/u);
    replay.press('Q');
    expect((await replay.exit()).code).toBe(0);
  });
});
