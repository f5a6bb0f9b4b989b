// What is known of the library and what the operator does with it. The library itself lies outside: it is asked for, and told as news.
import type { Micros } from '../../lib/micros.ts';
import type { IncidentEntry, IncidentNews, IncidentRequest } from '../../model/incident.ts';

/** A request that has no answer yet. */
export interface Running {
  readonly kind: IncidentRequest['type'];
  /** For people: "Verifying Anchor queue stands still". */
  readonly what: string;
  /** 0 to 1. */
  readonly share: number;
  /** It was asked to end. */
  readonly stopping: boolean;
}

interface Outcome {
  readonly good: boolean;
  readonly text: string;
  readonly path?: string;
}

export interface IncidentsState {
  /** In the order they are shown; undefined until the library was told. */
  readonly entries: readonly IncidentEntry[] | undefined;
  /** Path of the entry under the cursor; undefined is the first. */
  readonly chosen: string | undefined;
  /** Words that must stand in a row, in any case. */
  readonly filter: string;
  /** The words before the ones being typed: Esc brings them back. */
  readonly before: string;
  readonly running: Running | undefined;
  /** What became of the last request. */
  readonly outcome: Outcome | undefined;
  /** Path of the entry that an open prompt is about, whatever the list shows by now. */
  readonly about: string | undefined;
}

export const INITIAL: IncidentsState = { entries: undefined, chosen: undefined, filter: '', before: '', running: undefined, outcome: undefined, about: undefined };

export type IncidentsEvent =
  | { readonly type: 'news'; readonly news: IncidentNews }
  | { readonly type: 'choose'; readonly path: string }
  | { readonly type: 'about'; readonly path: string | undefined }
  | { readonly type: 'filter'; readonly text: string; readonly preview: boolean }
  | { readonly type: 'begin'; readonly kind: IncidentRequest['type']; readonly what: string }
  | { readonly type: 'stop' }
  | { readonly type: 'dismiss' };

export function updateIncidents(state: IncidentsState, event: IncidentsEvent): IncidentsState {
  switch (event.type) {
    case 'news':
      return told(state, event.news);
    case 'choose':
      return { ...state, chosen: event.path };
    case 'about':
      return { ...state, about: event.path };
    case 'filter':
      return { ...state, filter: event.text, before: event.preview ? state.before : event.text };
    case 'begin':
      return { ...state, running: { kind: event.kind, what: event.what, share: 0, stopping: false }, outcome: undefined };
    case 'stop':
      return state.running === undefined ? state : { ...state, running: { ...state.running, stopping: true } };
    case 'dismiss':
      return { ...state, outcome: undefined };
  }
}

function told(state: IncidentsState, news: IncidentNews): IncidentsState {
  switch (news.type) {
    case 'library':
      return listed(state, news.entries.toSorted(inOrder));
    case 'progress':
      return { ...state, running: state.running === undefined ? { kind: 'verify', what: news.what, share: news.share, stopping: false } : { ...state.running, share: news.share } };
    case 'done':
      // What came into the library is what one wants to look at next.
      return { ...state, running: undefined, outcome: { good: true, ...outcomeOf(news) }, chosen: state.running?.kind === 'import' ? (news.path ?? state.chosen) : state.chosen };
    case 'failed':
      return { ...state, running: undefined, outcome: { good: false, text: news.text } };
    case 'measured':
    case 'offered':
      return state;
  }
}

function outcomeOf({ text, path }: Extract<IncidentNews, { type: 'done' }>): Omit<Outcome, 'good'> {
  return path === undefined ? { text } : { text, path };
}

/** The cursor stays on its entry; where that is gone, on the one that took its place. */
function listed(state: IncidentsState, entries: readonly IncidentEntry[]): IncidentsState {
  if (state.chosen === undefined || entries.some(({ path }) => path === state.chosen)) return { ...state, entries };
  const before = state.entries?.findIndex(({ path }) => path === state.chosen) ?? -1;
  return { ...state, entries, chosen: entries[Math.max(0, Math.min(entries.length - 1, before))]?.path };
}

/** Unfinished recordings first, since they ask for something; then the newest. */
function inOrder(a: IncidentEntry, b: IncidentEntry): number {
  return Number(b.state === 'unfinished') - Number(a.state === 'unfinished') || momentOf(b) - momentOf(a) || (a.id < b.id ? 1 : -1);
}

function momentOf({ savedAt, range }: IncidentEntry): Micros | 0 {
  return savedAt ?? range?.from ?? 0;
}
