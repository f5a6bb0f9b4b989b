// Sessions that are being written, some by this very process: what is told of them does not differ.
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { attachedSession } from '../../src/cli/attached.ts';
import { createSession } from '../../src/data/session/files.ts';
import { openSession } from '../../src/data/session/reader.ts';
import { openWriter, type SessionWriter } from '../../src/data/session/writer.ts';
import { Driver } from '../support/driver.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { runCli, sessionsBelow } from '../support/run-cli.ts';
import { aReader, at, tempFolder } from '../support/session.ts';

function recordingBelow(home: string, seconds: number, title: string): SessionWriter {
  const writer = createSession(sessionsBelow(home), at(seconds), title);
  onTestFinished(() => writer.close());
  writer.tick(at(seconds));
  return writer;
}

describe('obs-tui attach', () => {
  it('says that nothing is recorded where that is so, also where a session ended', async () => {
    const home = tempFolder();
    expect(await runCli(['attach'], { home })).toMatchObject({ code: 5, out: '', err: expect.stringMatching(/no obs-tui on this machine records[^]*SESSION_ENDED/) });
    const ended = recordingBelow(home, 0, 'ended');
    ended.finalise();
    expect(await runCli(['attach'], { home })).toMatchObject({ code: 5, err: expect.stringContaining('[SESSION_ENDED]') });
    for (const name of [ended.path, '20261121T140000Z']) {
      expect(await runCli(['attach', name], { home })).toMatchObject({ code: 5, out: '', err: expect.stringMatching(/nobody records into[^]*obs-tui replay/) });
    }
  });

  it('lists several by number and asks for a name, which may be the number, the id or the file', async () => {
    const home = tempFolder();
    const older = recordingBelow(home, 0, 'payments \u001b[31m');
    recordingBelow(home, 60, 'search');
    const asked = await runCli(['attach'], { home });
    expect(asked).toMatchObject({ code: 5, out: '' });
    expect(asked.err).toMatch(/2 sessions are being recorded:\n +1 +20261121T140100Z .*search\n +2 +20261121T140000Z .*payments ␛\[31m \[SESSION_AMBIGUOUS\]\n +Name one/);
    for (const name of ['2', '20261121T140000Z', older.path]) {
      const found = await runCli(['attach', name, '--utc'], { home });
      expect(found.out.split('\n')[0]).toMatch(/payments.*ATTACHED ● FOLLOWING {2}14:00:00 UTC/);
    }
    for (const name of ['0', '3', '999', 'nothing', join(home, 'x.db')]) {
      expect(await runCli(['attach', name], { home })).toMatchObject({ code: 5, err: expect.stringContaining('[SESSION_MISSING]') });
    }
  });

  it('prints one frame where there is no terminal, and changes nothing in the session', async () => {
    const home = tempFolder();
    const writer = recordingBelow(home, 0, 'only');
    const shown = await runCli(['attach'], { home });
    expect(shown).toMatchObject({ code: 2, err: expect.stringContaining('[NO_TERMINAL]') });
    expect(shown.out.split('\n')).toHaveLength(41);
    expect(shown.out).not.toContain('REC ');
    expect(writer.tick(at(1)).seq).toBe(2);
  });
});

describe('an attached session', () => {
  function attached(): { readonly writer: SessionWriter; readonly clock: ManualClock; readonly driver: Driver } {
    const writer = recordingBelow(tempFolder(), 0, 'other');
    const session = openSession(writer.path);
    onTestFinished(() => session.close());
    const clock = new ManualClock();
    return { writer, clock, driver: new Driver(attachedSession(session, writer.path, clock), { screen: 'overview', size: { columns: 80, rows: 24 } }) };
  }

  it('says so in the header, and takes no note', () => {
    const { driver } = attached();
    expect(driver.screen()[0]).toContain('ATTACHED ● FOLLOWING');
    expect(driver.press('a').toast).toContain('attached read-only');
    expect(driver.app.prompt).toBeUndefined();
    expect(driver.effects).toEqual([]);
  });

  it('is left without a question: nothing ends', () => {
    expect(attached().driver.press('q').effects).toEqual([{ kind: 'quit', code: 0 }]);
    expect(attached().driver.press('ctrl+c').effects).toEqual([{ kind: 'quit', code: 130 }]);
  });

  it('shows what is recorded meanwhile, and becomes a replay when its recorder ends in order', () => {
    const { writer, driver } = attached();
    writer.tick(at(5));
    expect(driver.screen()[0]).toContain('14:00:05');
    writer.finalise();
    expect(driver.screen()[0]).toMatch(/RECORDER ENDED {2}▶ REPLAY ❚❚ 14:00:05/);
    expect(aReader(writer.path).info().growing).toBe(false);
  });

  it('notices a recorder that was killed, and stays with it when another one goes on with the file', () => {
    const { writer, clock, driver } = attached();
    writer.close();
    expect(driver.screen()[0]).toContain('ATTACHED');
    clock.advance(1_000);
    expect(driver.screen()[0]).toContain('RECORDER ENDED');
    const again = openWriter(writer.path, { title: 'other' });
    onTestFinished(() => again.close());
    clock.advance(1_000);
    expect(driver.screen()[0]).toContain('RECORDER ENDED');
  });
});
