// What the form asks for in words: the title, the range, whether redaction may be off, and the passphrase, twice.
import type { PromptCheck } from '../../state/command.ts';
import type { PanelPrompt } from '../../state/panel.ts';
import { changed, write } from './asking.ts';
import { parseRange, rangeWords } from './range.ts';
import type { SaveEvent, SaveState } from './state.ts';

type SavePrompt = PanelPrompt<SaveState, SaveEvent>;

const MOST_TITLE = 200;

const title: SavePrompt = {
  id: 'save.title', label: 'title',
  check: (text): PromptCheck => {
    if (text.trim() === '') return { ok: false, message: 'Write a title, or Esc.' };
    return text.trim().length > MOST_TITLE ? { ok: false, message: `At most ${MOST_TITLE} characters.` } : { ok: true };
  },
  submit: (text, { form }, _context, send) => (form === undefined ? [] : changed(form, { title: text.trim() }, send)),
};

const range: SavePrompt = {
  id: 'save.range', label: 'range',
  check: (text, { frame, zone }, { form }): PromptCheck => {
    if (form === undefined) return { ok: false, message: 'Nothing is being prepared.' };
    const parsed = parseRange(text, frame.head.latest, form.bounds, zone);
    return parsed.ok ? { ok: true, note: rangeWords(parsed.range, zone) } : parsed;
  },
  submit: (text, { form }, { frame, zone }, send) => {
    const parsed = form === undefined ? undefined : parseRange(text, frame.head.latest, form.bounds, zone);
    return form === undefined || parsed?.ok !== true ? [] : changed(form, { range: parsed.range }, send);
  },
};

const RAW_NOTE = 'Without redaction the file holds everything as it was recorded: tokens, passwords, addresses, names. Whoever gets the file gets them. Type raw.';

const raw: SavePrompt = {
  id: 'save.raw', label: 'raw?',
  check: (text): PromptCheck => (text.trim().toLowerCase() === 'raw' ? { ok: true, note: RAW_NOTE } : { ok: false, note: RAW_NOTE, message: 'Only raw switches redaction off; Esc leaves it on.' }),
  submit: (_text, { form }, _context, send) => (form === undefined ? [] : changed(form, { redact: false }, send)),
};

const LOCK_NOTE = 'Whoever knows it can open the file; without it nobody can. It is kept nowhere.';

const passphrase: SavePrompt = {
  id: 'save.passphrase', label: 'passphrase', masked: true,
  check: (text): PromptCheck => (text === '' ? { ok: false, note: LOCK_NOTE, message: 'Write a passphrase, or Esc.' } : { ok: true, note: LOCK_NOTE }),
  submit: (text, _state, _context, send) => [send({ type: 'typed', text }), { type: 'prompt', open: 'save.again', text: '' }],
};

const again: SavePrompt = {
  id: 'save.again', label: 'again', masked: true,
  check: (text, _context, { typed }): PromptCheck => (text === typed ? { ok: true } : { ok: false, message: 'It is not the same yet; Esc gives up.' }),
  submit: (text, state, _context, send) => write(state, send, text),
  cancel: (_state, _context, send) => [send({ type: 'typed' })],
};

export const savePrompts: readonly SavePrompt[] = [title, range, raw, passphrase, again];
