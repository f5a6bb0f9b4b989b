import { describe, expect, it } from 'vitest';
import { lineText } from '../../src/lib/line.ts';
import { SCREENS } from '../../src/screens/index.ts';
import { tabsLine } from '../../src/screens/tabs.ts';
import type { Screen } from '../../src/state/registry.ts';

const THREE: readonly Screen[] = ['Overview', 'Logs', 'Metrics'].map((title, index) => ({ id: title, title, digit: String(index + 1), main: title }));

describe('the row of screens', () => {
  it.each([
    [40, ' 1 Overview  2 Logs  3 Metrics'], [29, ' 1 Overview 2 Logs 3 Metrics'], [27, ' 1 Overview 2 Logs 3'], [19, ' 1 2 Logs 3'], [2, ' 1 2 Logs 3'],
  ])('in %i cells', (cells, text) => {
    expect(lineText(tabsLine(THREE, 'Logs', cells))).toBe(text);
  });

  it('names a screen without a digit while it is shown', () => {
    const screens = [...THREE, { id: 'help', title: 'Help', main: 'help' }];
    expect(lineText(tabsLine(screens, 'help', 60))).toBe(' 1 Overview  2 Logs  3 Metrics  Help');
    expect(lineText(tabsLine(screens, 'Logs', 60))).not.toContain('Help');
  });

  it('fits every screen of the program into 80 columns', () => {
    for (const { id } of SCREENS) expect(lineText(tabsLine(SCREENS, id, 79)).length).toBeLessThanOrEqual(79);
  });
});
