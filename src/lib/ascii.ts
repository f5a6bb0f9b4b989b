// Lines for a terminal that shows ASCII only: our own signs get a plain one of the same width, anything else as many question marks as
// it takes cells, so that nothing moves.
import { graphemes } from './graphemes.ts';
import type { Line } from './line.ts';
import { cellWidth, own, type SafeText } from './text.ts';

const SIGNS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '●': '*', '◆': '*', '•': '*', '❚': '|', '│': '|', '┤': '|', '┊': ':', '▶': '>', '▸': '>', '→': '>', '←': '<', '✔': '+', '±': '+', '✖': 'x', '×': 'x',
    '▲': '^', '↑': '^', '▼': 'v', '▾': 'v', '↓': 'v', '↻': '~', '■': '#', '█': '#', '…': '.', '╌': '.', '·': '-', '–': '-', '─': '-', '━': '-', '⏎': '/', 'µ': 'u', 'ø': 'o', 'σ': 's',
  }),
);

const PLAIN = /^[\x20-\x7e]*$/;

export function asciiLine(row: Line): Line {
  if (row.spans.every(({ text }) => PLAIN.test(text))) return row;
  return { ...row, spans: row.spans.map((piece) => ({ ...piece, text: asciiText(piece.text) })) };
}

function asciiText(text: SafeText): SafeText {
  if (PLAIN.test(text)) return text;
  return own([...graphemes(text)].map(({ segment }) => asciiSign(segment)).join(''));
}

function asciiSign(segment: string): string {
  return PLAIN.test(segment) ? segment : (SIGNS.get(segment) ?? '?'.repeat(cellWidth(segment)));
}
