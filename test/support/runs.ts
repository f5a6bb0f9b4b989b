/** How many times as long random tests look: 1 in the ordinary suite, more by OBS_TUI_RUNS in a long one. */
export const RUNS = Math.max(1, Number(process.env['OBS_TUI_RUNS'] ?? 1) || 1);

/**
 * What random tests begin with. The ordinary suite always looks at the same cases, so that what it says of a commit is not luck; a long
 * one looks at others each time, and OBS_TUI_SEED repeats what it found.
 */
export const SEED = Number(process.env['OBS_TUI_SEED'] ?? (RUNS > 1 ? Math.floor(Math.random() * 2 ** 31) : 20_261_121));
