import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SCREENS } from '../../src/screens/index.ts';
import { openWriter } from '../../src/data/session/writer.ts';
import { HOSTILE } from '../support/builders.ts';
import { runCli, sessionsBelow } from '../support/run-cli.ts';
import { aHealth, aLog, at, from, tempFolder } from '../support/session.ts';

const ID = '20261121T140000Z';

function recorded(messages: readonly string[] = ['first words', 'second words', 'third words']): string {
  const home = tempFolder();
  const writer = openWriter(join(sessionsBelow(home), `${ID}.db`), { title: 'prod-eu' });
  const source = writer.addSource({ name: 'app', kind: 'follow', target: 'app.log' });
  writer.append(from(source, aHealth(0)), at(0));
  messages.forEach((message, index) => writer.append(from(source, aLog(index + 1, { level: 'error', message, service: message })), at(index + 1)));
  writer.finalise();
  return home;
}

describe('frame', () => {
  it.each(SCREENS.map(({ id }) => id))('prints the screen %s at the size asked for, and no control', async (screen) => {
    const ran = await runCli(['frame', ID, '--screen', screen, '--size', '80x24', '--utc'], { home: recorded() });
    expect(ran).toMatchObject({ code: 0, err: '' });
    const lines = ran.out.split('\n').slice(0, -1);
    expect(lines).toHaveLength(24);
    expect(lines.every((line) => [...line].length <= 80)).toBe(true);
    expect(ran.out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(lines[0]).toContain('prod-eu');
  });

  it('shows what was known at a moment, and says that time stands still', async () => {
    const home = recorded();
    const early = await runCli(['frame', ID, '--screen', 'logs', '--at', '14:00:02', '--utc'], { home });
    expect(early.out).toContain('second words');
    expect(early.out).not.toContain('third words');
    expect(early.out).toContain('REPLAY ❚❚ 14:00:02 UTC');
    const whole = await runCli(['frame', join(sessionsBelow(home), `${ID}.db`), '--screen', 'logs', '--utc'], { home });
    expect(whole.out).toContain('third words');
    expect(whole.out).not.toContain('FOLLOWING');
  });

  it('draws with ASCII alone where asked to', async () => {
    const { out } = await runCli(['frame', ID, '--ascii', '--utc'], { home: recorded() });
    expect(out).toContain('first words');
    expect(out).not.toMatch(/[─-▟]/);
  });

  it('colours with --ansi by nothing but SGR', async () => {
    const { out } = await runCli(['frame', ID, '--ansi', '--screen', 'logs'], { home: recorded() });
    expect(out).toContain('\u001b[');
    expect(out.replaceAll(/\u001b\[[\d;]*m/g, '')).not.toContain('\u001b');
  });

  it('lets no escape of a hostile log through, plain or coloured', async () => {
    for (const more of [[], ['--ansi']]) {
      const { out } = await runCli(['frame', ID, '--screen', 'logs', '--size', '200x60', ...more], { home: recorded(HOSTILE.filter((text) => text !== '')) });
      expect(out.replaceAll(/\u001b\[[\d;]*m/g, '')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202e]/);
    }
  });

  it('is drawn even in one cell', async () => {
    expect(await runCli(['frame', ID, '--size', '1x1'], { home: recorded() })).toMatchObject({ code: 0, err: '' });
  });

  it.each([
    ['no session', ['frame', 'nope'], 5, 'there is no session "nope"'],
    ['a time that is none', ['frame', ID, '--at', 'noon'], 2, '--at: "noon" is not a time'],
  ])('says so where there is %s', async (_, argv, code, words) => {
    const ran = await runCli(argv, { home: recorded() });
    expect(ran).toMatchObject({ code, out: '' });
    expect(ran.err).toContain(words);
  });
});
