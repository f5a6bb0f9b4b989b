// The report of odd sessions: nothing in it, alerts without an end, alerts told twice, gaps of unknown size, texts that are no words.
import { describe, expect, it } from 'vitest';
import { reportOf } from '../../../src/analysis/report/build.ts';
import { evidenceOf } from '../../../src/analysis/report/evidence.ts';
import type { Report, ReportAbout } from '../../../src/analysis/report/report.ts';
import { EXPORTERS } from '../../../src/data/export/index.ts';
import { OWN_SOURCE, type SessionWriter, type SourcedDraft } from '../../../src/data/session/writer.ts';
import { interval } from '../../../src/lib/micros.ts';
import type { FactDraft } from '../../../src/model/signal.ts';
import { HOSTILE } from '../../support/builders.ts';
import { hostileFacts } from '../../support/hostile-facts.ts';
import { aGap, aLog, aReader, at, aWriter, frameAt, from } from '../../support/session.ts';

const RANGE = interval(at(0), at(1_800));
const ABOUT: ReportAbout = { title: 'it', severity: 'low', range: RANGE, session: 's', redactions: {} };

function reported(fill: (writer: SessionWriter, source: number) => readonly SourcedDraft[], about: Partial<ReportAbout> = {}): Report {
  const writer = aWriter();
  const source = writer.addSource({ name: 'rules', kind: 'prometheus', target: 'http://127.0.0.1:9090' });
  writer.tick(at(0));
  writer.append(fill(writer, source), at(1_700));
  const session = aReader(writer.path);
  return reportOf(session, frameAt(session.head()), { ...ABOUT, ...about });
}

function alert(seconds: number, state: 'pending' | 'firing' | 'resolved', over: Partial<FactDraft<'alert'>> = {}): FactDraft<'alert'> {
  return { kind: 'alert', at: at(seconds), id: 'f1', name: 'Slow', state, since: at(600), labels: { node: 'n1', job: 'api' }, annotations: {}, node: 'n1', ...over };
}

describe('the report of an empty session', () => {
  it('says that nothing happened, in every format', () => {
    const report = reported(() => []);
    expect(report.summary).toEqual(['No alert fired, and nothing stands out in what was recorded.', 'No alert is open.', 'No source reported a gap in the record.']);
    expect([report.story, report.alerts, report.charts, report.gaps]).toEqual([[], [], [], []]);
    expect(EXPORTERS.flatMap(({ write }) => write(report)).filter(({ name, text }) => text.includes('undefined') || name === '')).toEqual([]);
  });

  it('holds for a range in which nothing was recorded', () => {
    const report = reported((_, source) => from(source, aLog(5)), { range: interval(at(50_000), at(50_600)) });
    expect(report.story).toEqual([]);
    expect(report.records.logs).toEqual([]);
  });
});

describe('alerts of a report', () => {
  it('stay open where no end is known', () => {
    const report = reported((_, source) => from(source, alert(500, 'pending'), alert(600, 'firing', { value: 2 })));
    expect(report.alerts.map(({ firedAt, resolvedAt }) => [firedAt, resolvedAt])).toEqual([[at(600), undefined]]);
    expect(report.summary[0]).toBe('Slow on n1 fired at 14:10:00 with a value of 2, and had not resolved when this was saved.');
    expect(report.summary).toContain('Still open: Slow on n1 since 14:10:00.');
  });

  it('have a line for each time they fired', () => {
    const report = reported((_, source) => from(source, alert(600, 'firing'), alert(700, 'resolved'), alert(900, 'firing', { since: at(900) }), alert(1_000, 'resolved', { since: at(900) })));
    expect(report.alerts.map(({ firedAt, resolvedAt }) => [firedAt, resolvedAt])).toEqual([[at(600), at(700)], [at(900), at(1_000)]]);
    expect(report.summary).toContain('1 other alert fired in this time: Slow on n1.');
  });

  it('are one line where two backends tell of the same, with the acknowledgement of either', () => {
    const report = reported((writer, source) => {
      const other = writer.addSource({ name: 'am', kind: 'alertmanager', target: 'http://127.0.0.1:9093' });
      const acknowledged = { by: 'mara', comment: 'mine' };
      return [...from(source, alert(600, 'firing')), ...from(other, alert(605, 'firing', { id: 'other', since: at(605), labels: { node: 'n1', job: 'api', region: 'eu' }, acknowledged })), ...from(source, alert(900, 'resolved'))];
    });
    expect(report.alerts.map(({ source, acknowledged }) => [source, acknowledged?.by])).toEqual([['rules', 'mara']]);
  });

  it('that were over before the range are left out', () => {
    const report = reported((_, source) => from(source, alert(600, 'firing'), alert(700, 'resolved')), { range: interval(at(1_000), at(1_800)) });
    expect(report.alerts).toEqual([]);
  });

  it('that only waited have no line', () => {
    expect(reported((_, source) => from(source, alert(500, 'pending'), alert(560, 'resolved'))).alerts).toEqual([]);
  });
});

describe('gaps of a report', () => {
  it('say that nobody knows how many rows are missing, and warn at the rows beside them', () => {
    const report = reported((_, source) => from(source, aGap(595, { until: at(610) }), alert(600, 'firing')));
    expect(report.gaps.map(({ text }) => text)).toEqual(['row count unknown, 14:09:55 to 14:10:10, source rules: cut']);
    expect(report.story.find(({ kind }) => kind === 'alert')?.warning).toBe('Rows of rules are missing from 14:09:55 to 14:10:10.');
    expect(report.summary.at(-1)).toBe('The record has 1 gap: what happened in it may not be in this report.');
  });

  it('that were closed again are none', () => {
    expect(reported((_, source) => from(source, aGap(595, { missing: 0, recovered: 9 }))).gaps).toEqual([]);
  });
});

describe('the story of a report', () => {
  const pin = (over: Partial<FactDraft<'pin'>>): FactDraft<'pin'> => ({ kind: 'pin', at: at(1_000), id: 'log:9', row: { kind: 'log', at: at(900), seq: 9 }, pinned: true, text: 'what was seen', ...over });

  it('tells a chosen row in the words of the operator', () => {
    const report = reported((_, source) => [...from(source, alert(600, 'firing')), ...from(OWN_SOURCE, pin({ id: 'alert:3', row: { kind: 'alert', at: at(600), seq: 3 }, text: 'The pager went off.' }))]);
    expect(report.story.map(({ text, pinned }) => [text, pinned])).toEqual([['The pager went off.', true]]);
  });

  it('lets a row go that was taken back, and is not chosen by follow-ups alone', () => {
    const report = reported((_, source) => [
      ...from(source, alert(600, 'firing')),
      ...from(OWN_SOURCE, pin({}), pin({ pinned: false }), pin({ id: 'follow-up:1', row: { kind: 'follow-up', at: at(950), seq: 0 }, text: 'Add a test.' })),
    ]);
    expect([report.chosen, report.story.map(({ kind }) => kind), report.followUps.map(({ text }) => text)]).toEqual([false, ['alert'], ['Add a test.']]);
  });

  it('leaves out a note that was taken off the list, and says of a follow-up that it was done', () => {
    const report = reported((_, source) => [
      ...from(source, alert(600, 'firing')),
      ...from(OWN_SOURCE, { kind: 'note', at: at(700), text: 'wrong' }, { kind: 'note', at: at(710), text: 'right' }),
      ...from(OWN_SOURCE, pin({ id: 'follow-up:1', row: { kind: 'follow-up', at: at(950), seq: 0 }, text: 'Add a test.', done: true })),
      ...from(OWN_SOURCE, pin({ id: 'note:4', row: { kind: 'note', at: at(700), seq: 4 }, pinned: false, text: 'wrong' })),
    ]);
    expect(report.story.map(({ text }) => text)).toEqual([expect.stringContaining('fired'), 'right']);
    expect(report.followUps).toMatchObject([{ text: 'Add a test.', done: true }]);
  });

  it('shows controls in texts instead of carrying them out', () => {
    const report = reported((_, source) => [...from(source, alert(600, 'firing', { name: 'a\u001b[2Jb\u202ec' })), ...from(OWN_SOURCE, { kind: 'note', at: at(700), text: 'x\ny\u0007' })]);
    expect(report.story.map(({ text }) => text)).toEqual(['a␛[2Jb<202E>c fired on n1', 'x␊y␇']);
  });

  it('writes commands that a shell reads as they are meant', () => {
    const report = reported((_, source) => from(source, alert(600, 'firing')), { file: "it's; rm -rf $HOME.obsx" });
    expect(report.story[0]?.command).toBe(String.raw`obs-tui replay 'it'\''s; rm -rf $HOME.obsx' --at 2026-11-21T14:28:20Z --screen alerts`);
  });

  it('dates its times where the range is longer than a day', () => {
    const report = reported((_, source) => from(source, alert(600, 'firing')), { range: interval(at(0), at(100_000)) });
    expect(report.summary[0]).toContain('fired at 2026-11-21 14:10:00');
  });
});

describe('a session in which every text means harm', () => {
  const CONTROLS = /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u;

  it.each(EXPORTERS.map(({ id }) => id))('is reported as %s without a control character', (id) => {
    const report = reported((_, source) => [...from(source, ...hostileFacts(), ...HOSTILE.map((message, index) => aLog(index, { message, service: message, level: 'error' })))], { title: HOSTILE.join('') });
    const files = EXPORTERS.find((exporter) => exporter.id === id)?.write(report) ?? [];
    expect(report.story.length).toBeGreaterThan(0);
    expect(files.filter(({ text }) => text === '' || CONTROLS.test(text) || !text.isWellFormed()).map(({ name }) => name)).toEqual([]);
  });
});

describe('the evidence of a report', () => {
  it('claims nothing for an unsealed session, and no author for an unsigned root', () => {
    expect(evidenceOf(ABOUT).sentences.join(' ')).toContain('was not sealed');
    expect(evidenceOf({ ...ABOUT, root: 'ab' }).sentences.join(' ')).toContain('It does not prove who made the file or when');
    expect(evidenceOf({ ...ABOUT, root: 'ab', signedBy: 'key' }).sentences.join(' ')).toContain('does not prove when');
  });
});
