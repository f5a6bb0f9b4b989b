import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineText, lineWidth, type Line } from '../../src/lib/line.ts';
import { AXIS_CELLS, lineChart, type ChartOptions, type ChartSeries } from '../../src/widgets/line-chart.ts';

const options: ChartOptions = { columns: AXIS_CELLS + 12, rows: 5, unicode: true, format: (value) => String(Math.round(value * 10) / 10) };

function series(...values: readonly (number | undefined)[]): ChartSeries {
  return { values, style: 'series.1' };
}

/** The plot without its axis. */
function plot(lines: readonly Line[]): readonly string[] {
  return lines.map((row) => lineText(row).slice(AXIS_CELLS).trimEnd());
}

describe('lineChart', () => {
  it('draws a rise from the lowest row to the highest', () => {
    expect(plot(lineChart([series(0, 1, 2, 3, 4)], options))).toEqual(['   ╭─', '  ╭╯', ' ╭╯', '╭╯', '╯']);
    expect(plot(lineChart([series(4, 0, 0)], options))).toEqual(['╮', '│', '│', '│', '╰──']);
  });

  it('gives every value a column of its own, the newest at the right edge', () => {
    const rows = plot(lineChart([series(...Array.from({ length: 12 }, (_, index) => index % 5))], options));
    expect(Math.max(...rows.map((row) => row.length))).toBe(12);
  });

  it('labels its axis with the values of the rows, the first and the last among them', () => {
    const labels = lineChart([series(0, 40)], options).map((row) => lineText(row).slice(0, AXIS_CELLS));
    expect(labels).toEqual(['       40 ┤', '          ┤', '       20 ┤', '          ┤', '        0 ┤']);
    expect(lineChart([series(0, 40)], { ...options, unicode: false }).map((row) => lineText(row).slice(0, AXIS_CELLS))[0]).toBe('       40 |');
  });

  it('leaves gaps blank, and marks a single point', () => {
    const rows = plot(lineChart([series(1, 1, undefined, Number.NaN, 3, undefined, 2, 2)], options));
    expect(rows.map((row) => row.slice(2, 4)).every((cells) => cells.trim() === '')).toBe(true);
    expect(rows[0]?.[4]).toBe('•');
    expect(rows[0]?.length).toBe(5);
  });

  it('draws a constant in the middle and a lone value too', () => {
    expect(plot(lineChart([series(7, 7, 7, 7)], options))[2]).toBe('────');
    expect(plot(lineChart([series(7)], options))[2]).toBe('•');
    expect(plot(lineChart([series(0, 0)], options))[2]).not.toBe('');
  });

  it('draws an empty plot with its axis where nothing is known', () => {
    const lines = lineChart([series(undefined, Number.NaN, Infinity), series()], options);
    expect(plot(lines)).toEqual(['', '', '', '', '']);
    expect(lineText(lines[0] ?? { spans: [] })).toContain('1 ┤');
    expect(plot(lineChart([], options))).toEqual(['', '', '', '', '']);
  });

  it('makes room for a threshold beyond the values', () => {
    const rows = plot(lineChart([series(1, 2)], { ...options, threshold: 10 }));
    expect(rows[0]).toBe('╌'.repeat(12));
    expect(rows.at(-1)).not.toBe('');
    expect(plot(lineChart([series(1, 2)], { ...options, threshold: -10 })).at(-1)).toBe('╌'.repeat(12));
    expect(plot(lineChart([series(undefined)], { ...options, threshold: 10 }))).toContain('╌'.repeat(12));
  });

  it('draws the series over the threshold and the time cursor behind both', () => {
    const rows = plot(lineChart([series(10, 10, 10)], { ...options, threshold: 10, cursor: 1 }));
    const line = rows.find((row) => row.includes('╌')) ?? '';
    expect(line).not.toContain('┊');
    expect(rows.filter((row) => row[1] === '┊').length).toBe(4);
    expect(plot(lineChart([series(1)], { ...options, cursor: -4 })).join('')).not.toContain('┊');
    expect(plot(lineChart([series(1)], { ...options, cursor: 400 })).join('')).not.toContain('┊');
  });

  it('puts the extremes into the first and the last row, whatever the numbers are', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(finite, finite, fc.integer({ min: 2, max: 40 }), (a, b, rows) => {
        fc.pre(a !== b);
        const lines = plot(lineChart([series(Math.min(a, b), Math.max(a, b))], { ...options, rows }));
        expect(lines[0]).not.toBe('');
        expect(lines.at(-1)).not.toBe('');
      }),
      { numRuns: 300 },
    );
  });

  it('fills its rows and columns exactly and never throws', () => {
    const value = fc.option(fc.oneof(fc.double(), fc.integer()), { nil: undefined });
    const many = fc.array(fc.array(value, { maxLength: 40 }), { maxLength: 4 });
    fc.assert(
      fc.property(many, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 20 }), fc.option(fc.double(), { nil: undefined }), fc.boolean(), (all, columns, rows, threshold, unicode) => {
        const lines = lineChart(all.map((values) => series(...values)), { ...options, columns, rows, unicode, threshold });
        expect(lines.length).toBe(Math.max(2, rows));
        expect(lines.every((row) => lineWidth(row) === Math.max(columns, AXIS_CELLS + 1))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('uses no character beyond ASCII where the terminal has none', () => {
    const text = lineChart([series(0, 5, 2, undefined, 9)], { ...options, unicode: false, threshold: 4, cursor: 3 }).map(lineText).join('');
    expect(text).toMatch(/^[\x20-\x7e]*$/);
  });
});
