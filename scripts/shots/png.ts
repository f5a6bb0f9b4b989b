// Pictures for looking at, from the SVG. They need a font on the machine, which the SVG does not.
import { execFileSync } from 'node:child_process';
import { Resvg } from '@resvg/resvg-js';
import { FONT } from './svg.ts';

/** Whether the font of the pictures is installed; without it letters are missing from a PNG. */
export function fontIsInstalled(): boolean {
  try {
    return execFileSync('fc-list', [FONT, 'family'], { encoding: 'utf8' }).trim() !== '';
  } catch (error) {
    // No fontconfig at all; any other failure is worth seeing.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

export function pngOf(svg: string): Uint8Array {
  return new Resvg(svg, { font: { loadSystemFonts: true, defaultFontFamily: FONT, monospaceFamily: FONT } }).render().asPng();
}
