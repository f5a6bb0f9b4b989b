// Requests about the form, and why it cannot be written now.
import type { AppEvent, AppState } from '../../state/app.ts';
import type { Send } from '../../state/panel.ts';
import { workIn } from '../incident-work.ts';
import { sealsOf } from './seals.ts';
import { requestOf, type SaveEvent, type SaveForm, type SaveState } from './state.ts';

export function measure(form: SaveForm): AppEvent {
  return { type: 'effect', effect: { kind: 'incident', request: { type: 'measure', save: requestOf(form) } } };
}

/** The form with another value; it is measured again where the rows or what is redacted of them may be others. */
export function changed(form: SaveForm, over: Partial<SaveForm>, send: Send<SaveEvent>): readonly AppEvent[] {
  const next = { ...form, ...over };
  const same = next.range === form.range && next.withoutSources === form.withoutSources && next.redact === form.redact;
  return [send({ type: 'change', form: next, measured: same }), ...(same ? [] : [measure(next)])];
}

/** Writes it, or asks for the passphrase before. */
export function write({ form, offers }: SaveState, send: Send<SaveEvent>, passphrase?: string): readonly AppEvent[] {
  if (form === undefined) return [];
  const seals = { ...sealsOf(form, offers), ...(passphrase === undefined ? {} : { passphrase }) };
  if (seals.lock === 'passphrase' && passphrase === undefined) return [{ type: 'prompt', open: 'save.passphrase', text: '' }];
  return [send({ type: 'saving' }), { type: 'effect', effect: { kind: 'incident', request: { type: 'save', save: requestOf(form), seals } } }];
}

export function editable(state: SaveState, app: AppState): true | string {
  if (state.form === undefined) return 'Ctrl+O prepares a save';
  if (state.phase === 'saving') return 'it is being written; x stops it';
  return workIn(app) ?? true;
}

/** Nothing is written whose size and redactions were not shown. */
export function writable(state: SaveState, app: AppState): true | string {
  const free = editable(state, app);
  if (free !== true) return free;
  if (state.phase === 'saved') return 'it was saved; R prepares to save it once more';
  if (state.measuring !== undefined) return 'it is still being measured';
  if (state.measure === undefined) return 'it could not be measured; R tries again';
  return state.measure.rows === 0 ? 'nothing was recorded in this range' : true;
}
