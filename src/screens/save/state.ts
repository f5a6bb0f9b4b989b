// The form of an incident to save, what it would give, and how far the writing of it is.
import type { Interval } from '../../lib/micros.ts';
import type { IncidentNews, LockKind, SaveMeasure, SaveRequest, SealOffers, Severity, View } from '../../model/incident.ts';

export interface SaveForm {
  readonly title: string;
  readonly severity: Severity;
  readonly range: Interval;
  /** All that the session holds: no range reaches beyond it. */
  readonly bounds: Interval;
  /** Names of the sources that were known when the form was opened. */
  readonly sources: readonly string[];
  readonly withoutSources: readonly string[];
  readonly redact: boolean;
  /** Undefined where it was not chosen: as the configuration says. */
  readonly sign?: boolean;
  readonly lock?: LockKind;
  /** Where the operator stood when the form was opened. */
  readonly view: View;
}

export interface SaveState {
  readonly form: SaveForm | undefined;
  /** The field under the cursor, by its key. */
  readonly field: string;
  readonly measure: SaveMeasure | undefined;
  readonly offers: SealOffers;
  /** 0 to 1 while it is measured; undefined while it is not. */
  readonly measuring: number | undefined;
  /** `stopping`: it was asked to end, and may never answer. */
  readonly phase: 'editing' | 'saving' | 'stopping' | 'saved' | 'failed';
  /** 0 to 1, while saving. */
  readonly share: number;
  /** What was said last, for people. */
  readonly said: string;
  /** The file that was written. */
  readonly path: string | undefined;
  /** The passphrase that was typed once, until it is typed again; gone with the next thing that happens. */
  readonly typed: string | undefined;
}

export const INITIAL: SaveState = {
  form: undefined, field: 'title', measure: undefined, measuring: undefined, offers: { signs: false, recipients: [] }, phase: 'editing', share: 0, said: '', path: undefined,
  typed: undefined,
};

export type SaveEvent =
  | { readonly type: 'open'; readonly form: SaveForm }
  | { readonly type: 'field'; readonly field: string }
  /** What does not change the rows leaves the measure as it is. */
  | { readonly type: 'change'; readonly form: SaveForm; readonly measured: boolean }
  | { readonly type: 'measure' }
  /** Without a text it is forgotten. */
  | { readonly type: 'typed'; readonly text?: string }
  | { readonly type: 'saving' }
  | { readonly type: 'stop' }
  | { readonly type: 'news'; readonly news: IncidentNews };

export function updateSave(state: SaveState, event: SaveEvent): SaveState {
  switch (event.type) {
    case 'open':
      return { ...INITIAL, offers: state.offers, form: event.form, measuring: 0 };
    case 'field':
      return { ...state, field: event.field };
    case 'change':
      return event.measured ? { ...calm(state), form: event.form } : { ...calm(state), form: event.form, measure: undefined, measuring: 0 };
    case 'measure':
      return { ...calm(state), measure: undefined, measuring: 0 };
    case 'typed':
      return { ...state, typed: event.text };
    case 'saving':
      return { ...calm(state), measuring: undefined, phase: 'saving' };
    case 'stop':
      return { ...state, phase: 'stopping' };
    case 'news':
      return told(state, event.news);
  }
}

function calm(state: SaveState): SaveState {
  return { ...state, phase: 'editing', share: 0, said: '', path: undefined, typed: undefined };
}

function told(state: SaveState, news: IncidentNews): SaveState {
  switch (news.type) {
    case 'measured':
      // An answer to the form as it was before is no answer to this one; while it is written nothing is measured.
      return state.measuring === undefined ? state : { ...state, measure: news.measure, measuring: undefined };
    case 'offered':
      return { ...state, offers: news.offers };
    case 'progress':
      if (state.phase === 'saving') return { ...state, share: news.share };
      return state.measuring === undefined ? state : { ...state, measuring: news.share };
    case 'done':
      return { ...state, phase: 'saved', said: news.text, path: news.path, measuring: undefined };
    case 'failed':
      return { ...state, phase: 'failed', said: news.text, measuring: undefined };
    case 'library':
      return state;
  }
}

export function requestOf({ title, severity, range, withoutSources, redact, view }: SaveForm): SaveRequest {
  return { title, severity, range, withoutSources, redact, view };
}
