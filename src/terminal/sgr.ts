// Looks as the terminal is told them: SGR codes, and the shortest way from one look to the next.
import type { Span, Style } from '../lib/line.ts';
import { THEME, type Colour, type Look } from '../lib/theme.ts';

/** The terminal's own sixteen colours, or none: then what only a background would show is shown by changing places. */
export type Colours = 'sixteen' | 'none';

const CODE: Readonly<Record<Colour, number>> = { black: 30, red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36, white: 37 };
const BACKGROUND = 10;
const INVERSE = '7';

/** Index of the look of unstyled text in every palette. */
export const PLAIN_LOOK = 0;

/** Looks by number, small enough for a byte: `number(span)` where cells are made, `change(a, b)` where they are written. */
export class Palette {
  readonly #codes: string[] = [''];
  readonly #grounds: boolean[] = [false];
  readonly #numbers = new Map<string, number>();
  readonly #changes = new Map<number, string>();
  readonly #styles = new Map<Style, readonly [upright: number, inverse: number]>();

  constructor(colours: Colours) {
    for (const [style, look] of Object.entries(THEME) as [Style, Look][]) {
      this.#styles.set(style, [this.#numberOf(sgrCodes(look, false, colours)), this.#numberOf(sgrCodes(look, true, colours))]);
    }
  }

  /** Two styles that look the same have one number, so that going from one to the other costs nothing. */
  number(span: Span): number {
    return this.#styles.get(span.style)?.[span.inverse === true ? 1 : 0] ?? PLAIN_LOOK;
  }

  /** True where the look shows on a blank cell too. */
  hasGround(look: number): boolean {
    return this.#grounds[look] === true;
  }

  /** What to send where the pen has look `from` and needs `to`. */
  change(from: number, to: number): string {
    if (from === to) return '';
    const key = from * 256 + to;
    const known = this.#changes.get(key);
    if (known !== undefined) return known;
    const change = shortest(this.#codes[from] ?? '', this.#codes[to] ?? '');
    this.#changes.set(key, change);
    return change;
  }

  /** A text in the look of its span and back to plain. */
  text(span: Span): string {
    const look = this.number(span);
    return this.change(PLAIN_LOOK, look) + span.text + this.change(look, PLAIN_LOOK);
  }

  #numberOf(codes: string): number {
    if (codes === '') return PLAIN_LOOK;
    const known = this.#numbers.get(codes);
    if (known !== undefined) return known;
    this.#codes.push(codes);
    this.#grounds.push(codes.split(';').some((code) => code === INVERSE || isGround(code)));
    this.#numbers.set(codes, this.#codes.length - 1);
    return this.#codes.length - 1;
  }
}

function sgrCodes(look: Look, turned: boolean, colours: Colours): string {
  const bare = colours === 'none';
  // Without colours a coloured ground is an inverse one. A look that is inverse by itself stays so under the cursor, as in Ink.
  const inverse = turned || look.inverse === true || (bare && look.backgroundColor !== undefined);
  const codes = [
    look.bold === true ? 1 : undefined,
    look.dimColor === true ? 2 : undefined,
    inverse ? Number(INVERSE) : undefined,
    bare || look.color === undefined ? undefined : CODE[look.color],
    bare || look.backgroundColor === undefined ? undefined : CODE[look.backgroundColor] + BACKGROUND,
  ];
  return codes.filter((code) => code !== undefined).join(';');
}

/** Codes that only add to what is there are sent alone; else everything is put back in the same sequence. */
function shortest(from: string, to: string): string {
  if (to === '') return '\u001b[m';
  const kept = from === '' ? [] : from.split(';');
  const wanted = to.split(';');
  const colourOnly = (code: string) => Number(code) >= 30;
  // A colour is overwritten by another of its kind; attributes and colours that go away need the reset.
  const added = wanted.filter((code) => !kept.includes(code));
  const gone = kept.filter((code) => !wanted.includes(code));
  const replaced = gone.every((code) => colourOnly(code) && added.some((other) => colourOnly(other) && isGround(other) === isGround(code)));
  return `\u001b[${replaced ? added.join(';') : `;${to}`}m`;
}

function isGround(code: string): boolean {
  return Number(code) >= 40;
}
