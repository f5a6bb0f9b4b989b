// Requests about files of the library, and why one cannot be made now.
import type { IncidentEntry, IncidentRequest } from '../../model/incident.ts';
import type { AppEvent, AppState } from '../../state/app.ts';
import type { Send } from '../../state/panel.ts';
import { workIn } from '../incident-work.ts';
import { chosenEntry } from './select.ts';
import { isFile } from './state-look.ts';
import type { IncidentsEvent, IncidentsState } from './state.ts';

/** `what` is shown while it runs. */
export function ask(request: IncidentRequest, what: string, send: Send<IncidentsEvent>): readonly AppEvent[] {
  return [send({ type: 'begin', kind: request.type, what }), { type: 'effect', effect: { kind: 'incident', request } }];
}

export function idle({ running }: IncidentsState, app: AppState): true | string {
  if (running !== undefined && !running.stopping) return 'something is still being done; Esc stops it';
  return workIn(app) ?? true;
}

type Refusal = (entry: IncidentEntry) => true | string;

/** Whether something can be asked about the entry under the cursor. */
export function askable(state: IncidentsState, app: AppState, refusal: Refusal): true | string {
  const entry = chosenEntry(state);
  if (entry === undefined) return 'there is no incident here';
  const free = idle(state, app);
  return free === true ? refusal(entry) : free;
}

export const fileOnly: Refusal = (entry) => (isFile(entry) ? true : 'this is a recording, not a saved incident: open it and save a stretch of it');

export const reportable: Refusal = ({ state }) => {
  if (state === 'recording') return 'it is being recorded now: save a stretch of it first';
  if (state === 'unfinished') return 'c recovers it first';
  return state === 'altered' ? 'nothing can be told of a file that was altered' : true;
};

export const deletable: Refusal = ({ state }) => {
  if (state === 'recording') return 'it is being recorded now';
  return state === 'unfinished' ? 'c recovers it first' : true;
};

export const recoverable: Refusal = ({ state }) => (state === 'unfinished' ? true : 'only a recording that was not closed can be recovered');

export const openable: Refusal = ({ state }) => {
  if (state === 'recording') return 'it is being recorded now: obs-tui attach follows it';
  if (state === 'unfinished') return 'c recovers it first';
  return state === 'altered' ? 'what was altered is not opened: V names the place' : true;
};
