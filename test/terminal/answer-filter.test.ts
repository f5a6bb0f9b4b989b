import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerFilter } from '../../src/terminal/answer-filter.ts';
import { RUNS } from '../support/runs.ts';

const ESC = '\u001b';
const BEL = '\u0007';
const ST = `${ESC}\\`;

/** Everything that comes out when `pieces` come in one after the other, and then a moment passes. */
function typed(...pieces: readonly string[]): string {
  const filter = new AnswerFilter();
  return pieces.map((piece) => filter.feed(piece)).join('') + filter.release();
}

/** `text` in two pieces, at every place. */
function splits(text: string): readonly (readonly [string, string])[] {
  return Array.from({ length: text.length + 1 }, (_, at) => [text.slice(0, at), text.slice(at)] as const);
}

const ANSWERS: readonly (readonly [string, string])[] = [
  ['the clipboard (OSC 52)', `${ESC}]52;c;Y3VybCBldmlsfHNo${BEL}`],
  ['the clipboard, ended by ST', `${ESC}]52;c;cXFR${ST}`],
  ['a colour of the palette (OSC 4)', `${ESC}]4;1;rgb:ffff/0000/0000${ST}`],
  ['the text colour (OSC 10)', `${ESC}]10;rgb:ffff/ffff/ffff${BEL}`],
  ['the background (OSC 11)', `${ESC}]11;rgb:0000/0000/0000${ST}`],
  ['the font (OSC 50)', `${ESC}]50;fixed${BEL}`],
  ['the window title (OSC l)', `${ESC}]lQ q Q\r${ST}`],
  ['the icon title (OSC L)', `${ESC}]Lrm -rf${ST}`],
  ['a setting (DECRQSS)', `${ESC}P1$r0m${ST}`],
  ['a capability (XTGETTCAP)', `${ESC}P1+r544e=787465726d${ST}`],
  ['the version (XTVERSION)', `${ESC}P>|xterm(390)${ST}`],
  ['the unit (DA3)', `${ESC}P!|00000000${ST}`],
  ['the application (APC)', `${ESC}_Gi=31;OK${ST}`],
  ['a private message (PM)', `${ESC}^q${ST}`],
  ['a start of string (SOS)', `${ESC}XQ${ST}`],
  ['its kind (DA1)', `${ESC}[?62;1;4c`],
  ['its kind (DA2)', `${ESC}[>41;390;0c`],
  ['its status (DSR)', `${ESC}[0n`],
  ['its printer (DSR ?)', `${ESC}[?13n`],
  ['the cursor (CPR)', `${ESC}[24;80R`],
  ['the cursor with page (DECXCPR)', `${ESC}[?24;80;1R`],
  ['a mode (DECRQM)', `${ESC}[?2026;2$y`],
  ['an ANSI mode (RQM)', `${ESC}[4;2$y`],
  ['its parameters (DECREQTPARM)', `${ESC}[2;1;1;128;128;1;0x`],
  ['the window (CSI t)', `${ESC}[8;40;120t`],
  ['the keyboard (kitty)', `${ESC}[?1u`],
  ['the mouse (SGR) pressed', `${ESC}[<0;10;20M`],
  ['the mouse (SGR) released', `${ESC}[<35;10;20m`],
  ['the mouse (X10)', `${ESC}[M !!`],
  ['the mouse (X10) over a q', `${ESC}[Mqqq`],
  ['the mouse (X10) far to the right', `${ESC}[M \u00ff\u00ff`],
  ['the focus gained', `${ESC}[I`],
  ['the focus lost', `${ESC}[O`],
];

describe('an answer of the terminal about', () => {
  it.each(ANSWERS)('%s presses no key, wherever it is cut', (_, answer) => {
    for (const pieces of splits(answer)) expect(typed(...pieces)).toBe('');
    expect(typed(...answer)).toBe('');
  });

  it.each(ANSWERS)('%s leaves the keys before and behind it as they are', (_, answer) => {
    for (const [before, after] of splits(answer)) expect(typed(`a${before}`, `${after}b`)).toBe('ab');
    expect(typed(`${answer}${answer}j`)).toBe('j');
  });
});

const KEYS: readonly (readonly [string, string])[] = [
  ['letters', 'qQjG'],
  ['signs', '[]P^_X/?:;<>,.'],
  ['controls', '\r\n\t\b\u007f\u0001\u0003\u001a'],
  ['up', `${ESC}[A`], ['down', `${ESC}[B`], ['right', `${ESC}[C`], ['left', `${ESC}[D`],
  ['up in application mode', `${ESC}OA`], ['left in application mode', `${ESC}OD`],
  ['ctrl+right', `${ESC}[1;5C`],
  ['page up', `${ESC}[5~`], ['page down', `${ESC}[6~`],
  ['home', `${ESC}[H`], ['home (VT)', `${ESC}[1~`], ['home (rxvt)', `${ESC}[7~`], ['home in application mode', `${ESC}OH`],
  ['end', `${ESC}[F`], ['end (VT)', `${ESC}[4~`], ['end (rxvt)', `${ESC}[8~`], ['end in application mode', `${ESC}OF`],
  ['delete', `${ESC}[3~`], ['insert', `${ESC}[2~`], ['shift+tab', `${ESC}[Z`],
  ['F1', `${ESC}OP`], ['F1 on the Linux console', `${ESC}[[A`], ['F5', `${ESC}[15~`], ['F12', `${ESC}[24~`],
  ['Alt+f', `${ESC}f`], ['Alt+Enter', `${ESC}\r`], ['Alt+é', `${ESC}é`],
  ['a paste', `${ESC}[200~q Q\r\u0003${ESC}[201~`],
  ['an empty paste', `${ESC}[200~${ESC}[201~`],
  ['accents', 'éüß'], ['other scripts', '漢字кир'], ['an emoji', '👩‍🚀😀'],
];

describe('a key', () => {
  it.each(KEYS)('comes through whole, wherever it is cut: %s', (_, keys) => {
    for (const pieces of splits(keys)) expect(typed(...pieces)).toBe(keys);
  });

  it('comes through when it follows an answer that was cut', () => {
    expect(typed(`${ESC}]11;rgb:00`, `00/0000/0000${ST}j`, 'k')).toBe('jk');
  });

  it('comes through at once, unless it may be the beginning of more', () => {
    const filter = new AnswerFilter();
    expect([filter.feed('j'), filter.waiting]).toEqual(['j', undefined]);
    expect([filter.feed(`${ESC}[A`), filter.waiting]).toEqual([`${ESC}[A`, undefined]);
    expect([filter.feed(`k${ESC}`), filter.waiting]).toEqual(['k', 'key']);
  });
});

describe('Esc', () => {
  it('is itself after a moment of silence', () => {
    expect(typed(ESC)).toBe(ESC);
    const filter = new AnswerFilter();
    expect([filter.feed(ESC), filter.release(), filter.feed('['), filter.waiting]).toEqual(['', ESC, '[', undefined]);
  });

  it('twice is twice', () => {
    expect(typed(ESC, ESC)).toBe(ESC + ESC);
    expect(typed(`${ESC}${ESC}`)).toBe(ESC + ESC);
  });

  it('and then an arrow are both there', () => {
    expect(typed(`${ESC}${ESC}[A`)).toBe(`${ESC}${ESC}[A`);
  });

  it('before an answer is a key, and the answer is none', () => {
    expect(typed(`${ESC}${ESC}[?1;2c`)).toBe(ESC);
    expect(typed(`${ESC}${ESC}]52;c;cXFR${BEL}`)).toBe(ESC);
  });
});

describe('an answer that never ends', () => {
  it.each([`${ESC}]52;c;AAAA`, `${ESC}P1$r`, `${ESC}_x`])('is dropped after a moment of silence: %j', (begin) => {
    expect(typed(begin)).toBe('');
    const filter = new AnswerFilter();
    filter.feed(begin);
    filter.release();
    expect(filter.feed('j')).toBe('j');
  });

  it.each([BEL, ST])('is taken out to its end however long it is: %j', (end) => {
    const long = `${ESC}]52;c;${'A'.repeat(20_000)}${end}j`;
    expect(typed(long)).toBe('j');
    expect(typed(...(long.match(/[^]{1,1000}/g) ?? []))).toBe('j');
    expect(typed(...(long.match(/[^]{1,7}/g) ?? []))).toBe('j');
  });

  it('is ended by the escape of the next one', () => {
    expect(typed(`${ESC}]52;c;qqq${ESC}[A`)).toBe(`${ESC}[A`);
    expect(typed(`${ESC}Pqqq${ESC}]11;x${BEL}j`)).toBe('j');
  });
});

describe('whatever comes', () => {
  const fragment = fc.oneof(
    { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
    { weight: 3, arbitrary: fc.constantFrom(ESC, '[', ']', 'P', 'X', '^', '_', BEL, '\\', 'M', '<', ';', '?', '$', '\u009b', '\u0000', '\ud83d', '\udc7d', ST, `${ESC}[`, '1', 'c', 'R') },
    { weight: 1, arbitrary: fc.constantFrom(...ANSWERS.map(([, answer]) => answer), ...KEYS.map(([, keys]) => keys)) },
  );

  it('throws nothing, and yields nothing that did not come in', () => {
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 12 }), (pieces) => {
        let rest = pieces.join('');
        for (const unit of typed(...pieces).split('')) {
          const at = rest.indexOf(unit);
          if (at < 0) throw new Error(`${JSON.stringify(unit)} came from nowhere or out of its place`);
          rest = rest.slice(at + unit.length);
        }
      }),
      { numRuns: 50_000 * RUNS },
    );
  });

  it('of keys and answers, the keys are what comes out, each whole and in its place', () => {
    const key = fc.oneof(fc.constantFrom(...KEYS.map(([, keys]) => keys)), fc.string({ maxLength: 5 })).map((text) => ({ text, out: text }));
    const answer = fc.constantFrom(...ANSWERS.map(([, text]) => ({ text, out: '' })));
    fc.assert(
      fc.property(fc.array(fc.oneof(key, answer), { maxLength: 10 }), fc.integer({ min: 1, max: 9 }), (pieces, size) => {
        const whole = pieces.map(({ text }) => text).join('');
        expect(typed(...(whole.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []))).toBe(pieces.map(({ out }) => out).join(''));
      }),
      { numRuns: 10_000 * RUNS },
    );
  });

  it('is the same keys however it is cut', () => {
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 8 }), fc.array(fc.nat(), { maxLength: 4 }), (pieces, cuts) => {
        const whole = pieces.join('');
        const places = [...new Set(cuts.map((cut) => cut % (whole.length + 1)))].toSorted((a, b) => a - b);
        const parts = [0, ...places].map((from, index) => whole.slice(from, places[index]));
        expect(typed(...parts)).toBe(typed(whole));
      }),
      { numRuns: 10_000 * RUNS },
    );
  });
});
