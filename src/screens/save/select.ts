// The model of the Save screen: the fields in their order, each under a key of its own.
import type { PanelContext } from '../../state/command.ts';
import type { SaveForm, SaveState } from './state.ts';

export type Field =
  | { readonly key: 'title' | 'severity' | 'range' | 'redact' | 'sign' | 'lock' | 'save' }
  | { readonly key: `source ${string}`; readonly source: string };

export interface SaveModel {
  readonly state: SaveState;
  readonly form: SaveForm | undefined;
  readonly fields: readonly Field[];
  readonly cursor: number;
  readonly zone: string;
  readonly unicode: boolean;
}

export function fieldsOf(form: SaveForm | undefined): readonly Field[] {
  if (form === undefined) return [];
  return [{ key: 'title' }, { key: 'severity' }, { key: 'range' }, ...form.sources.map((source): Field => ({ key: `source ${source}`, source })), { key: 'redact' }, { key: 'sign' }, { key: 'lock' }, { key: 'save' }];
}

export function fieldIn(fields: readonly Field[], { field }: SaveState): number {
  return Math.max(0, fields.findIndex(({ key }) => key === field));
}

export function selectSave({ zone, unicode }: PanelContext, state: SaveState): SaveModel {
  const fields = fieldsOf(state.form);
  return { state, form: state.form, fields, cursor: fieldIn(fields, state), zone, unicode };
}
