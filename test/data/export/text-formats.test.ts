// Markdown, JSON, CSV and CEF: each with text that would mean something in its language.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXPORTERS } from '../../../src/data/export/index.ts';
import { own, visible } from '../../../src/lib/text.ts';
import type { Report } from '../../../src/analysis/report/report.ts';
import type { ReportFormat } from '../../../src/model/incident.ts';
import { aReport, anAlert, aRow, reportOfText, rowOfText } from '../../support/report.ts';
import { at } from '../../support/session.ts';

const CONTROLS = /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u;

describe('every format', () => {
  it.each(EXPORTERS.map(({ id }) => id))('%s writes files with names below its folder, and no control character', (id) => {
    const files = EXPORTERS.find((exporter) => exporter.id === id)?.write(reportOfText('a\u001b]0;title\u0007\u202eb\u0000\u009bc')) ?? [];
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter(({ name }) => !/^(?:[\w.-]+\/)*[\w-]+(?:\.[\w-]+)+$/u.test(name) || name.includes('..'))).toEqual([]);
    expect(files.filter(({ text }) => CONTROLS.test(text)).map(({ name }) => name)).toEqual([]);
  });

  it('is there once', () => {
    expect(EXPORTERS.map(({ id }) => id)).toEqual(['md', 'html', 'json', 'csv', 'cef', 'receipts']);
  });
});

describe('Markdown', () => {
  it('makes no link, image, heading, table or tag of text from outside', () => {
    const text = textOf('md', reportOfText('[x](http://evil) ![y](z) # h | <b> **b** _i_'));
    const prose = text.replaceAll(/(`+)[\s\S]*?\1/gu, '');
    expect(prose).not.toMatch(/(?<!\\)\[(?! \])|(?<!\\)<|(?<!\\)!\[/u);
    expect(text.split('\n').filter((line) => line.startsWith('#')).length).toBe(9);
  });

  it('keeps a command whole that has ticks in it', () => {
    const row = aRow({ command: own("obs-tui replay 'a``b`' --at X --screen logs") });
    expect(textOf('md', aReport({ story: [row] }))).toContain("``` obs-tui replay 'a``b`' --at X --screen logs ```");
  });

  it('tells the time, source, place and query of a row, and that rows are missing', () => {
    const text = textOf('md', aReport({ story: [aRow({ warning: own('Rows of tail are missing from 14:04:00 to 14:06:00.') })] }));
    expect(text).toContain('- **14:05:00** log, tail, guardian on brick-02: guardian: "queue grows"');
    expect(text).toContain('filter: `service:guardian "queue grows"`');
    expect(text).toContain('**Gap:** Rows of tail are missing from 14:04:00 to 14:06:00.');
  });
});

describe('JSON', () => {
  it('has a schema, times in RFC 3339 and numbers that JSON lacks as text', () => {
    const charts = [{ title: own('c'), expr: own('c'), unit: 'none', source: own('m'), threshold: undefined, span: aReport().range, left: 0, marks: [], series: [{ name: own('x'), loud: true, points: [{ at: at(1), value: Number.NaN }, { at: at(2), value: 3 }] }] }] as const;
    const read = JSON.parse(textOf('json', aReport({ charts })));
    expect([read.schema, read.from, read.story[0].ts]).toEqual(['obs-tui.report/1', '2026-11-21T14:00:00.000000Z', '2026-11-21T14:05:00.000000Z']);
    expect(read.charts[0].series[0].points).toEqual([['2026-11-21T14:00:01.000000Z', 'NaN'], ['2026-11-21T14:00:02.000000Z', 3]]);
  });
});

describe('CSV', () => {
  it('is read back cell by cell, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', ';', "'", 'é'), maxLength: 12 }), (text) => {
      const [, row = []] = csvRows(textOf('csv', aReport({ story: [aRow({ text: visible(`x${text}`) })] })));
      expect(row[6]).toBe(visible(`x${text}`));
    }), { numRuns: 200 });
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '  =1', '|calc', '\uff1d1', '\t=1'])('gives no spreadsheet the formula %j', (text) => {
    const [, row = []] = csvRows(textOf('csv', aReport({ story: [rowOfText(text)] })));
    expect(row.slice(2, 8).map((cell) => cell.slice(0, 1))).toEqual(["'", "'", "'", "'", "'", "'"]);
  });

  it('ends every line as RFC 4180 wants it and has the same number of cells in each', () => {
    const text = textOf('csv', aReport({ story: [aRow(), aRow({ query: undefined })] }));
    expect(text.split('\r\n').length).toBe(4);
    expect(csvRows(text).map((row) => row.length)).toEqual([13, 13, 13]);
  });
});

describe('CEF', () => {
  it('escapes what would end a field: bars in the header, equals signs in the extension, backslashes in both', () => {
    const [fired = ''] = textOf('cef', aReport({ story: [], alerts: [anAlert({ name: own(String.raw`a|b\c=d`), expr: own(String.raw`x{a="b"} | \y`), resolvedAt: undefined })] })).split('\n');
    expect(fired).toContain(String.raw`|ALERT_FIRED|a\|b\\c=d fired|6|`);
    expect(fired).toContain(String.raw`cs4=x{a\="b"} | \\y cs4Label=Rule`);
  });

  it('puts each event on one line with the fields of the format, oldest first', () => {
    const lines = textOf('cef', aReport({ alerts: [anAlert()], gaps: [{ from: at(60), to: at(90), source: own('tail'), text: own('row count unknown'), missing: undefined }] })).trimEnd().split('\n');
    expect(lines.map((line) => line.split('|')[4])).toEqual(['RECORD_GAP', 'LOG_SEEN', 'ALERT_FIRED', 'ALERT_RESOLVED']);
    expect(lines.every((line) => /^CEF:0\|obs-tui\|obs-tui\|1\|[A-Z_]+\|[^|]+\|(?:10|\d)\|rt=\d{13} cs1=s1 cs1Label=SessionID /u.test(line))).toBe(true);
    expect(lines[3]).toContain('cn1=600000 cn1Label=DurationMs');
  });

  it('keeps one line an event for any text', () => {
    const lines = textOf('cef', reportOfText('a\nCEF:0|x|y\r\u2028b')).trimEnd().split('\n');
    expect(lines.every((line) => line.startsWith('CEF:0|obs-tui|'))).toBe(true);
  });
});

function textOf(id: ReportFormat, report: Report): string {
  return EXPORTERS.find((exporter) => exporter.id === id)?.write(report)[0]?.text ?? '';
}

/** A reader of RFC 4180 of its own. */
function csvRows(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/uy;
  while (cell.lastIndex < text.length) {
    const [, quoted, plain = '', end] = cell.exec(text) ?? [];
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') rows.push([]);
    if (end === undefined) throw new Error('not CSV');
  }
  return rows.slice(0, -1);
}
