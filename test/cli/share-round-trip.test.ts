// What the key copies, a shell reads, the command line understands and a replay opens must be what was looked at.
import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openingOf, type OpeningOptions } from '../../src/cli/opening.ts';
import { namedSession } from '../../src/cli/named.ts';
import { wholeProgram } from '../../src/cli/whole-program.ts';
import { micros, MINUTE } from '../../src/lib/micros.ts';
import { parse } from '../../src/model/filter/parse.ts';
import type { IncidentInfo } from '../../src/model/incident.ts';
import type { Session } from '../../src/model/session.ts';
import type { Seq } from '../../src/model/signal.ts';
import { logsPanel } from '../../src/screens/logs/index.ts';
import type { AppState } from '../../src/state/app.ts';
import { resolveHead } from '../../src/state/playhead.ts';
import { Driver } from '../support/driver.ts';
import { sharedSession } from '../support/recorded.ts';
import { aLog, START, tempFolder } from '../support/session.ts';

const recorded = sharedSession((run) => {
  for (let second = 1; second <= 30; second += 1) run.commit(second, [aLog(second)]);
  run.finish();
});
const SIZE = { columns: 120, rows: 40 };

interface Replayed {
  readonly file: string;
  readonly options: OpeningOptions;
}

/** Runs the command in a shell whose `obs-tui` tells its arguments, and reads them as the program does. */
async function replayed(command: string): Promise<Replayed> {
  const folder = tempFolder();
  writeFileSync(join(folder, 'obs-tui'), `#!/bin/sh\nprintf '%s\\0' "$@"\n`);
  chmodSync(join(folder, 'obs-tui'), 0o755);
  const out = execFileSync('sh', ['-c', command], { encoding: 'utf8', env: { PATH: `${folder}:${process.env['PATH']}`, LANG: 'C.UTF-8' } });
  let found: Replayed | undefined;
  const program = wholeProgram(() => undefined);
  program.commands.find((one) => one.name() === 'replay')?.action((file: string, options: OpeningOptions) => void (found = { file, options }));
  await program.parseAsync(out.split('\0').slice(0, -1), { from: 'user' });
  if (found === undefined) throw new Error('it is no replay');
  return found;
}

/** The parts of a state that a command carries. */
function parts(app: AppState, session: Session): unknown {
  const { window, cursor } = app.time;
  return { screen: app.screen, head: resolveHead(app.playhead, session, 0).seq, window, cursor, filter: logsPanel.filterText(app.panels['logs']) };
}

async function reopened(driver: Driver, session: Session): Promise<unknown> {
  const effect = driver.press('Y').effects.at(-1);
  const { file, options } = await replayed(effect?.kind === 'copy' && typeof effect.text === 'string' ? effect.text : '');
  expect(file).toBe(session.info().path);
  return parts(openingOf(session, options, 'utc', SIZE)(new Driver(session, { screen: 'overview' }).app), session);
}

function looking(session: Session, { screen, second, window, cursor, filter }: { screen: string; second: number; window?: number; cursor?: number; filter?: string }): Driver {
  const driver = new Driver(session, { screen, size: SIZE });
  const parsed = parse(filter ?? '');
  driver.dispatch([
    { type: 'playhead', playhead: { mode: 'paused', head: session.headAt(micros(START + second * 1_000_000)).seq } },
    { type: 'time', time: { ...(window === undefined ? {} : { window }), ...(cursor === undefined ? {} : { cursor: micros(cursor) }) } },
    ...(filter === undefined || !parsed.ok || parsed.filter === undefined ? [] : [{ type: 'panel' as const, panel: 'logs', event: { type: 'filter', filter: { text: filter, filter: parsed.filter }, preview: false } }]),
  ]);
  return driver;
}

describe('a moment that was shared', () => {
  it('opens as it was, whatever it was', async () => {
    const look = fc.record(
      {
        screen: fc.constantFrom('overview', 'logs', 'metrics', 'timeline'),
        second: fc.integer({ min: 0, max: 30 }),
        window: fc.constantFrom(MINUTE, 15 * MINUTE, 1_440 * MINUTE, 90_000_000, 1_234_567),
        cursor: fc.integer({ min: START, max: START + 30_000_000 }),
        filter: fc.constantFrom('level>=warn', "it's", '-path:/health "a b"', 'msg~/a.?\\/b$(id)`id`/', '漢😀 $HOME', 'e\u0301\u0301\u0301\u0301\u0301\u0301'),
      },
      { requiredKeys: ['screen', 'second'] },
    );
    for (const one of fc.sample(look, { numRuns: 40, seed: 3 })) {
      const driver = looking(recorded(), one);
      expect(await reopened(driver, recorded())).toEqual(parts(driver.app, recorded()));
    }
  });

  it('opens without the filter and window that an incident file brings along, where they are gone', async () => {
    const session = withView(recorded());
    const driver = looking(session, { screen: 'logs', second: 12 });
    expect(await reopened(driver, session)).toMatchObject({ screen: 'logs', filter: undefined, window: driver.context().frame.span.to - driver.context().frame.span.from });
  });
});

/** As if read from an incident file that was saved with a view of its own. */
function withView(session: Session): Session {
  const incident: IncidentInfo = {
    title: 'x', severity: 'low', range: { from: micros(START), to: micros(START + 60_000_000) }, savedAt: micros(START), by: 'ada', session: 's', redactions: {}, raw: false,
    view: { screen: 'metrics', head: 3 as Seq, window: 5 * MINUTE, filter: 'level>=error' },
  };
  const named = namedSession(session, '/tmp/x.obsx');
  return { ...named, info: () => ({ ...named.info(), incident }) };
}
