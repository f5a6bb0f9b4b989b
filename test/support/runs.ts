/** How many times as long random tests look: 1 in the ordinary suite, more by OBS_TUI_RUNS in a long one. */
export const RUNS = Math.max(1, Number(process.env['OBS_TUI_RUNS'] ?? 1) || 1);
