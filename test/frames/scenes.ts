// The scenes whose frames are stored: a fixed run of the lab, at fixed times, in UTC, in every state that a screen can be in.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from '../../src/model/session.ts';
import { Driver, type DriverOptions } from '../support/driver.ts';
import { quickSpans, storySpans } from '../screens/traces/story.ts';
import { keptSession } from '../support/recorded.ts';
import { tell, withLibrary } from '../screens/incidents/library.ts';
import { ALARMED_SOURCES, fillAlarmed } from '../screens/alarmed.ts';
import { asIncident, fillSaved } from '../screens/saved.ts';
import { fillWatched, WATCHED_SOURCES } from '../support/watched.ts';
import { fillChosen } from '../screens/story/chosen.ts';
import { fillStory } from '../screens/timeline/stage.ts';
import { LabRun, STORY } from '../support/lab-run.ts';

/** 14:31 in the story: cpu_percent is about to cross its limit. */
const OPENS = 660;

export interface Stage {
  /** Five minutes of the incident, with a cut whose rows were partly fetched again; still growing. */
  readonly incident: Session;
  /** The tail is gone and is being tried again. */
  readonly cut: Session;
  /** The server refuses the token. */
  readonly refused: Session;
  /** A finished file. */
  readonly closed: Session;
  /** A slow settlement among quick traces. */
  readonly traces: Session;
  /** The same settlement on a better day, and slow. */
  readonly settlements: Session;
  /** Alerts that fire, wait, are muted and are over. */
  readonly alarmed: Session;
  /** Health and SLOs of a small mesh. */
  readonly watched: Session;
  /** An incident file, read to its end: alerts, a note, a gap. */
  readonly saved: Session;
  /** The story of the specification as facts, up to its end. */
  readonly story: Session;
  /** Rows that were chosen, notes, an act, what is left to do. */
  readonly chosen: Session;
  /** A session that has just begun. */
  readonly fresh: Session;
  close(): void;
}

export function buildStage(): Stage {
  const folder = mkdtempSync(join(tmpdir(), 'obs-tui-frames-'));
  const runs: LabRun[] = [];
  const sessions: Session[] = [];
  const run = (name: string, act: (run: LabRun) => void): Session => {
    const made = new LabRun({ path: join(folder, `${name}.db`), seed: 7, rate: 12, from: OPENS });
    runs.push(made);
    act(made);
    const session = made.open();
    sessions.push(session);
    return session;
  };
  const watched = keptSession(join(folder, 'watched.db'), fillWatched, WATCHED_SOURCES);
  const alarmed = keptSession(join(folder, 'alarmed.db'), fillAlarmed, ALARMED_SOURCES);
  const saved = keptSession(join(folder, 'saved.db'), fillSaved, ALARMED_SOURCES);
  const chosen = keptSession(join(folder, 'chosen.db'), fillChosen, [{ name: 'app', kind: 'logs-tail', target: 'ws://127.0.0.1/logs/tail' }]);
  const told = keptSession(join(folder, 'story.db'), fillStory, [{ name: 'app', kind: 'logs-tail', target: 'ws://127.0.0.1/logs/tail' }]);
  return {
    incident: run('incident', incident),
    cut: run('cut', (made) => {
      made.backfill(30);
      made.follow(20);
      made.cut();
      made.follow(8);
    }),
    refused: run('refused', (made) => {
      made.backfill(10);
      made.follow(5);
      made.health({ state: 'refused', detail: '401 from ws://127.0.0.1:7070/logs/tail: the token was refused', code: 'SOURCE_AUTH' });
      made.reject();
      made.follow(2);
    }),
    closed: run('closed', (made) => {
      made.backfill(60);
      made.follow(90);
      made.finish();
    }),
    traces: run('traces', (made) => {
      made.backfill(10);
      made.follow(20);
      made.take(made.logs, storySpans(STORY + OPENS + 8));
      made.commit();
    }),
    settlements: run('settlements', (made) => {
      made.backfill(10);
      made.follow(20);
      made.take(made.logs, [...quickSpans(STORY + OPENS + 1), ...storySpans(STORY + OPENS + 8)]);
      made.commit();
    }),
    alarmed: alarmed.session,
    watched: watched.session,
    saved: asIncident(saved.session),
    chosen: chosen.session,
    story: told.session,
    fresh: run('fresh', () => undefined),
    close: () => {
      alarmed.close();
      watched.close();
      saved.close();
      chosen.close();
      told.close();
      for (const session of sessions) session.close();
      for (const made of runs) made.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function incident(run: LabRun): void {
  run.backfill(120);
  run.follow(100);
  run.cut();
  run.follow(12);
  run.restore(0.8);
  run.note('guardian is behind');
  run.follow(70);
}

export interface Scene {
  readonly name: string;
  readonly session: keyof Omit<Stage, 'close'>;
  readonly options: DriverOptions;
  readonly act?: (driver: Driver) => void;
}

function compareSettlements(driver: Driver): void {
  driver.press('f').type('name:http_request').press('enter', 'G', 'm', 'g', 'M', 'b');
}

function verifying(driver: Driver): void {
  tell(withLibrary(driver).press('j', 'V'), 'incidents', { type: 'progress', what: 'verifying', share: 0.42 });
}

const OFFERS = { key: '/home/ada/.config/obs-tui/signing-key.pem', signs: true, recipients: ['age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj', 'age1lvyvwawkr0mcnnnncaghunadrqkmuf9e6507x9y920xxpp866cnql7dp2z'] };

/** The form of a file to save, with what it would give. */
function prepared(driver: Driver): Driver {
  return tell(driver.press('ctrl+o'), 'save', { type: 'offered', offers: OFFERS }, { type: 'measured', measure: { rows: 12_345, bytes: 1_200_000, redactions: { 'bearer-token': 3, email: 12, 'aws-key': 1 } } });
}

export const SCENES: readonly Scene[] = [
  { name: 'overview', session: 'incident', options: { screen: 'overview' } },
  { name: 'overview-fresh', session: 'fresh', options: { screen: 'overview' } },
  { name: 'overview-watched', session: 'watched', options: { screen: 'overview' } },
  { name: 'logs', session: 'incident', options: { screen: 'logs' } },
  { name: 'logs-filtered', session: 'incident', options: { screen: 'logs' }, act: (driver) => driver.press('f').type('level>=warn -service:mesh').press('enter') },
  { name: 'logs-no-match', session: 'incident', options: { screen: 'logs' }, act: (driver) => driver.press('f').type('service:billing').press('enter') },
  { name: 'logs-search', session: 'incident', options: { screen: 'logs' }, act: (driver) => driver.press('/').type('anchor').press('enter', 'N', 'N') },
  { name: 'logs-detail', session: 'incident', options: { screen: 'logs' }, act: (driver) => driver.press('E', 'enter', 'down', 'down') },
  { name: 'logs-gap', session: 'incident', options: { screen: 'logs' }, act: (driver) => driver.press('t').type('14:32:40').press('enter', 'L') },
  { name: 'logs-wrapped', session: 'incident', options: { screen: 'logs' }, act: (driver) => driver.press('r') },
  { name: 'logs-fresh', session: 'fresh', options: { screen: 'logs' } },
  { name: 'metrics', session: 'incident', options: { screen: 'metrics' } },
  { name: 'metrics-chart', session: 'incident', options: { screen: 'metrics' }, act: (driver) => driver.press('enter', 'h', 'h', 'h', 'h') },
  { name: 'metrics-fresh', session: 'fresh', options: { screen: 'metrics' } },
  { name: 'traces', session: 'traces', options: { screen: 'traces' }, act: (driver) => driver.press('j', 'j') },
  { name: 'traces-no-match', session: 'traces', options: { screen: 'traces' }, act: (driver) => driver.press('f').type('service:billing errors').press('enter') },
  { name: 'traces-fresh', session: 'fresh', options: { screen: 'traces' } },
  { name: 'trace', session: 'traces', options: { screen: 'traces' }, act: (driver) => driver.press('s', 'enter', 'b') },
  { name: 'trace-detail', session: 'traces', options: { screen: 'traces' }, act: (driver) => driver.press('s', 'enter', 'e', 'd') },
  { name: 'trace-repeats', session: 'traces', options: { screen: 'traces' }, act: (driver) => driver.press('s', 'enter', 'e', 'e') },
  { name: 'ascii-trace', session: 'traces', options: { screen: 'traces', unicode: false }, act: (driver) => driver.press('s', 'enter', 'b', 'd') },
  { name: 'trace-compare', session: 'settlements', options: { screen: 'traces' }, act: compareSettlements },
  { name: 'ascii-trace-compare', session: 'settlements', options: { screen: 'traces', unicode: false }, act: compareSettlements },
  { name: 'timeline', session: 'story', options: { screen: 'timeline' }, act: (driver) => driver.press('t').type('14:35').press('enter', 'n') },
  { name: 'timeline-quiet', session: 'story', options: { screen: 'timeline' }, act: (driver) => driver.press('t').type('14:35').press('enter', 'H', 'w', 'n', 'n') },
  { name: 'timeline-following', session: 'story', options: { screen: 'timeline' }, act: (driver) => driver.press('t').type('14:40').press('enter', 'o').type('service').press('enter') },
  { name: 'timeline-fresh', session: 'fresh', options: { screen: 'timeline' } },
  { name: 'ascii-timeline', session: 'story', options: { screen: 'timeline', unicode: false }, act: (driver) => driver.press('t').type('14:35').press('enter', 'H') },
  { name: 'overview-alerts', session: 'alarmed', options: { screen: 'overview' } },
  { name: 'alerts', session: 'alarmed', options: { screen: 'alerts' }, act: (driver) => driver.press('j') },
  { name: 'alerts-detail', session: 'alarmed', options: { screen: 'alerts' }, act: (driver) => driver.press('f').type('cpu').press('enter', 'enter') },
  { name: 'alerts-confirm', session: 'alarmed', options: { screen: 'alerts' }, act: (driver) => driver.press('S').type('known').press('enter', 'enter') },
  { name: 'alerts-fresh', session: 'fresh', options: { screen: 'alerts' } },
  { name: 'ascii-alerts', session: 'alarmed', options: { screen: 'alerts', unicode: false }, act: (driver) => driver.press('f').type('cpu').press('enter', 'enter') },
  { name: 'sources', session: 'incident', options: { screen: 'sources' } },
  { name: 'sources-retrying', session: 'cut', options: { screen: 'sources' } },
  { name: 'sources-refused', session: 'refused', options: { screen: 'sources' } },
  { name: 'health', session: 'watched', options: { screen: 'health' }, act: (driver) => driver.press('j') },
  { name: 'health-none', session: 'fresh', options: { screen: 'health' } },
  { name: 'slos', session: 'watched', options: { screen: 'slos' }, act: (driver) => driver.press('j', 'j') },
  { name: 'ascii-slos', session: 'watched', options: { screen: 'slos', unicode: false } },
  { name: 'story', session: 'chosen', options: { screen: 'story' }, act: (driver) => driver.press('g') },
  { name: 'story-none', session: 'fresh', options: { screen: 'story' } },
  { name: 'incidents', session: 'saved', options: { screen: 'incidents' }, act: (driver) => withLibrary(driver).press('j') },
  { name: 'incidents-verifying', session: 'incident', options: { screen: 'incidents' }, act: verifying },
  { name: 'incidents-delete', session: 'incident', options: { screen: 'incidents' }, act: (driver) => withLibrary(driver).press('j', 'D').type('anch') },
  { name: 'incidents-none', session: 'fresh', options: { screen: 'incidents' }, act: (driver) => withLibrary(driver, []) },
  { name: 'ascii-incidents', session: 'incident', options: { screen: 'incidents', unicode: false }, act: (driver) => withLibrary(driver) },
  { name: 'save', session: 'alarmed', options: { screen: 'alerts' }, act: (driver) => prepared(driver).press('j', 'j') },
  { name: 'save-raw', session: 'alarmed', options: { screen: 'alerts' }, act: (driver) => prepared(driver).press('G', 'k', 'k', 'k', 'enter').type('raw').press('enter') },
  { name: 'save-passphrase', session: 'alarmed', options: { screen: 'alerts' }, act: (driver) => prepared(driver).press('G', 'k', 'enter', 's').type('night shift') },
  { name: 'save-writing', session: 'alarmed', options: { screen: 'alerts' }, act: (driver) => tell(prepared(driver).press('s'), 'save', { type: 'progress', what: 'saving', share: 0.42 }) },
  { name: 'save-done', session: 'saved', options: { screen: 'alerts' }, act: (driver) => tell(prepared(driver).press('s'), 'save', { type: 'done', text: 'Saved 12,345 rows in 1.2 MB; root abababababababab…', path: '/library/20261121T144000Z-anchor-queue.obsx' }) },
  { name: 'ascii-save', session: 'alarmed', options: { screen: 'alerts', unicode: false }, act: (driver) => prepared(driver) },
  { name: 'help', session: 'incident', options: { screen: 'logs' }, act: (driver) => driver.press('?') },
  { name: 'start', session: 'fresh', options: { screen: 'start' } },
  { name: 'palette', session: 'incident', options: { screen: 'overview' }, act: (driver) => driver.press(':').type('go') },
  { name: 'filter-error', session: 'incident', options: { screen: 'logs' }, act: (driver) => driver.press('f').type('service:guardian level>=sever') },
  { name: 'paused', session: 'incident', options: { screen: 'logs' }, act: (driver) => driver.press(...Array.from({ length: 20 }, () => ',')) },
  { name: 'replay', session: 'closed', options: { screen: 'overview' }, act: (driver) => driver.press(...Array.from({ length: 30 }, () => ','), '>', '>') },
  { name: 'replay-incident', session: 'saved', options: { screen: 'overview' }, act: (driver) => driver.press('^', '}', '}') },
  { name: 'replay-verifying', session: 'saved', options: { screen: 'logs', facts: { loading: { share: 0.345 } } } },
  { name: 'replay-altered', session: 'saved', options: { screen: 'logs', facts: { failure: 'line 1,204 is not the one that was sealed' } } },
  { name: 'replay-elsewhere', session: 'saved', options: { screen: 'timeline' }, act: (driver) => driver.press('t').type('09:00').press('enter') },
  { name: 'ascii-replay', session: 'saved', options: { screen: 'alerts', unicode: false }, act: (driver) => driver.press('(') },
  { name: 'toast', session: 'incident', options: { screen: 'overview' }, act: (driver) => driver.press('q') },
  { name: 'ascii-overview', session: 'incident', options: { screen: 'overview', unicode: false } },
  { name: 'ascii-logs', session: 'incident', options: { screen: 'logs', unicode: false } },
  { name: 'ascii-chart', session: 'incident', options: { screen: 'metrics', unicode: false }, act: (driver) => driver.press('enter') },
];

export function frameOf(stage: Stage, scene: Scene, columns: number, rows: number): string {
  const driver = new Driver(stage[scene.session], { ...scene.options, size: { columns, rows } });
  scene.act?.(driver);
  return `${driver.screen().join('\n')}\n`;
}
