// The report of the recorded story of the lab: what it must tell by itself, and what it tells of an incident that an operator went through.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportOf } from '../../../src/analysis/report/build.ts';
import type { Report } from '../../../src/analysis/report/report.ts';
import { html } from '../../../src/data/export/html.ts';
import { openSession } from '../../../src/data/session/reader.ts';
import { story } from '../../../src/lab/story.ts';
import { clockTime } from '../../../src/lib/format.ts';
import { interval, MINUTE } from '../../../src/lib/micros.ts';
import { parse } from '../../../src/model/filter/parse.ts';
import { STORY } from '../../support/lab-run.ts';
import { recordStory } from '../../support/lab-story.ts';
import { at, frameAt } from '../../support/session.ts';
import { recordToldStory, savedReport, toldReport } from '../../support/told-story.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'obs-tui-report-'));

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

describe('the report of the story, nothing chosen', () => {
  let report: Report;

  beforeAll(() => {
    recordStory(join(FOLDER, 'plain.db'), 1);
    const session = openSession(join(FOLDER, 'plain.db'));
    report = reportOf(session, frameAt(session.head()), { title: 'the anchor backlog', severity: 'high', range: interval(at(STORY), at(STORY + 1_800)), session: 'plain', redactions: {} });
    session.close();
  });

  it('tells the nine facts in their order, and no other', () => {
    const facts = [
      'brick-02 cpu_percent starts rising', 'guardian: "anchor queue depth increasing"', `trace-${story(1).settlement.traceId} completed (2345ms, normal)`, 'brick-02 cpu_percent crosses 80%',
      'HighCPUUsage fired on brick-02', 'guardian: "processing backlog"', 'treasury.receipts_per_minute low', 'guardian: "backlog cleared"', 'HighCPUUsage resolved on brick-02',
    ];
    expect(report.story.map(({ text }) => text)).toEqual(facts);
    expect(report.chosen).toBe(false);
  });

  it('sums it up in sentences: what fired and for how long, how it began, what it did', () => {
    expect(report.summary[0]).toBe('HighCPUUsage on brick-02 fired at 14:35:00 with a value of 87, over its limit of 80, and resolved at 15:10:00, after 35 minutes.');
    expect(report.summary[1]).toMatch(/^The first sign came 1\dm \d\ds before, at 14:\d\d:\d\d: brick-02 cpu_percent starts rising\.$/u);
    expect(report.summary[2]).toMatch(/^In treasury, receipts per minute fell to 2 \/min at 14:45:00;/u);
    expect(report.summary.slice(-2)).toEqual(['No alert of this time is still open.', 'No source reported a gap in the record.']);
  });

  it('says of a session that was not sealed that nothing proves it unchanged', () => {
    expect(report.evidence.sentences[0]).toContain('not sealed');
    expect(report.evidence.root).toBeUndefined();
  });
});

describe('the report of the story, as an operator left it', () => {
  let report: Report;
  let saved: Report;

  beforeAll(() => {
    recordToldStory(join(FOLDER, 'told.db'));
    report = toldReport(join(FOLDER, 'told.db'));
    saved = savedReport(join(FOLDER, 'told.db'), FOLDER);
  });

  it('reads the same of the session and of the incident file that was made of it', () => {
    expect(saved.summary).toEqual(report.summary);
    expect(saved.story).toEqual(report.story);
    expect([saved.charts, saved.alerts, saved.slos, saved.gaps, saved.followUps]).toEqual([report.charts, report.alerts, report.slos, report.gaps, report.followUps]);
    expect(saved.evidence.root).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('is the page in docs (node scripts/example-report.ts)', () => {
    const page = readFileSync(new URL('../../../docs/example-incident.html', import.meta.url), 'utf8');
    expect(html.write(saved)[0]?.text === page).toBe(true);
  });

  it('is made of the chosen rows with notes, acts and alerts between, in event-time order', () => {
    expect(report.chosen).toBe(true);
    expect(report.story.map(({ at: time, kind }) => `${clockTime(time, 'utc', 'minutes')} ${kind}`)).toEqual([
      '14:19 metric', '14:25 log', '14:30 trace', '14:32 metric', '14:35 alert', '14:36 note', '14:37 note', '14:40 log', '14:45 anomaly', '14:50 log', '14:51 note', '15:10 alert',
    ]);
  });

  it('gives every row of a signal its source and the query that shows it', () => {
    const rows = report.story.filter(({ kind }) => kind !== 'note');
    expect(rows.filter(({ source, query }) => source === '' || query === undefined)).toEqual([]);
    expect(rows.flatMap(({ query }) => (query?.language === 'PromQL' ? query.text : []))).toContain('cpu_percent{node="brick-02"}');
    const filters = rows.flatMap(({ query }) => (query?.language === 'filter' ? query.text : []));
    expect(filters.map((filter) => parse(filter).ok)).toEqual([true, true, true]);
  });

  it('opens the file for every row at a moment at which the row was known', () => {
    const moments = report.story.map(({ at: time, command }) => {
      const [, moment = ''] = /^obs-tui replay anchor-backlog\.obsx --at (\S+) --screen [a-z]+$/u.exec(command) ?? [];
      return Date.parse(moment) * 1_000 - time;
    });
    expect(moments.every((after) => after >= 0 && after < 15 * MINUTE)).toBe(true);
  });

  it('keeps what is left to do apart from what happened', () => {
    expect(report.followUps.map(({ text }) => text)).toEqual(['Add a worker on brick-03 for good (guardian team, by Wednesday).', 'Let the alert on the anchor queue fire before the CPU is busy.']);
    expect(report.story.some(({ text }) => text.includes('Add a worker'))).toBe(false);
  });

  it('draws the panels that it speaks of, with limit and alerts', () => {
    const [first] = report.charts;
    expect([first?.title, first?.threshold, first?.series[0]?.name, first?.series[0]?.loud]).toEqual(['cpu_percent', 80, 'brick-02', true]);
    expect(first?.marks.map(({ text }) => text)).toEqual(['HighCPUUsage fired', 'HighCPUUsage resolved']);
    expect(report.charts.map(({ title }) => title)).toEqual(expect.arrayContaining(['anchor queue depth', 'receipts per minute']));
  });

  it('names the gap with its rows, time and source, and the acknowledgement with the alert', () => {
    expect(report.gaps.map(({ text }) => text)).toEqual([expect.stringMatching(/^\d+ log rows missing, \d+ fetched afterwards, 14:41:00 to 14:41:30, source lab-logs: /u)]);
    expect(report.alerts.map(({ acknowledged }) => acknowledged)).toEqual([{ by: 'mara', comment: 'looking at the anchor queue' }]);
  });
});
