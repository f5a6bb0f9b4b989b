// The prompts of the Timeline: which kinds are shown, and which id is followed.
import { many } from '../../lib/format.ts';
import { TIMELINE_KINDS } from '../../model/timeline.ts';
import type { CommandContext, PromptOption } from '../../state/command.ts';
import type { PanelPrompt, Send } from '../../state/panel.ts';
import type { RowId } from '../ids.ts';
import type { TimelineEvent } from './events.ts';
import { loadTimeline } from './load.ts';
import type { TimelineState } from './state.ts';

type TimelinePrompt = PanelPrompt<TimelineState, TimelineEvent>;

const kinds: TimelinePrompt = {
  id: 'timeline.kinds',
  label: 'kinds',
  check: (text) => ({ ok: false, message: `No kind is called "${text}".` }),
  submit: () => [],
  options: (text, state, context, send) => [
    ...TIMELINE_KINDS.filter((kind) => kind.startsWith(text.toLowerCase())).map((kind): PromptOption => {
      const rows = loadTimeline(context, state).timeline.entries.filter((entry) => entry.kind === kind).length;
      const off = state.off.includes(kind);
      return { title: `${off ? 'show' : 'hide'} ${kind}`, detail: `${many(rows, 'row')}${off ? ', off now' : ''}`, events: [send({ type: 'kind', kind })] };
    }),
    ...(state.off.length === 0 || text !== '' ? [] : [{ title: 'show all kinds', events: [send({ type: 'kind', kind: 'all' })] }]),
  ],
};

const follow: TimelinePrompt = {
  id: 'timeline.follow',
  label: 'follow',
  check: (text) => (parseId(text) === undefined ? { ok: false, message: 'Choose one, or write it as trace_id=9f3c or service=api.' } : { ok: true }),
  submit: (text, _state, context, send) => {
    const id = parseId(text);
    return id === undefined ? [] : followed(id, context, send);
  },
  options: (text, state, context, send) =>
    // What is written as key=value is meant as it is written.
    text.includes('=')
      ? []
      : state.offered
          .filter(({ key, value }) => `${key} ${value}`.toLowerCase().includes(text.toLowerCase()))
          .map((id) => ({ title: `${id.key} ${id.value}`, events: followed(id, context, send) })),
};

export const timelinePrompts: readonly TimelinePrompt[] = [kinds, follow];

/** `key=value` or `key:value`. */
function parseId(text: string): RowId | undefined {
  const found = /^\s*([\w.-]{1,64})\s*[=:]\s*(\S.{0,199}?)\s*$/u.exec(text);
  const [key, value] = [found?.[1], found?.[2]];
  return key === undefined || value === undefined ? undefined : { key, value };
}

function followed(id: RowId, context: CommandContext, send: Send<TimelineEvent>): ReturnType<NonNullable<TimelinePrompt['submit']>> {
  const { screen, time: { cursor } } = context.app;
  // From another screen the window is around what was looked at there.
  return [...(cursor === undefined || screen === 'timeline' ? [] : [send({ type: 'centre', at: cursor })]), send({ type: 'follow', id }), { type: 'show', screen: 'timeline' }];
}
