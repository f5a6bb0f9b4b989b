// What is being done with incident files: one long piece of work runs at a time, and a newer one would end it. Two screens start such
// work, so each has to know of the other's.
import type { AppState } from '../state/app.ts';

/** Why no other work may start now; undefined where nothing is done. */
export function workIn({ panels }: Pick<AppState, 'panels'>): string | undefined {
  if (isSaving({ panels })) return 'an incident is being saved; Ctrl+O shows it';
  return isRunning(panels['incidents']) ? 'the Incidents screen is at work; Esc there stops it' : undefined;
}

export function isSaving({ panels: { save: state } }: Pick<AppState, 'panels'>): boolean {
  return typeof state === 'object' && state !== null && 'phase' in state && state.phase === 'saving';
}

/** What was asked to stop is not waited for: its answer may never come. */
function isRunning(state: unknown): boolean {
  if (typeof state !== 'object' || state === null || !('running' in state)) return false;
  const { running } = state;
  return typeof running === 'object' && running !== null && 'stopping' in running && running.stopping === false;
}
