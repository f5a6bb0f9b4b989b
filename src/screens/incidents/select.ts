// The model of the Incidents panel: the rows that are shown, and the one under the cursor.
import type { IncidentEntry } from '../../model/incident.ts';
import type { PanelContext } from '../../state/command.ts';
import type { IncidentsState } from './state.ts';

export interface IncidentsModel {
  readonly rows: readonly IncidentEntry[];
  readonly cursor: number;
  /** Rows that the filter leaves out. */
  readonly hidden: number;
  readonly state: IncidentsState;
  readonly zone: string;
  readonly unicode: boolean;
}

export function shownRows({ entries = [], filter }: Pick<IncidentsState, 'entries' | 'filter'>): readonly IncidentEntry[] {
  const words = filter.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return entries.filter(({ title, id, severity, state, encrypted }) => {
    const text = [title, id, severity ?? '', state, encrypted ? 'encrypted' : ''].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

export function cursorIn(rows: readonly IncidentEntry[], { chosen }: IncidentsState): number {
  return Math.max(0, rows.findIndex(({ path }) => path === chosen));
}

export function chosenEntry(state: IncidentsState): IncidentEntry | undefined {
  const rows = shownRows(state);
  return rows[cursorIn(rows, state)];
}

/** The entry that an open prompt is about, as it is now. */
export function askedEntry({ entries, about }: IncidentsState): IncidentEntry | undefined {
  return entries?.find(({ path }) => path === about);
}

export function selectIncidents({ zone, unicode }: PanelContext, state: IncidentsState): IncidentsModel {
  const rows = shownRows(state);
  return { rows, cursor: cursorIn(rows, state), hidden: (state.entries?.length ?? 0) - rows.length, state, zone, unicode };
}
