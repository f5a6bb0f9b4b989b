// Two programs on one machine: one records, the other only looks.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { startLab } from '../../src/lab/index.ts';
import { end } from '../support/processes.ts';
import { closeAll, spawnTui, type Tui } from '../support/pty.ts';
import { programHome, runProgramFile } from '../support/run-program.ts';

afterEach(closeAll);

interface Pair {
  readonly recorder: Tui;
  readonly watcher: Tui;
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A recording in the one, the same session attached in the other. */
async function pair(): Promise<Pair> {
  const lab = await startLab({ seed: 1 });
  onTestFinished(() => lab.close());
  const home = programHome();
  const env = { XDG_STATE_HOME: join(home, 'state') };
  const recorder = spawnTui({ args: ['record', lab.url], env });
  await recorder.waitFor('Recording into');
  const watcher = spawnTui({ args: ['attach', '--utc'], env });
  await watcher.waitFor(/ATTACHED ● FOLLOWING/);
  return { recorder, watcher, home, env };
}

function headTime(tui: Tui): string {
  return /(\d\d:\d\d:\d\d) UTC/.exec(tui.screen()[0] ?? '')?.[1] ?? '';
}

describe('attach', () => {
  it('shows what the other records as it comes, is left at once, and the other goes on', async () => {
    const { recorder, watcher, home } = await pair();
    const first = headTime(watcher);
    await watcher.waitFor((now) => headTime(now) > first);
    watcher.press('a');
    await watcher.waitFor('attached read-only');
    watcher.press('q');
    expect(await watcher.exit()).toMatchObject({ code: 0 });
    const { out } = await runProgramFile(['status', '--json'], { home });
    expect(out).toContain('"live"');
    recorder.kill('SIGINT');
    expect(await recorder.exit()).toMatchObject({ code: 0 });
  });

  it('stays as a replay when the other ends, and when it is killed', async () => {
    for (const signal of ['SIGINT', 'SIGKILL'] as const) {
      const { recorder, watcher } = await pair();
      for (const pid of signal === 'SIGKILL' ? programsBelow(recorder) : []) end(pid);
      if (signal === 'SIGINT') recorder.kill(signal);
      await watcher.waitFor(/RECORDER ENDED +▶ REPLAY/);
      watcher.press('2');
      await watcher.waitFor(/ Logs/);
      watcher.press('q');
      expect(await watcher.exit()).toMatchObject({ code: 0 });
      await closeAll();
    }
  });

  it('leads on to a recording of the library', async () => {
    const { recorder, watcher } = await pair();
    recorder.kill('SIGINT');
    await watcher.waitFor('RECORDER ENDED');
    watcher.press('0');
    await watcher.waitFor(/20\d{6}T\d{6}Z|127\.0\.0\.1/);
    watcher.press('enter');
    await watcher.waitFor((now) => now.text().includes('━━ REPLAY ━━') && !now.text().includes('RECORDER ENDED'));
    watcher.press('2');
    await watcher.waitFor(/ I \S+ /);
    watcher.press('q');
    expect(await watcher.exit()).toMatchObject({ code: 0 });
  });

  it('keeps what was copied in a file of the operator’s own, and a shared moment opens again', async () => {
    const { watcher, home } = await pair();
    watcher.press('2', 'space');
    await watcher.waitFor('PAUSED');
    const paused = headTime(watcher);
    watcher.press('Y');
    await watcher.waitFor('Copied: obs-tui replay');
    const command = readFileSync(join(home, 'state', 'obs-tui', 'copied.txt'), 'utf8').trim();
    expect(command).toMatch(/^obs-tui replay \/\S+\.db --at \S+Z --screen logs$/);
    const again = await runProgramFile([command.replace('obs-tui', '"$OBS"'), '--utc'], { home, shell: true });
    expect(again.out.split('\n')[0]).toContain(`${paused} UTC`);
  });
});

/** The launcher and everything below it. */
function programsBelow(tui: Tui): readonly number[] {
  const all: number[] = [];
  for (let level = tui.children(); level.length > 0; level = level.flatMap((pid) => tui.children(pid))) all.push(...level);
  return all.toReversed();
}
