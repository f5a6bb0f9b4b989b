// A screen of cells as an SVG. Equal neighbours are joined into one background and one text; every text states its width, so that the
// columns stay in line with any font.
import type { Cell } from '../../test/support/terminal.ts';
import { BACKGROUND, FOREGROUND, css } from './palette.ts';

export const FONT = 'DejaVu Sans Mono';
const FONT_SIZE = 15;
/** Advance and line height of the font at that size: box drawing then joins without seams. */
const CELL_WIDTH = 9.03;
const CELL_HEIGHT = 17.5;
const BASELINE = 13.9;
const MARGIN = 8;

interface Run {
  readonly x: number;
  readonly width: number;
  readonly text: string;
  readonly look: Look;
}

interface Look {
  readonly fill: string;
  readonly background: string;
  readonly style: string;
}

export function svgOf(rows: readonly (readonly Cell[])[]): string {
  const width = Math.max(...rows.map((row) => row.length)) * CELL_WIDTH + 2 * MARGIN;
  const height = rows.length * CELL_HEIGHT + 2 * MARGIN;
  const runs = rows.map(runsOf);
  const backgrounds = runs.flatMap((row, y) => joinedBackgrounds(row).map((run) => rectangle(run, y)));
  const texts = runs.flatMap((row, y) => row.filter((run) => run.text.trim() !== '').map((run) => text(run, y)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${round(width)} ${round(height)}" font-family="${FONT}, Menlo, Consolas, monospace" font-size="${FONT_SIZE}">`,
    `<rect width="100%" height="100%" rx="6" fill="${BACKGROUND}"/>`,
    `<g transform="translate(${MARGIN} ${MARGIN})" xml:space="preserve">`,
    ...backgrounds,
    ...texts,
    '</g></svg>\n',
  ].join('\n');
}

/** Cells that look the same and follow each other, in order; a row of blanks is one run. */
function runsOf(row: readonly Cell[]): readonly Run[] {
  const runs: Run[] = [];
  row.forEach((cell, x) => {
    const last = runs.at(-1);
    const look = lookOf(cell);
    const continues = cell.text === '' || (last !== undefined && isPlain(last.text) === isPlain(cell.text));
    if (last !== undefined && continues && sameLook(last.look, look)) {
      runs[runs.length - 1] = { ...last, width: last.width + 1, text: last.text + cell.text };
    } else {
      runs.push({ x, width: 1, text: cell.text, look });
    }
  });
  return runs;
}

/** Neighbours of one background, whatever their text: separate rectangles would show seams. */
function joinedBackgrounds(row: readonly Run[]): readonly Run[] {
  const joined: Run[] = [];
  for (const run of row) {
    const last = joined.at(-1);
    const follows = last !== undefined && last.look.background === run.look.background && last.x + last.width === run.x;
    if (run.look.background === BACKGROUND) continue;
    if (follows) joined[joined.length - 1] = { ...last, width: last.width + run.width };
    else joined.push(run);
  }
  return joined;
}

function lookOf(cell: Cell): Look {
  const front = css(cell.foreground, FOREGROUND);
  const back = css(cell.background, BACKGROUND);
  const style = [
    cell.bold ? ' font-weight="bold"' : '',
    cell.italic ? ' font-style="italic"' : '',
    cell.underline ? ' text-decoration="underline"' : '',
    cell.dim ? ' opacity="0.6"' : '',
  ].join('');
  return { fill: cell.inverse ? back : front, background: cell.inverse ? front : back, style };
}

function sameLook(a: Look, b: Look): boolean {
  return a.fill === b.fill && a.background === b.background && a.style === b.style;
}

function rectangle(run: Run, y: number): string {
  return `<rect x="${round(run.x * CELL_WIDTH)}" y="${round(y * CELL_HEIGHT)}" width="${round(run.width * CELL_WIDTH)}" height="${CELL_HEIGHT}" fill="${run.look.background}"/>`;
}

function text(run: Run, y: number): string {
  const lead = run.text.length - run.text.trimStart().length;
  const shown = run.text.trim();
  const x = (run.x + lead) * CELL_WIDTH;
  const cells = run.width - lead - (run.text.length - run.text.trimEnd().length);
  const length = cells > 1 ? ` textLength="${round(cells * CELL_WIDTH)}"` : '';
  return `<text x="${round(x)}" y="${round(y * CELL_HEIGHT + BASELINE)}"${length} fill="${run.look.fill}"${run.look.style}>${escaped(shown)}</text>`;
}

/** Drawing characters may come from a second font: they get runs of their own, so that they stretch alone. */
function isPlain(characters: string): boolean {
  return /^[\x20-\x7e]*$/.test(characters);
}

function escaped(characters: string): string {
  return characters.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}
