import { expect, it } from 'vitest';
import { alignedRows } from '../../../src/cli/trace/aligned.ts';

it('makes columns as wide as their longest cell, numbers to the right, by the cells that a terminal takes', () => {
  expect(alignedRows([['9 ms', 'api', 'get'], ['120 ms', '漢字', 'put'], ['1 s', '', 'a much longer name']], 1)).toEqual(['  9 ms  api   get', '120 ms  漢字  put', '   1 s        a much longer name']);
});

it('shows controls and cuts a cell that is longer than a column may be, but not the last one', () => {
  const [row = ''] = alignedRows([['x'.repeat(100), '\u001b[31m', 'y'.repeat(100)]], 0);
  expect(row).toBe(`${'x'.repeat(59)}…  ␛[31m  ${'y'.repeat(100)}`);
});

it('has nothing to align where there are no rows', () => {
  expect(alignedRows([], 2)).toEqual([]);
});
