import { describe, expect, it } from 'vitest';
import { timelineOf } from '../../../src/analysis/timeline/build.ts';
import { MINUTE, shift } from '../../../src/lib/micros.ts';
import type { Draft, FactDraft } from '../../../src/model/signal.ts';
import type { Anchor, TimelineEntry } from '../../../src/model/timeline.ts';
import { FRAME_LIMITS, readTimeline } from '../../../src/analysis/timeline/read.ts';
import { aNote, aPanel } from '../../support/builders.ts';
import { aCheck, aPattern, aPin, anAct, anAlert, anAnomaly, anInflection } from '../../support/facts.ts';
import { growingSession } from '../../support/recorded.ts';
import { aGap, aHealth, aLog, aSpan, at, frameAt } from '../../support/session.ts';
import { STORY_DRAFTS, story } from './story.ts';

const CENTRE = story(14, 35);

function entries(drafts: readonly Draft[], over: { readonly centre?: number; readonly anchor?: Anchor } = {}): readonly TimelineEntry[] {
  const run = growingSession();
  run.commit(7_000, drafts);
  const centre = at(over.centre ?? CENTRE);
  const window = { from: shift(centre, -15 * MINUTE), to: shift(centre, 15 * MINUTE) };
  const material = readTimeline(run.session, frameAt(run.session.head(), window), { window, centre }, FRAME_LIMITS, over.anchor);
  return timelineOf(material, { zone: 'utc', anchor: over.anchor }).entries;
}

const loud = (rows: readonly TimelineEntry[]): readonly string[] => rows.filter((row) => row.quiet === undefined).map((row) => row.text);
const quiet = (rows: readonly TimelineEntry[], text: string): string | undefined => rows.find((row) => row.text.includes(text))?.quiet;
/** A first row an hour before, so that patterns can be new. */
const LISTENING = aLog(0);

describe('the timeline of the story', () => {
  it('tells the nine facts in their order, each once, and nothing else', () => {
    expect(loud(entries(STORY_DRAFTS))).toEqual([
      'brick-02 cpu_percent starts rising',
      'guardian: "anchor queue depth increasing"',
      'trace-abc123 completed (2345ms, normal)',
      'brick-02 cpu_percent crosses 80%',
      'HighCPUUsage fired on brick-02',
      'guardian: "processing backlog"',
      'treasury.receipts_per_minute low',
      'guardian: "backlog cleared"',
      'HighCPUUsage resolved on brick-02',
    ]);
  });

  it.each([
    ['guardian.anchor_queue_depth crosses 100', 'a log row says the same: "anchor queue depth increasing"'],
    ['brick-02 cpu_percent high', 'HighCPUUsage, which fired, watches it already'],
    ['oracle.requests low', 'nothing ties it to what this window is about'],
    ['mesh: "route changed"', 'nothing ties it to what this window is about'],
    ['brick-03 cpu_percent starts rising', 'no limit was crossed by this change'],
    ['HighCPUUsage is pending', 'the alert only waited: it had not fired'],
    ['2 traces failed', 'failing traces are common: alerts and new log rows tell where they matter'],
  ])('keeps %s, and says why it is quiet', (text, reason) => {
    expect(quiet(entries(STORY_DRAFTS), text)).toBe(reason);
  });

  it('says of each row what ties it', () => {
    const why = new Map(entries(STORY_DRAFTS).map((row) => [row.text, row.why]));
    expect(why.get('treasury.receipts_per_minute low')).toBe('trace abc123 has spans of treasury and of guardian');
    expect(why.get('brick-02 cpu_percent starts rising')).toBe('it led to the crossing of 80%');
    expect(why.get('brick-02 cpu_percent crosses 80%')).toBe('HighCPUUsage watches it');
    expect(why.get('guardian: "backlog cleared"')).toBe('nothing like it was logged before; the same node brick-02');
    expect(why.get('HighCPUUsage resolved on brick-02')).toBe('it is the end of an alert that fired in this window');
  });

  it('does not know the end before it came', () => {
    const rows = entries(STORY_DRAFTS.filter((draft) => draft.at <= at(story(14, 50))));
    expect(loud(rows)).toHaveLength(8);
  });
});

describe('alerts on the timeline', () => {
  it('stand there once where two sources tell of one, and each time where one source tells of several', () => {
    const run = growingSession();
    run.commit(7_000, [anAlert(CENTRE), anAlert(CENTRE + 60, { state: 'resolved' }), anAlert(CENTRE + 120)], [{ source: 2, draft: anAlert(CENTRE + 20, { id: 'other' }) }]);
    const window = { from: at(CENTRE - 900), to: at(CENTRE + 900) };
    const rows = timelineOf(readTimeline(run.session, frameAt(run.session.head(), window), { window, centre: at(CENTRE) }, FRAME_LIMITS), { zone: 'utc' }).entries;
    expect(loud(rows)).toEqual(['HighCPUUsage fired on brick-02', 'HighCPUUsage resolved on brick-02', 'HighCPUUsage fired on brick-02']);
    expect(rows.find((row) => row.quiet !== undefined)?.quiet).toBe('another source told the same before');
  });

  it('are changes of state only: a new value or a silence is none', () => {
    expect(loud(entries([anAlert(CENTRE - 60), anAlert(CENTRE, { value: 90 }), anAlert(CENTRE + 30, { silencedBy: ['s1'] })]))).toEqual(['HighCPUUsage fired on brick-02']);
  });

  it('that began before the window are no change in it', () => {
    expect(entries([anAlert(CENTRE - 3_000), anAlert(CENTRE, { value: 90 })])).toEqual([]);
  });
});

describe('what the window is about', () => {
  const two = [anAlert(CENTRE - 600, { id: 'a', name: 'DiskFull', node: 'brick-01', labels: {} }), anAlert(CENTRE + 10)];

  it('is the alert that changed nearest to the centre', () => {
    const news = [LISTENING, aPattern(CENTRE, { id: 'x', message: 'from two', node: 'brick-02', service: 'a' }), aPattern(CENTRE, { id: 'y', message: 'from one', node: 'brick-01', service: 'b' })];
    expect(loud(entries([...two, ...news]))).toContain('a: "from two"');
    expect(loud(entries([...two, ...news]))).not.toContain('b: "from one"');
    expect(loud(entries([...two, ...news], { centre: CENTRE - 500 }))).toContain('b: "from one"');
  });

  it('is the row it was opened from, where there is one', () => {
    const news = [LISTENING, aPattern(CENTRE, { message: 'from one', node: 'brick-01', service: 'b' })];
    expect(loud(entries([...two, ...news], { anchor: { name: 'a row', at: at(CENTRE), node: 'brick-01' } }))).toContain('b: "from one"');
  });

  it('is nothing where no alert changed: then everything new counts as tied', () => {
    const rows = entries([LISTENING, aPattern(CENTRE, { service: 'mesh', node: 'n9' }), anAnomaly(CENTRE, { service: 'oracle' })]);
    expect(loud(rows)).toEqual(['mesh: "queue depth 97"', 'oracle.receipts_per_minute low']);
  });
});

describe('series on the timeline', () => {
  const crossing = { change: 'crosses', from: 41, to: 81, threshold: 80 } as const;

  it('bring the rise that led to a crossing, also from before the window, but not one that ended in between', () => {
    expect(loud(entries([anInflection(CENTRE - 1_000, { id: '1' }), anInflection(CENTRE, { id: '2', ...crossing })]))).toEqual(['brick-02 cpu_percent starts rising', 'brick-02 cpu_percent crosses 80']);
    expect(loud(entries([anInflection(CENTRE - 800, { id: '1' }), anInflection(CENTRE - 400, { id: '3', change: 'normal', from: 41, to: 23 }), anInflection(CENTRE, { id: '2', ...crossing })]))).toEqual(['brick-02 cpu_percent crosses 80']);
  });

  it('bring the fall that led below a lower limit', () => {
    const rows = [anInflection(CENTRE - 300, { id: '1', change: 'falling', from: 90, to: 50 }), anInflection(CENTRE, { id: '2', change: 'crosses', from: 30, to: 9, threshold: 10 })];
    expect(loud(entries(rows))).toEqual(['brick-02 cpu_percent starts falling', 'brick-02 cpu_percent crosses 10']);
  });

  it('belong to their node where only the job of a scraper names a service', () => {
    const scraped = anInflection(CENTRE, { ...crossing, service: 'lab-metrics', labels: { node: 'brick-02', job: 'lab-metrics' } });
    expect(loud(entries([scraped]))).toEqual(['brick-02 cpu_percent crosses 80']);
    const served = { ...scraped, service: 'guardian', labels: { node: 'brick-02', service: 'guardian' } };
    expect(loud(entries([{ ...served, metric: 'queue_depth' }]))).toEqual(['guardian.queue_depth crosses 80']);
    // What machines measure is theirs, whatever runs on them.
    expect(loud(entries([served]))).toEqual(['brick-02 cpu_percent crosses 80']);
  });

  it('write a limit in the unit of the panel', () => {
    const panel = aPanel('p2', { unit: 'seconds' });
    expect(loud(entries([panel, anInflection(CENTRE, { ...crossing, to: 1.2, threshold: 1 })]))).toEqual(['brick-02 cpu_percent crosses 1 s']);
  });

  it('bring the way back with the crossing, and not without it', () => {
    const back = anInflection(CENTRE + 60, { id: '3', change: 'recovers', from: 81, to: 70, threshold: 80 });
    expect(loud(entries([anInflection(CENTRE, { id: '2', ...crossing }), back]))).toEqual(['brick-02 cpu_percent crosses 80', 'brick-02 cpu_percent is back from 80']);
    expect(quiet(entries([back]), 'is back')).toBe('what it ends is not on this list');
  });
});

describe('logs on the timeline', () => {
  it('are new only when the session has listened for ten minutes', () => {
    const listened = (seconds: number) => entries([aLog(CENTRE - seconds), aPattern(CENTRE)]);
    expect(loud(listened(600))).toEqual(['guardian: "queue depth 97"']);
    expect(quiet(listened(599), 'queue depth')).toContain('had not listened for ten minutes');
    expect(quiet(entries([aPattern(CENTRE)]), 'queue depth')).toContain('had not listened');
  });

  it('are one line however long the message is', () => {
    const [row] = entries([LISTENING, aPattern(CENTRE, { message: `first line\nsecond ${'x'.repeat(100_000)}` })]).filter((entry) => entry.quiet === undefined);
    expect(row?.text).toBe('guardian: "first line"');
  });

  it('hold rows of level error quietly, and count those beyond', () => {
    const rows = Array.from({ length: 150 }, (_, index) => aLog(CENTRE + index, { level: 'error' }));
    const run = growingSession();
    run.commit(7_000, rows);
    const window = { from: at(CENTRE - 900), to: at(CENTRE + 900) };
    const timeline = timelineOf(readTimeline(run.session, frameAt(run.session.head(), window), { window, centre: at(CENTRE) }, FRAME_LIMITS), { zone: 'utc' });
    expect(timeline.entries.filter((row) => row.kind === 'log')).toHaveLength(100);
    expect(loud(timeline.entries)).toEqual([]);
    expect(timeline.beyond).toBe(50);
  });
});

describe('the health of a system on the timeline', () => {
  const bad = (seconds: number, name: string, state: 'degraded' | 'failing', over: Partial<FactDraft<'check'>> = {}): Draft => aCheck(seconds, { id: `check:${name}`, name, state, ...over });

  it('tells of the check, not of the whole beside it', () => {
    const rows = entries([bad(CENTRE, 'storage', 'failing'), bad(CENTRE, 'overall', 'failing', { id: 'overall', part: 'overall' }), bad(CENTRE + 300, 'ready', 'failing', { id: 'ready', part: 'ready' })]);
    expect(loud(rows)).toEqual(['storage is failing', 'ready is failing']);
    expect(quiet(rows, 'overall')).toBe('its check storage tells why');
  });

  it('is quiet beside an anchor where it is degraded and named after nothing tied, never where it fails', () => {
    const rows = entries([...STORY_DRAFTS, bad(CENTRE, 'disk', 'degraded'), bad(CENTRE, 'guardian', 'degraded'), bad(CENTRE + 400, 'storage', 'failing')]);
    expect(quiet(rows, 'disk is degraded')).toBe('nothing ties it to what this window is about');
    expect(loud(rows)).toContain('storage is failing');
  });

  it('is told once where two sources ask the same system', () => {
    const run = growingSession();
    run.commit(7_000, [bad(CENTRE, 'storage', 'failing')], [{ source: 2, draft: bad(CENTRE + 3, 'storage', 'failing') }]);
    const window = { from: at(CENTRE - 900), to: at(CENTRE + 900) };
    expect(loud(timelineOf(readTimeline(run.session, frameAt(run.session.head(), window), { window, centre: at(CENTRE) }, FRAME_LIMITS), { zone: 'utc' }).entries)).toEqual(['storage is failing']);
  });

  it('is quiet where another row tells of the service that the check is named after', () => {
    expect(quiet(entries([...STORY_DRAFTS, bad(CENTRE, 'treasury', 'failing')]), 'treasury is failing')).toBe('another row tells of treasury: treasury.receipts_per_minute low');
    expect(loud(entries([bad(CENTRE, 'treasury', 'failing')]))).toEqual(['treasury is failing']);
  });
});

describe('what is always shown', () => {
  it('is what got worse, what was not seen, what was done and what was written', () => {
    const rows = entries([
      aCheck(CENTRE - 200), aCheck(CENTRE, { state: 'degraded', detail: 'disk slow' }), aCheck(CENTRE + 20), aHealth(CENTRE - 500), aHealth(CENTRE + 30, { state: 'retrying', attempt: 1, detail: 'closed' }),
      aHealth(CENTRE + 31, { state: 'retrying', attempt: 2, detail: 'closed' }), aHealth(CENTRE + 35), aGap(CENTRE + 30, { missing: 1_200 }), aNote(CENTRE + 40, 'failing over'), anAct(CENTRE + 50),
    ]);
    expect(loud(rows)).toEqual(['storage is degraded', 'app is retrying', '1,200 of log rows missing for 5.0 s', 'failing over', 'HighCPUUsage acknowledged by sovereign']);
    expect(quiet(rows, 'storage is ok')).toBe('it was so before');
  });

  it('is what one source misses again and again as one row', () => {
    const gaps = Array.from({ length: 5 }, (_, index) => aGap(CENTRE + index * 10, { gapId: `g${index}`, missing: 100, recovered: index === 2 ? 40 : 0 }));
    const rows = entries([...gaps, aGap(CENTRE + 60, { gapId: 'other', signal: 'sample' })]);
    expect(loud(rows)).toEqual(['500 of log rows missing in 5 stretches of 45 s', 'an unknown number of samples missing for 5.0 s']);
    expect(rows[0]?.detail).toBe('cut, 40 fetched again');
  });

  it('is a trace that failed where none went well', () => {
    expect(loud(entries([aSpan(CENTRE, 'a', { status: 'error' })]))).toEqual(['1 trace failed']);
  });

  it('is what was promoted, whatever made it quiet, and until it is taken back', () => {
    const far = aPattern(CENTRE, { service: 'mesh', node: 'n9' });
    const run = growingSession();
    run.commit(7_000, [anAlert(CENTRE), far]);
    const window = { from: at(CENTRE - 900), to: at(CENTRE + 900) };
    const all = (): readonly TimelineEntry[] => timelineOf(readTimeline(run.session, frameAt(run.session.head(), window), { window, centre: at(CENTRE) }, FRAME_LIMITS), { zone: 'utc' }).entries;
    const row = all().find((entry) => entry.quiet !== undefined);
    const pin = aPin(CENTRE, { id: row?.key ?? '', row: { kind: 'log', at: at(CENTRE), seq: row?.seq ?? 0 } });
    run.commit(7_001, [pin]);
    expect(all().find((entry) => entry.pinned)).toMatchObject({ text: 'mesh: "queue depth 97"', quiet: undefined, why: 'it was promoted to the incident' });
    run.commit(7_002, [{ ...pin, pinned: false }]);
    expect(all().filter((entry) => entry.pinned)).toEqual([]);
  });

  it('is a promoted row that no list of its own brings', () => {
    expect(loud(entries([aPin(CENTRE, { text: 'a row from elsewhere' })]))).toEqual(['a row from elsewhere']);
  });
});
