// How the state of a source is shown: a mark, a word and a style for each.
import type { Style } from '../lib/line.ts';
import type { HealthState } from '../model/signal.ts';

interface SourceLook {
  readonly glyph: string;
  readonly word: string;
  readonly style: Style;
}

const LOOKS: Readonly<Record<HealthState, SourceLook>> = {
  ok: { glyph: '✔', word: 'ok', style: 'good' },
  connecting: { glyph: '…', word: 'connecting', style: 'dim' },
  degraded: { glyph: '▲', word: 'degraded', style: 'warn' },
  retrying: { glyph: '↻', word: 'retrying', style: 'warn' },
  refused: { glyph: '✖', word: 'refused', style: 'bad' },
  ended: { glyph: '■', word: 'ended', style: 'dim' },
};

/** One that has told nothing yet is connecting. */
export function sourceLook(state: HealthState | undefined): SourceLook {
  return LOOKS[state ?? 'connecting'];
}
