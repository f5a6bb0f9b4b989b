import { afterEach, describe, expect, it } from 'vitest';
import { svgOf } from '../../scripts/shots/svg.ts';
import { css } from '../../scripts/shots/palette.ts';
import { memoryTerminal, type MemoryTerminal } from '../support/terminal.ts';

let terminal: MemoryTerminal | undefined;
afterEach(() => terminal?.dispose());

/** The picture of what a terminal of 20x2 shows after these bytes, line by line. */
async function picture(bytes: string): Promise<readonly string[]> {
  const made = memoryTerminal(20, 2);
  terminal = made;
  await made.write(bytes);
  const rows = [0, 1].map((y) => Array.from({ length: 20 }, (_, x) => made.cell(x, y)));
  return svgOf(rows).split('\n');
}

const texts = (lines: readonly string[]): readonly string[] => lines.flatMap((line) => /^<text[^>]*>(.*)<\/text>$/.exec(line)?.[1] ?? []);
const rectangles = (lines: readonly string[]): readonly string[] => lines.filter((line) => line.startsWith('<rect x='));

describe('svgOf', () => {
  it('draws nothing for blanks', async () => {
    const lines = await picture('');
    expect(texts(lines)).toEqual([]);
    expect(rectangles(lines)).toEqual([]);
  });

  it('joins neighbours that look the same into one text and parts those that do not', async () => {
    expect(texts(await picture('one two\u001b[31mred\u001b[1mbold'))).toEqual(['one two', 'red', 'bold']);
  });

  it('joins neighbouring backgrounds into one rectangle whatever their text', async () => {
    expect(rectangles(await picture('\u001b[44ma\u001b[31mb\u001b[32mc'))).toHaveLength(1);
  });

  it('swaps the colours of inverse cells', async () => {
    const lines = await picture('\u001b[31;7mx');
    const red = css('palette:1', '');
    expect(rectangles(lines)[0]).toContain(`fill="${red}"`);
    expect(lines.find((line) => line.startsWith('<text'))).not.toContain(red);
  });

  it('escapes what XML reserves', async () => {
    expect(texts(await picture('a<b>&c'))).toEqual(['a&lt;b&gt;&amp;c']);
  });

  it('gives a wide character the width of two cells', async () => {
    const line = (await picture('日本')).find((text) => text.startsWith('<text'));
    expect(line).toContain('textLength="36.12"');
  });
});

describe('css', () => {
  it.each([
    ['default', '#123456'],
    ['#abcdef', '#abcdef'],
    ['palette:16', '#000000'],
    ['palette:231', '#ffffff'],
    ['palette:196', '#ff0000'],
    ['palette:232', '#080808'],
    ['palette:255', '#eeeeee'],
  ])('of %s is %s', (colour, expected) => {
    expect(css(colour, '#123456')).toBe(expected);
  });
});
