import { readdirSync, writeFileSync } from 'node:fs';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { removeOldSessions } from '../../src/cli/retention.ts';
import { configIn } from '../../src/cli/config-file.ts';
import { annotate } from '../../src/data/session/annotate.ts';
import { newSessionPath } from '../../src/data/session/files.ts';
import { openWriter, type SourcedDraft } from '../../src/data/session/writer.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { DAY, shift, type Micros } from '../../src/lib/micros.ts';
import type { Draft } from '../../src/model/signal.ts';
import { sessionChild } from '../support/child.ts';
import { runCli, sessionsBelow } from '../support/run-cli.ts';
import { aLog, aSpan, tempFolder } from '../support/session.ts';

const daysAgo = (days: number): Micros => shift(systemClock.now(), -days * DAY);

/** A session that began and ended so long ago; gives its id. */
function recorded(home: string, days: number, ...drafts: readonly Draft[]): string {
  const path = newSessionPath(sessionsBelow(home), daysAgo(days));
  const writer = openWriter(path, { title: 'x' });
  const source = writer.addSource({ name: 'app', kind: 'test', target: 'none' });
  writer.append(drafts.map((draft): SourcedDraft => ({ source, draft: { ...draft, at: daysAgo(days) } })), daysAgo(days));
  writer.finalise();
  return path.slice(path.lastIndexOf('/') + 1, -3);
}

function configured(home: string, text: string): void {
  mkdirSync(join(home, 'config', 'obs-tui'), { recursive: true });
  writeFileSync(join(home, 'config', 'obs-tui', 'config.yaml'), text);
}

const RULES = 'retention: {sessions: 30d, errors: 90d, traces: 60d}\n';

interface Shown {
  readonly id: string;
  readonly goes: boolean;
  readonly why: string;
  readonly removed: boolean;
}

async function asJson(home: string, ...more: readonly string[]): Promise<readonly Shown[]> {
  const { out, code } = await runCli(['retention', '--json', ...more], { home });
  expect(code).toBe(0);
  return JSON.parse(out).sessions;
}

describe('obs-tui retention', () => {
  it('keeps everything until it is configured', async () => {
    const home = tempFolder();
    recorded(home, 4_000);
    const { out, err, code } = await runCli(['retention', '--apply'], { home });
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^stays\t.*\tretention\.sessions is not configured\n$/) });
    expect(err).toBe('0 sessions of 0 B removed; 1 session stays.\n');
  });

  it('shows what would go and why the others stay, and removes nothing', async () => {
    const home = tempFolder();
    configured(home, RULES);
    const ids = {
      old: recorded(home, 40), young: recorded(home, 20), errors: recorded(home, 41, aLog(0, { level: 'error' })), traces: recorded(home, 42, aSpan(0, 's1')),
      oldErrors: recorded(home, 100, aLog(0, { level: 'fatal' })), noted: recorded(home, 200, { kind: 'note', at: daysAgo(200), text: 'why' }),
    };
    const shown = Object.fromEntries((await asJson(home)).map(({ id, goes, why }) => [id, `${goes ? 'goes' : 'stays'}: ${why}`]));
    expect(shown).toEqual({
      [ids.old]: 'goes: older than retention.sessions', [ids.young]: 'stays: it is young enough', [ids.errors]: 'stays: within retention.errors',
      [ids.traces]: 'stays: within retention.traces', [ids.oldErrors]: 'goes: older than retention.errors', [ids.noted]: 'stays: it has notes, pins or acts',
    });
    expect(readdirSync(sessionsBelow(home))).toHaveLength(6);
    expect((await runCli(['retention'], { home })).err).toMatch(/^2 sessions of .* would go; 4 sessions stay\. Nothing was removed: --apply does it\.\n$/);
  });

  it('removes with --apply exactly what it showed', async () => {
    const home = tempFolder();
    configured(home, RULES);
    const [old, young] = [recorded(home, 40), recorded(home, 20)];
    expect((await asJson(home, '--apply')).map(({ id, removed }) => [id, removed])).toEqual([[young, true], [old, true]].map(([id]) => [id, id === old]));
    expect(readdirSync(sessionsBelow(home))).toEqual([`${young}.db`]);
  });

  it('spares what is recorded, what was never finished, what is a link, what was named by hand, what is annotated, and what cannot be read', async () => {
    const home = tempFolder();
    configured(home, RULES);
    const folder = sessionsBelow(home);
    const growing = openWriter(newSessionPath(folder, daysAgo(50)), { title: 'growing' });
    onTestFinished(() => growing.close());
    growing.tick(daysAgo(50));
    const child = sessionChild('hold', newSessionPath(folder, daysAgo(51)));
    await child.said;
    await child.kill();
    symlinkSync(join(folder, `${recorded(home, 10)}.db`), newSessionPath(folder, daysAgo(52)));
    const byHand = openWriter(join(folder, 'payments.db'), { title: 'x' });
    byHand.tick(daysAgo(53));
    byHand.finalise();
    annotate(join(folder, `${recorded(home, 54)}.db`), [{ kind: 'note', at: daysAgo(54), text: 'drained by hand' }]);
    writeFileSync(newSessionPath(folder, daysAgo(55)), 'no session at all');
    const before = readdirSync(folder).toSorted();
    const shown = await asJson(home, '--apply');
    expect(shown.map(({ goes, removed }) => [goes, removed])).toEqual(shown.map(() => [false, false]));
    expect(shown).toHaveLength(7);
    expect(readdirSync(folder).filter((name) => !/-(?:wal|shm)$/.test(name)).toSorted()).toEqual(before.filter((name) => !/-(?:wal|shm)$/.test(name)));
  });

  it('names what is wrong in the configuration: a stay without a beginning, a length that is none, or one of seconds', async () => {
    const home = tempFolder();
    for (const [text, said] of [
      ['retention: {errors: 90d}', 'sessions is missing'], ['retention: {apply_at_start: true}', 'sessions is missing'],
      ['retention: {sessions: 30}', 'retention.sessions'], ['retention: {sessions: 30s}', 'an hour at least'], ['retention: {sessions: soon}', 'give a length of time'], ['retention: {session: 30d}', 'sessions'],
    ] as const) {
      configured(home, `${text}\n`);
      expect(await runCli(['retention'], { home })).toMatchObject({ code: 3, out: '', err: expect.stringContaining(said) });
    }
  });
});

describe('a start that removes what is old', () => {
  it('says so in one line, and nothing where there is nothing to remove', async () => {
    const home = tempFolder();
    const old = recorded(home, 40);
    configured(home, 'retention: {sessions: 30d, apply_at_start: true}\n');
    const config = await configIn(join(home, 'config', 'obs-tui', 'config.yaml'));
    const lines: string[] = [];
    const [write, state] = [process.stderr.write, process.env['XDG_STATE_HOME']];
    process.stderr.write = (chunk: string | Uint8Array): boolean => lines.push(String(chunk)) > 0;
    process.env['XDG_STATE_HOME'] = join(home, 'state');
    try {
      removeOldSessions(config);
      removeOldSessions(config);
    } finally {
      process.stderr.write = write;
      if (state === undefined) delete process.env['XDG_STATE_HOME'];
      else process.env['XDG_STATE_HOME'] = state;
    }
    expect(lines).toEqual([expect.stringMatching(new RegExp(`^obs-tui: retention: 1 session of .* removed: ${old}\n$`))]);
    expect(readdirSync(sessionsBelow(home))).toEqual([]);
  });
});
