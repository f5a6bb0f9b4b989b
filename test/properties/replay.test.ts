// The property that defines the product: the model that a panel selects live at a head equals the model it selects from the closed file
// at that head, whatever happened before and after, and whatever the operator had pressed.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startRecording } from '../../src/data/recorder/record.ts';
import { loadFile } from '../../src/data/incident/load.ts';
import { saveIncident } from '../../src/data/incident/save.ts';
import { openSession } from '../../src/data/session/reader.ts';
import { startLab } from '../../src/lab/index.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { seededRandom } from '../../src/lib/random.ts';
import type { Frame, Session } from '../../src/model/session.ts';
import type { Draft, SpanDraft } from '../../src/model/signal.ts';
import { buildRegistry } from '../../src/screens/index.ts';
import type { Panel } from '../../src/state/panel.ts';
import { aGap, aLog, aSample, aSpan, tempFolder } from '../support/session.ts';
import { aCheck, anAct, anAlert, anAnomaly, anInflection, aPattern, aPin, aSilence } from '../support/facts.ts';
import { HOSTILE } from '../support/builders.ts';
import { aSavePlan } from '../support/incident.ts';
import { LabRun, STORY } from '../support/lab-run.ts';
import { until } from '../support/processes.ts';
import { ReplayProbe } from '../support/replay-probe.ts';
import { RUNS, SEED } from '../support/runs.ts';

const registry = buildRegistry({});

/** Something that may happen while the lab is followed. */
type Happening = (run: LabRun, random: () => number, second: number) => void;

const HAPPENINGS: readonly Happening[] = [
  (run, random) => run.follow(1 + Math.floor(random() * 4)),
  (run, random) => run.follow(1 + Math.floor(random() * 12)),
  (run) => run.scrape(),
  (run) => run.cut(),
  (run, random) => run.restore(random()),
  (run) => run.reject(),
  (run, random) => run.note(HOSTILE[Math.floor(random() * HOSTILE.length)] ?? 'seen'),
  (run) => run.health({ state: 'refused', detail: 'the token was refused', code: 'SOURCE_AUTH' }),
  // Silence, then a tick; and a commit that is much later than the one before.
  (run, random) => run.clock.advance(Math.floor(random() * 90_000)),
  (run) => run.commit(),
  // Rows out of order, far back, ahead of the clock, twice.
  (run, random, second) => run.take(run.logs, Array.from({ length: 5 }, () => aLog(STORY + second + (random() - 0.8) * 400, { level: random() < 0.5 ? 'error' : 'debug' }))),
  (run, random, second) => run.take(run.metrics, [aSample(STORY + second - random() * 60, random() < 0.3 ? Number.NaN : random(), { name: 'late' })]),
  (run, random, second) => run.take(run.logs, [aGap(STORY + second - 30, { gapId: `g${Math.floor(random() * 3)}`, missing: Math.floor(random() * 9), reason: 'shed', recovered: Math.floor(random() * 3) })]),
  // Spans of a few traces, whose ids and parents meet by chance: some are added to a trace that is open.
  (run, random, second) => run.take(run.logs, Array.from({ length: 9 }, () => someSpan(random, STORY + second))),
  // Facts of every kind, some of them new rows of what was told before.
  (run, random, second) => run.take(run.metrics, Array.from({ length: 6 }, () => someFact(random, STORY + second))),
];

/** Ids meet by chance: later rows take the place of earlier ones. */
function someFact(random: () => number, second: number): Draft {
  const when = second + (random() - 0.7) * 900;
  const one = <T>(...list: readonly [T, ...T[]]): T => list[Math.floor(random() * list.length)] ?? list[0];
  const id = `f${Math.floor(random() * 3)}`;
  const place = { node: one('brick-01', 'brick-02'), service: one('guardian', 'treasury') };
  return one<() => Draft>(
    () => anAlert(when, { id, state: one('pending', 'firing', 'resolved'), ...(random() < 0.4 ? { silencedBy: [id] } : {}), ...place }),
    () => aSilence(when, { id, state: one('active', 'expired') }),
    () => anInflection(when, { id, change: one('rising', 'crosses', 'recovers', 'normal'), threshold: 80, labels: { node: place.node } }),
    () => anAnomaly(when, { id, ...place }),
    () => aPattern(when, { id, count: Math.floor(random() * 9), ...place }),
    () => aCheck(when, { id: `check:${id}`, state: one('ok', 'degraded', 'failing') }),
    () => aPin(when, { id: `log:${Math.floor(random() * 400)}`, pinned: random() < 0.7 }),
    () => anAct(when, { id }),
  )();
}

function someSpan(random: () => number, second: number): SpanDraft {
  const id = (): string => `s${Math.floor(random() * 30)}`;
  return aSpan(second + (random() - 0.8) * 60, id(), {
    traceId: `t${Math.floor(random() * 3)}`, parentId: id(), name: `step ${Math.floor(random() * 2)}`, service: `service ${Math.floor(random() * 3)}`, status: random() < 0.2 ? 'error' : 'ok', duration: Math.floor(random() * 5_000_000),
  });
}

function randomRun(seed: number): void {
  const random = seededRandom(seed);
  const path = join(tempFolder(), 'run.db');
  const from = Math.floor(random() * 2_400);
  let watching: ReplayProbe | undefined;
  const run = new LabRun({ path, seed, rate: 4 + Math.floor(random() * 40), from, onHead: (head) => watching?.look(head) });
  const live: Session = run.open();
  const probe = new ReplayProbe(live, registry, seed);
  watching = probe;
  if (random() < 0.7) run.backfill(Math.floor(random() * 120));
  for (let step = 0; step < 14; step += 1) HAPPENINGS[Math.floor(random() * HAPPENINGS.length)]?.(run, random, from + step);
  run.commit();
  watching = undefined;
  live.close();
  run.finish();
  const closed = openSession(path);
  expect(closed.info().growing).toBe(false);
  expect(probe.seen.length).toBeGreaterThan(registry.panels.size);
  probe.compare(closed, `seed ${seed}`);
  closed.close();
  const reloaded = throughIncident(path);
  probe.compare(reloaded, `seed ${seed} from an incident file`);
  reloaded.close();
}

/** All that is known now, without a window. */
function now(session: Session): Frame {
  const head = session.head();
  return { head, asked: head.seq, span: { from: head.learned, to: head.learned } };
}

/** Every state that a source was in. */
function states(session: Session): readonly string[] {
  return session.sources(now(session)).flatMap(({ history }) => history.map(({ state }) => state));
}

/** The session saved whole into an incident file, without redaction, and loaded from there. */
function throughIncident(path: string): Session {
  const file = join(tempFolder(), 'run.obsx');
  saveIncident(aSavePlan({ session: path, range: 'all' }), file, { redactor: undefined });
  const target = join(tempFolder(), 'loaded.db');
  loadFile(file, target);
  return openSession(target);
}

describe('every panel shows of a closed file what it showed live', () => {
  it.each(Array.from({ length: 6 * RUNS }, (_, index) => index + 1))('in run %i of the lab', (seed) => {
    expect(() => randomRun(seed)).not.toThrow();
  });

  it(`in a run that nobody chose (seed ${SEED})`, () => {
    expect(() => randomRun(SEED)).not.toThrow();
  });

  it('when the lab speaks over real connections and is cut in between', async () => {
    const path = join(tempFolder(), 'real.db');
    const lab = await startLab({ rate: 60, speed: 20, openAt: 900, firstRowAt: 840 });
    let live: Session | undefined;
    let probe: ReplayProbe | undefined;
    const recording = startRecording(
      {
        place: { file: path },
        title: 'real',
        sources: [
          { name: 'lab-logs', kind: 'logs-tail', url: lab.url, message: 'logfmt', interval_ms: 50 },
          { name: 'lab-metrics', kind: 'scrape', targets: [{ url: lab.url }], interval: '250ms' },
        ],
      },
      {
        clock: systemClock,
        random: () => 0,
        tell: ({ type }) => {
          if (type === 'ready') {
            live = openSession(path);
            probe = new ReplayProbe(live, registry, 99);
          } else if (type === 'head' && live !== undefined) probe?.look(live.head());
        },
      },
    );
    try {
      const heads = (): number => probe?.heads.length ?? 0;
      await until(() => heads() > 4 && (live?.totals(now(live)).samples ?? 0) > 0, 'rows and samples');
      await lab.cut({ midFrame: true });
      await until(() => live !== undefined && states(live).includes('retrying'), 'the cut to be noticed');
      await lab.restore();
      const seen = heads();
      await until(() => live !== undefined && live.sources(now(live)).every(({ health }) => health?.state === 'ok') && heads() > seen + 4, 'rows after the cut');
    } finally {
      recording.close();
      await recording.done;
      await lab.close();
      live?.close();
    }
    const closed = openSession(path);
    expect(states(closed)).toContain('retrying');
    expect(closed.panels(now(closed)).length).toBeGreaterThan(3);
    expect(probe?.heads.length).toBeGreaterThan(5);
    probe?.compare(closed, 'real');
    closed.close();
  });
});

describe('the suite itself', () => {
  it('notices a panel that looks at what was learned later', () => {
    const overview = registry.panels.get('overview');
    if (overview === undefined) throw new Error('there is no overview');
    const peeking: Panel = { ...overview, select: (context, state, size) => overview.select({ ...context, frame: { ...context.frame, head: context.session.head() } }, state, size) };
    const path = join(tempFolder(), 'run.db');
    let watching: ReplayProbe | undefined;
    const run = new LabRun({ path, seed: 1, rate: 5, from: 0, onHead: (head) => watching?.look(head) });
    const live = run.open();
    const probe = new ReplayProbe(live, { ...registry, panels: new Map([...registry.panels, ['overview', peeking]]) }, 1);
    watching = probe;
    run.follow(5);
    watching = undefined;
    live.close();
    run.finish();
    const closed = openSession(path);
    expect(() => probe.compare(closed, 'a run')).toThrow(/overview at head/);
    closed.close();
  });
});
