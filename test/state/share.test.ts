import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { namedSession } from '../../src/cli/named.ts';
import { parse } from '../../src/model/filter/parse.ts';
import type { Session } from '../../src/model/session.ts';
import { pausedAt } from '../../src/state/playhead.ts';
import { Driver } from '../support/driver.ts';
import { growingSession, recordedSession, type SourceName } from '../support/recorded.ts';
import { aLog, at, tempFolder } from '../support/session.ts';

const hours = (): Session => recordedSession(...Array.from({ length: 5 }, (_, index) => [aLog(index)]));

function copied(driver: Driver): string {
  const effect = driver.press('Y').effects.at(-1);
  return effect?.kind === 'copy' && typeof effect.text === 'string' ? effect.text : '';
}

function withFilter(driver: Driver, text: string): Driver {
  const parsed = parse(text);
  const filter = parsed.ok ? parsed.filter : undefined;
  return driver.dispatch([{ type: 'panel', panel: 'logs', event: { type: 'filter', filter: { text, filter }, preview: false } }]);
}

/** What the program would be given by a shell that runs the command. */
function argumentsOf(command: string): readonly string[] {
  const folder = tempFolder();
  writeFileSync(join(folder, 'obs-tui'), `#!/bin/sh\nprintf '%s\\0' "$@"\n`);
  chmodSync(join(folder, 'obs-tui'), 0o755);
  const out = execFileSync('sh', ['-c', command], { encoding: 'utf8', cwd: folder, env: { PATH: `${folder}:${process.env['PATH']}`, LANG: 'C.UTF-8' } });
  return out.split('\0').slice(0, -1);
}

describe('sharing a moment', () => {
  it('names file, moment and screen, and what the operator chose besides', () => {
    const session = hours();
    const driver = new Driver(session, { screen: 'logs' });
    const path = session.info().path ?? '';
    expect(path).toMatch(/^\/.*session\.db$/);
    expect(copied(driver)).toBe(`obs-tui replay ${path} --at 2026-11-21T14:00:05.000000Z --screen logs`);
    driver.dispatch([
      { type: 'show', screen: 'metrics' },
      { type: 'playhead', playhead: pausedAt(session.headAt(at(2))) },
      { type: 'time', time: { window: 900_000_000, cursor: at(1.25) } },
    ]);
    expect(copied(withFilter(driver, 'level>=warn'))).toBe(
      `obs-tui replay ${path} --at 2026-11-21T14:00:02.000000Z --screen metrics --window 15m --cursor 2026-11-21T14:00:01.250000Z --filter='level>=warn'`,
    );
    expect(driver.toast).toMatch(/^Copied: obs-tui replay /);
  });

  it.each(["it's", '-path:/health "conn reset"', 'msg~/a.?b$(id)`id`/', '$HOME', 'a;b|c&d', '\\', 'tab\there', 'e\u0301\u0301\u0301\u0301\u0301\u0301', '!!', '漢😀'])(
    'brings the filter %j through a shell as it was',
    (text) => {
      const given = argumentsOf(copied(withFilter(new Driver(hours(), { screen: 'logs' }), text)));
      expect(given.at(-1)).toBe(`--filter=${text}`);
    },
  );

  it('brings any name of a file through a shell', () => {
    for (const path of ["/tmp/it's.db", '/tmp/$(id) x.db', '/tmp/new\nline.db']) expect(argumentsOf(copied(new Driver(namedSession(hours(), path))))[1]).toBe(path);
    expect(new Driver(namedSession(hours(), '/tmp/x\n')).press('Y')).toMatchObject({ effects: [], toast: expect.stringContaining('cannot stand in a shell command') });
  });

  it('works while the session grows: the command opens the moment that is seen now', () => {
    const run = growingSession();
    run.commit(7, [aLog(7)]);
    expect(copied(new Driver(run.session))).toContain('--at 2026-11-21T14:00:07.000000Z');
  });
});

describe('sharing where no file stays', () => {
  function unkept(...sources: readonly SourceName[]): Driver {
    return new Driver(namedSession(growingSession(sources).session, undefined));
  }

  it('names the addresses, or the files', () => {
    const driver = unkept({ name: 'a', kind: 'scrape', target: 'http://node:9100/metrics' }, { name: 'b', kind: 'logs-tail', target: 'wss://node:8545/logs/tail' });
    expect(copied(driver)).toBe('obs-tui connect -- http://node:9100/metrics wss://node:8545/logs/tail');
    expect(driver.toast).toContain('without the moment');
    expect(copied(unkept({ name: 'a', kind: 'follow', target: "app.log, it's.log" }))).toBe(String.raw`obs-tui follow -- app.log 'it'\''s.log'`);
  });

  it('says why where nothing brings them back', () => {
    for (const target of ['standard input', 'http://a and 3 more', '127.0.0.1:4317']) {
      const driver = unkept({ name: 'x', kind: target === 'standard input' ? 'follow' : 'scrape', target }).press('Y');
      expect(driver.effects).toEqual([]);
      expect(driver.toast).toContain(`"${target}"`);
    }
  });
});
