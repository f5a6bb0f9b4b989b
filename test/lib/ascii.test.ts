import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiLine } from '../../src/lib/ascii.ts';
import { line, lineText, lineWidth, span, words } from '../../src/lib/line.ts';
import { visible } from '../../src/lib/text.ts';
import { HOSTILE } from '../support/builders.ts';

describe('a line for a terminal without Unicode', () => {
  it('has plain signs for ours', () => {
    expect(lineText(asciiLine(words('● FOLLOWING  ❚❚ PAUSED  ✔ tail  ↻ prom  ▲ 87.3 … 12 · E ▸ █')))).toBe('* FOLLOWING  || PAUSED  + tail  ~ prom  ^ 87.3 . 12 - E > #');
  });

  it('says that something stands there where it has no sign for it', () => {
    expect(lineText(asciiLine(line(span(visible('grüße 漢字 \u001b[2J')))))).toBe('gr??e ???? ?[2J');
  });

  it('leaves a plain line as it is', () => {
    const row = words('plain', 'bad');
    expect(asciiLine(row)).toBe(row);
  });

  it('is plain and as wide as before, whatever it was', () => {
    const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 12 }));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (texts) => {
        const row = line(...texts.map((one) => span(visible(one))));
        expect(lineText(asciiLine(row))).toMatch(/^[\x20-\x7e]*$/);
        expect(lineWidth(asciiLine(row))).toBe(lineWidth(row));
      }),
      { numRuns: 500 },
    );
  });
});
