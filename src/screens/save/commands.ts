// Keys of the Save screen, and the global one that opens it.
import { SEVERITIES, type Severity } from '../../model/incident.ts';
import type { AppEvent } from '../../state/app.ts';
import type { Command, CommandContext } from '../../state/command.ts';
import type { PanelCommand, Send } from '../../state/panel.ts';
import { isSaving, workIn } from '../incident-work.ts';
import { changed, editable, measure, writable, write } from './asking.ts';
import { formFor, type Looked } from './form.ts';
import { rangeText } from './range.ts';
import { nextLock, sealsOf } from './seals.ts';
import { fieldIn, fieldsOf, type Field } from './select.ts';
import type { SaveEvent, SaveForm, SaveState } from './state.ts';

type SaveCommand = PanelCommand<SaveState, SaveEvent>;
type Move = (index: number, length: number) => number;

/** `lookedOf` tells what other screens know that belongs into the file. */
export function saveCommand(lookedOf: (context: CommandContext) => Looked): Command {
  return {
    id: 'global.save', scope: 'global', title: 'Save the incident', keys: ['ctrl+o'],
    help: 'Prepares one file of what is looked at: title, range, sources, redaction and seal, with its size, before anything is written.',
    run: (context) => {
      const show: AppEvent = { type: 'show', screen: 'save' };
      if (isSaving(context.app)) return [show];
      // Measuring the form would end the work that is under way.
      const work = workIn(context.app);
      if (work !== undefined) return [{ type: 'toast', text: `Save the incident: ${work}`, tone: 'warn' }];
      const form = formFor(context, lookedOf(context));
      return [{ type: 'panel', panel: 'save', event: { type: 'open', form } }, show, measure(form)];
    },
  };
}

const moves: readonly SaveCommand[] = (
  [
    ['down', ['j', 'down'], 'Next field', 'below', (index) => index + 1],
    ['up', ['k', 'up'], 'Field before', 'above', (index) => index - 1],
    ['first', ['g', 'home'], 'Go to the first field', 'at the top', () => 0],
    ['last', ['G', 'end'], 'Go to Save', 'that saves', (_, length) => length - 1],
  ] as const satisfies readonly (readonly [string, readonly string[], string, string, Move])[]
).map(([id, keys, title, where, move]) => ({
  id: `save.${id}`, keys, title, help: `Moves the cursor to the field ${where}.`,
  run: (state, _context, send) => {
    const fields = fieldsOf(state.form);
    const next = fields[Math.max(0, Math.min(fields.length - 1, move(fieldIn(fields, state), fields.length)))];
    return next === undefined ? [] : [send({ type: 'field', field: next.key })];
  },
}));

function fieldUnder(state: SaveState): Field {
  const fields = fieldsOf(state.form);
  return fields[fieldIn(fields, state)] ?? { key: 'title' };
}

function act(state: SaveState, form: SaveForm, context: CommandContext, send: Send<SaveEvent>): readonly AppEvent[] {
  const field = fieldUnder(state);
  if ('source' in field) return changed(form, { withoutSources: toggled(form.withoutSources, field.source) }, send);
  switch (field.key) {
    case 'title':
      return [{ type: 'prompt', open: 'save.title', text: form.title }];
    case 'severity':
      return changed(form, { severity: nextSeverity(form.severity) }, send);
    case 'range':
      return [{ type: 'prompt', open: 'save.range', text: rangeText(form.range, context.frame.head.latest, context.zone) }];
    case 'redact':
      return form.redact ? [{ type: 'prompt', open: 'save.raw', text: '' }] : changed(form, { redact: true }, send);
    case 'sign':
      if (state.offers.key === undefined) return [{ type: 'toast', text: 'There is no key to sign with: `obs-tui incident key` makes one; R looks again.', tone: 'warn' }];
      return changed(form, { sign: !sealsOf(form, state.offers).sign }, send);
    case 'lock':
      return changed(form, { lock: nextLock(sealsOf(form, state.offers).lock, state.offers) }, send);
    case 'save':
      return write(state, send);
  }
}

function toggled(names: readonly string[], name: string): readonly string[] {
  return names.includes(name) ? names.filter((other) => other !== name) : [...names, name];
}

function nextSeverity(severity: Severity): Severity {
  return SEVERITIES[(SEVERITIES.indexOf(severity) + 1) % SEVERITIES.length] ?? severity;
}

const acts: readonly SaveCommand[] = [
  {
    id: 'save.act', keys: ['enter'], title: 'Change the field, or save', short: 'change', footer: 10,
    help: 'Asks for the title or the range, goes to the next severity, takes a source in or out, switches redaction and signature, chooses who can open it; on Save it writes the file.',
    when: (state, { app }) => (fieldUnder(state).key === 'save' ? writable(state, app) : editable(state, app)),
    run: (state, context, send) => (state.form === undefined ? [] : act(state, state.form, context, send)),
  },
  {
    id: 'save.write', keys: ['s'], title: 'Write the file', short: 'save', footer: 12,
    help: 'Saves what the form says, from any of its fields.',
    when: (state, { app }) => writable(state, app),
    run: (state, _context, send) => write(state, send),
  },
  {
    id: 'save.measure', keys: ['R'], title: 'Measure again',
    help: 'Counts anew what would be written and what would be redacted.',
    when: (state, { app }) => editable(state, app),
    run: ({ form }, _context, send) => (form === undefined ? [] : [send({ type: 'measure' }), measure(form)]),
  },
  {
    id: 'save.stop', keys: ['x'], title: 'Stop saving', short: 'stop', footer: 8,
    help: 'Stops writing; no half of a file stays.',
    when: ({ phase }) => (phase === 'saving' ? true : 'nothing is being written'),
    run: (_state, _context, send) => [send({ type: 'stop' }), { type: 'effect', effect: { kind: 'incident', request: { type: 'cancel' } } }],
  },
];

export const saveCommands: readonly SaveCommand[] = [...moves, ...acts];
