import { describe, expect, it } from 'vitest';
import { parseRange, rangeText, rangeWords } from '../../../src/screens/save/range.ts';
import { at } from '../../support/session.ts';

/** 14:00 to 15:00. */
const BOUNDS = { from: at(0), to: at(3_600) };
const NOW = at(3_000);
const parsed = (text: string) => parseRange(text, NOW, BOUNDS, 'utc');

describe('a range that is typed', () => {
  it.each([
    ['14:20..14:50', at(1_200), at(3_000)],
    [' 14:20 .. 14:30 ', at(1_200), at(1_800)],
    ['-15m..now', at(2_100), at(3_000)],
    ['2026-11-21 14:10..14:20', at(600), at(1_200)],
    ['14:10–14:20', at(600), at(1_200)],
    ['ALL', at(0), at(3_600)],
    ['13:00..14:01', at(0), at(60)],
    ['14:59..15:30', at(3_540), at(3_600)],
  ])('reads %s', (text, from, to) => {
    expect(parsed(text)).toEqual({ ok: true, range: { from, to } });
  });

  it.each([['', 'Write two times'], ['14:20', 'Write two times'], ['a..b', 'Write two times'], ['14:20..14:30..14:40', 'Write two times'], ['14:30..14:20', 'before'], ['14:20..14:20', 'before'], ['12:00..13:00', 'Nothing of it is in this session'], ['all of it', 'Write two times']])(
    'refuses "%s" and says why',
    (text, reason) => {
      const answer = parsed(text);
      expect(answer.ok ? '' : answer.message).toContain(reason);
    },
  );

  it('is offered as it would be typed, and means the same', () => {
    for (const range of [{ from: at(60), to: at(600) }, BOUNDS]) {
      for (const now of [NOW, at(40 * 86_400)]) expect(parseRange(rangeText(range, now, 'utc'), now, BOUNDS, 'utc')).toEqual({ ok: true, range });
    }
  });

  it('is shown in the zone of the screen', () => {
    expect(rangeWords({ from: at(0), to: at(600) }, 'Europe/Berlin')).toBe('2026-11-21 15:00:00 to 15:10:00 CET, 10m 00s');
    expect(rangeWords({ from: at(0), to: at(86_400) }, 'utc')).toBe('2026-11-21 14:00:00 to 2026-11-22 14:00:00 UTC, 1d 0h');
  });
});
