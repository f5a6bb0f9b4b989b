// Modes of the terminal that are ours while our screen is shown, beside those that Ink sets.

/**
 * Set with every frame that is drawn whole. Without wrapping at the edge: a glyph that a terminal draws wider than it is thought to be then
 * spoils the end of its own row, never the next row or, from the last one, the whole screen.
 */
export const MODES_ON = '\u001b[?7l';
export const MODES_OFF = '\u001b[?7h';

/** The alternate screen, which leaves that of the shell as it was. */
export const ENTER = '\u001b[?1049h';
export const LEAVE = '\u001b[?1049l';
