// The questions before something is asked of a backend: a comment, how long, and a last word. Nothing is sent without it.
import { duration } from '../../lib/format.ts';
import { MINUTE } from '../../lib/micros.ts';
import { parseDuration } from '../../lib/parse-time.ts';
import type { PromptCheck } from '../../state/command.ts';
import type { PanelPrompt } from '../../state/panel.ts';
import { INITIAL, type AlertsEvent, type AlertsState } from './state.ts';
import { actEvents, askedRow, sentence } from './asking.ts';
import { shownRows } from './select.ts';

const LONGEST = 90 * 24 * 60 * MINUTE;
const LEAST = MINUTE;

type AlertsPrompt = PanelPrompt<AlertsState, AlertsEvent>;

const comment: AlertsPrompt = {
  id: 'alerts.comment',
  label: 'comment',
  check: (text): PromptCheck => (text.trim() === '' ? { ok: false, message: 'Say why, in a few words; others will read it.' } : { ok: true }),
  submit: (text, state, _context, send) => {
    if (state.asking === undefined) return [];
    const asking = { ...state.asking, comment: text.trim() };
    return [send({ type: 'ask', asking }), { type: 'prompt', open: 'alerts.length', text: asking.action === 'ack' ? '30m' : '1h' }];
  },
  cancel: (_state, _context, send) => [send({ type: 'ask', asking: undefined })],
};

const length: AlertsPrompt = {
  id: 'alerts.length',
  label: 'for',
  check: (text): PromptCheck => {
    const micros = parseDuration(text.trim());
    if (micros === undefined) return { ok: false, message: 'Write how long: 30m, 2h, 1d.' };
    return micros < LEAST || micros > LONGEST ? { ok: false, message: 'From a minute to 90 days.' } : { ok: true, note: `for ${duration(micros)}` };
  },
  submit: (text, state, _context, send) => {
    const micros = parseDuration(text.trim());
    if (state.asking === undefined || micros === undefined) return [];
    return [send({ type: 'ask', asking: { ...state.asking, length: micros } }), { type: 'prompt', open: 'alerts.confirm', text: '' }];
  },
  cancel: (_state, _context, send) => [send({ type: 'ask', asking: undefined })],
};

const confirm: AlertsPrompt = {
  id: 'alerts.confirm',
  label: 'yes?',
  check: (text, context, state): PromptCheck => {
    const row = state.asking === undefined ? undefined : askedRow(context, state.asking);
    if (row === undefined || state.asking === undefined) return { ok: false, message: 'The alert is gone.' };
    const said = sentence(row, state.asking, context);
    return text.trim().toLowerCase() === 'yes' ? { ok: true, note: said } : { ok: false, note: said, message: 'Only yes does it; Esc leaves everything as it is.' };
  },
  submit: (_text, state, context, send) => {
    const row = state.asking === undefined ? undefined : askedRow(context, state.asking);
    if (row === undefined || state.asking === undefined) return [];
    return [...actEvents(row, state.asking, context), send({ type: 'ask', asking: undefined }), send({ type: 'open', open: true })];
  },
  cancel: (_state, _context, send) => [send({ type: 'ask', asking: undefined })],
};

const filter: AlertsPrompt = {
  id: 'alerts.filter',
  label: 'filter',
  check: (text, context) => ({ ok: true, note: `${shownRows(context, { ...INITIAL, filter: text }).rows.length} alerts` }),
  change: (text, _state, _context, send) => [send({ type: 'filter', text, preview: true })],
  submit: (text, _state, _context, send) => [send({ type: 'filter', text: text.trim(), preview: false })],
  cancel: (state, _context, send) => [send({ type: 'filter', text: state.before, preview: false })],
};

export const alertsPrompts: readonly AlertsPrompt[] = [comment, length, confirm, filter];
