// Colours of the pictures: the sixteen of the terminal are chosen here, the others follow from the rule that all terminals share.
import type { Colour } from '../../test/support/terminal.ts';

export const BACKGROUND = '#14161b';
export const FOREGROUND = '#d6d9e0';

const SIXTEEN = [
  '#23262e', '#e5715f', '#6fbf82', '#e2b860', '#6aa5e8', '#c38be0', '#63c3cf', '#c3c8d2',
  '#6b7280', '#f28b7a', '#8ad69b', '#f2cd7d', '#8bbcf4', '#d7a8ef', '#86d9e3', '#ffffff',
];
const CUBE_LEVELS = [0, 95, 135, 175, 215, 255];

/** The colour as CSS; `otherwise` where the cell names none. */
export function css(colour: Colour, otherwise: string): string {
  if (colour === 'default') return otherwise;
  return colour.startsWith('palette:') ? ofPalette(Number(colour.slice('palette:'.length))) : colour;
}

function ofPalette(index: number): string {
  if (index < 16) return SIXTEEN[index] ?? FOREGROUND;
  if (index >= 232) return rgb([8 + (index - 232) * 10, 8 + (index - 232) * 10, 8 + (index - 232) * 10]);
  const place = index - 16;
  return rgb([Math.floor(place / 36), Math.floor(place / 6) % 6, place % 6].map((level) => CUBE_LEVELS[level] ?? 0));
}

function rgb(parts: readonly number[]): string {
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
