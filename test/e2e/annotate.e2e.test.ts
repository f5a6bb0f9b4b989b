// A postmortem: an incident that was saved and sealed is opened again, words are added, and stay with it.
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { recordStory } from '../support/lab-story.ts';
import { closeAll, spawnTui, type Tui } from '../support/pty.ts';
import { runProgramFile } from '../support/run-program.ts';

afterEach(closeAll);

describe('words added to what is closed', () => {
  let folder = '';
  let session = '';
  let file = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'obs-tui-annotate-'));
    session = join(folder, 'story.db');
    file = join(folder, 'story.obsx');
    recordStory(session, 1);
    await run('incident', 'save', '--session', session, '--around', '2026-11-21T14:38:00Z', '--title', 'Anchor backlog', '--out', file);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (...args: readonly string[]) => runProgramFile(args, { home: folder });
  const hash = (): string => createHash('sha256').update(readFileSync(file)).digest('hex');

  async function replayed(path: string): Promise<Tui> {
    const tui = spawnTui({ args: ['replay', path, '--utc', '--at', '14:40'], cols: 120, rows: 40, env: { HOME: folder } });
    await tui.waitFor((now) => /REPLAY/.test(now.text()) && !/VERIFYING/.test(now.text()));
    return tui;
  }

  async function write(tui: Tui, key: string, text: string): Promise<void> {
    tui.press(key);
    await tui.waitFor(/▸/);
    tui.type(text);
    await tui.waitFor(`▸ ${text}`);
    tui.press('enter');
    await tui.waitFor((now) => !now.text().includes(`▸ ${text}`) && now.text().includes(text));
  }

  async function quit(tui: Tui): Promise<void> {
    tui.press('Q');
    expect((await tui.exit()).code).toBe(0);
  }

  it('stay beside a sealed file, which stays as it was, and go into the next one that is saved from it', async () => {
    const sealed = hash();
    const first = await replayed(file);
    first.press('I');
    await first.waitFor(/Nothing is in the story yet/);
    await write(first, 'F', 'alert at a queue of 200');
    await write(first, 'a', 'brick-02 was drained by hand, password=correct-horse');
    await first.waitFor(/2 beside the sealed file/);
    await quit(first);

    const again = await replayed(file);
    again.press('I');
    await again.waitFor(/alert at a queue of 200/);
    await again.waitFor(/2 rows {2}1 to do {2}2 beside the sealed file/);
    await quit(again);
    expect(hash()).toBe(sealed);
    expect(await run('incident', 'verify', file)).toMatchObject({ code: 0 });

    const report = await run('incident', 'report', file);
    expect(report.out).not.toContain('correct-horse');
    expect(report.out).toMatch(/brick-02 was drained by hand[^]*- \[ \] alert at a queue of 200[^]*added after the file was sealed/);

    const next = join(folder, 'next.obsx');
    expect(await run('incident', 'save', '--session', file, '--out', next)).toMatchObject({ code: 0 });
    const show = await run('incident', 'show', next, '--json');
    expect(JSON.parse(show.out)).toMatchObject({ derived_from: expect.stringMatching(/^[0-9a-f]{64}$/), from: '2026-11-21T14:23:00.000000Z' });
    const later = await run('incident', 'report', next);
    expect(later.out).toMatch(/brick-02 was drained by hand[^]*- \[ \] alert at a queue of 200/);
    expect(later.out).not.toMatch(/added after the file was sealed|correct-horse/);
  });

  it('go into a session itself, which is one file afterwards', async () => {
    const tui = await replayed(session);
    tui.press('I');
    await write(tui, 'a', 'the second worker came too late');
    await quit(tui);
    expect(existsSync(`${session}-wal`)).toBe(false);
    expect((await run('incident', 'report', session)).out).toContain('the second worker came too late');
  });
});
