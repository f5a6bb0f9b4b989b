// What each style looks like. Colours are the terminal's own sixteen, so every palette and every depth works; none is the only
// carrier of a meaning, so without colours nothing is lost.
import type { Style } from './line.ts';

export type Colour = 'black' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'white';

export interface Look {
  readonly color?: Colour;
  readonly backgroundColor?: Colour;
  readonly bold?: boolean;
  readonly dimColor?: boolean;
  readonly inverse?: boolean;
}

export const THEME: Readonly<Record<Style, Look>> = {
  plain: {},
  dim: { dimColor: true },
  strong: { bold: true },
  title: { bold: true, color: 'cyan' },
  accent: { color: 'cyan' },
  good: { color: 'green' },
  warn: { color: 'yellow' },
  bad: { color: 'red', bold: true },
  gap: { color: 'magenta' },
  replay: { color: 'black', backgroundColor: 'yellow', bold: true },
  key: { bold: true },
  hit: { color: 'black', backgroundColor: 'yellow' },
  mark: { color: 'magenta', bold: true },
  'level.trace': { dimColor: true },
  'level.debug': { dimColor: true },
  'level.info': {},
  'level.warn': { color: 'yellow' },
  'level.error': { color: 'red' },
  'level.fatal': { color: 'red', bold: true, inverse: true },
  'series.1': { color: 'cyan' },
  'series.2': { color: 'yellow' },
  'series.3': { color: 'magenta' },
  'series.4': { color: 'green' },
  'series.5': { color: 'blue' },
  'series.6': { color: 'white' },
};
