// The model of the Save screen: the fields in their order, each under a key that stays the same while sources come.
import type { PanelContext } from '../../state/command.ts';
import type { SaveForm, SaveState } from './state.ts';

export type Field =
  | { readonly key: 'title' | 'severity' | 'range' | 'redact' | 'save' }
  | { readonly key: `source ${string}`; readonly source: string };

export interface SaveModel {
  readonly state: SaveState;
  readonly form: SaveForm | undefined;
  readonly fields: readonly Field[];
  readonly cursor: number;
  readonly zone: string;
  readonly unicode: boolean;
}

export function fieldsOf({ session, frame }: PanelContext): readonly Field[] {
  const names = [...new Set(session.sources({ ...frame, head: session.head() }).map(({ name }) => name))];
  return [{ key: 'title' }, { key: 'severity' }, { key: 'range' }, ...names.map((source): Field => ({ key: `source ${source}`, source })), { key: 'redact' }, { key: 'save' }];
}

export function fieldIn(fields: readonly Field[], { field }: SaveState): number {
  return Math.max(0, fields.findIndex(({ key }) => key === field));
}

export function selectSave(context: PanelContext, state: SaveState): SaveModel {
  const fields = fieldsOf(context);
  return { state, form: state.form, fields, cursor: fieldIn(fields, state), zone: context.zone, unicode: context.unicode };
}
