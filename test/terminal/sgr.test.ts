import { describe, expect, it } from 'vitest';
import { span, type Style } from '../../src/lib/line.ts';
import { own } from '../../src/lib/text.ts';
import { THEME } from '../../src/lib/theme.ts';
import { Palette, PLAIN_LOOK } from '../../src/terminal/sgr.ts';

const STYLES = Object.keys(THEME) as readonly Style[];
const looks = (palette: Palette): readonly number[] => STYLES.flatMap((style) => [palette.number(span(own('x'), style)), palette.number({ ...span(own('x'), style), inverse: true })]);

describe('a palette', () => {
  it('has one number for what looks the same, and 0 for plain', () => {
    const palette = new Palette('sixteen');
    expect(palette.number(span(own('x')))).toBe(PLAIN_LOOK);
    expect(palette.number(span(own('x'), 'level.info'))).toBe(PLAIN_LOOK);
    expect(palette.number(span(own('x'), 'warn'))).toBe(palette.number(span(own('x'), 'level.warn')));
    expect(Math.max(...looks(palette))).toBeLessThan(256);
  });

  it('goes from look to look by the shortest codes', () => {
    const palette = new Palette('sixteen');
    const number = (style: Style) => palette.number(span(own('x'), style));
    expect(palette.change(number('warn'), number('warn'))).toBe('');
    expect(palette.change(number('warn'), number('plain'))).toBe('\u001b[m');
    expect(palette.change(number('plain'), number('bad'))).toBe('\u001b[1;31m');
    expect(palette.change(number('level.error'), number('warn'))).toBe('\u001b[33m');
    expect(palette.change(number('level.error'), number('bad'))).toBe('\u001b[1m');
    expect(palette.change(number('bad'), number('level.error'))).toBe('\u001b[;31m');
    expect(palette.change(number('hit'), number('warn'))).toBe('\u001b[;33m');
  });

  it('without colours tells states apart by weight and ground alone', () => {
    const palette = new Palette('none');
    for (const from of looks(palette)) for (const to of looks(palette)) expect(palette.change(from, to)).toMatch(/^(?:\u001b\[[;127]*m)?$/);
    expect(palette.hasGround(palette.number(span(own('x'), 'replay')))).toBe(true);
    expect(palette.hasGround(palette.number(span(own('x'), 'hit')))).toBe(true);
    expect(palette.number(span(own('x'), 'warn'))).toBe(PLAIN_LOOK);
  });
});
