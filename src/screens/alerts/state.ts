// What the operator looks at on the Alerts screen.
import type { ActRequest } from '../../model/alert.ts';
import type { SourceId } from '../../model/signal.ts';

export interface AlertKey {
  readonly source: SourceId;
  readonly id: string;
}

/** What is being asked for, step by step: the comment, the time, the last word. */
export interface Asking {
  readonly action: ActRequest['action'];
  readonly alert: AlertKey;
  readonly comment: string;
  /** Microseconds from the confirmation on; undefined for the end of a silence. */
  readonly length: number | undefined;
}

export interface AlertsState {
  /** The row under the cursor; undefined is the first. */
  readonly chosen: AlertKey | undefined;
  readonly open: boolean;
  /** First line of the detail that is shown. */
  readonly scrolled: number;
  /** Words that must stand in a row, in any case. */
  readonly filter: string;
  /** The words before the ones being typed: Esc brings them back. */
  readonly before: string;
  readonly asking: Asking | undefined;
}

export const INITIAL: AlertsState = { chosen: undefined, open: false, scrolled: 0, filter: '', before: '', asking: undefined };

export type AlertsEvent =
  | { readonly type: 'choose'; readonly key: AlertKey }
  | { readonly type: 'open'; readonly open: boolean }
  | { readonly type: 'scroll'; readonly lines: number }
  | { readonly type: 'filter'; readonly text: string; readonly preview: boolean }
  | { readonly type: 'ask'; readonly asking: Asking | undefined };

export function updateAlerts(state: AlertsState, event: AlertsEvent): AlertsState {
  switch (event.type) {
    case 'choose':
      return { ...state, chosen: event.key, scrolled: isKey(state.chosen, event.key) ? state.scrolled : 0 };
    case 'open':
      return { ...state, open: event.open, scrolled: 0 };
    case 'scroll':
      return { ...state, scrolled: Math.max(0, state.scrolled + event.lines) };
    case 'filter':
      return { ...state, filter: event.text, before: event.preview ? state.before : event.text };
    case 'ask':
      return { ...state, asking: event.asking };
  }
}

function isKey(one: AlertKey | undefined, other: AlertKey): boolean {
  return one?.source === other.source && one.id === other.id;
}
