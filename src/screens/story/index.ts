// Story: the incident as it will be told: chosen rows, notes, acts and follow-ups in order, each with its time.
import type { StoryRow } from '../../analysis/story/story.ts';
import { clockTime, dateTime, many } from '../../lib/format.ts';
import { BLANK, line, span, type Line } from '../../lib/line.ts';
import { own, padEnd, visible, wrapWords } from '../../lib/text.ts';
import type { Size } from '../../state/command.ts';
import { definePanel } from '../../state/panel.ts';
import { storyCommands, storyPrompts } from './commands.ts';
import { storyRows } from './rows.ts';
import { cursorIn, updateStory, type StoryEvent, type StoryState } from './state.ts';

interface StoryModel {
  readonly rows: readonly StoryRow[];
  readonly cursor: number;
  readonly zone: string;
}

const KINDS: Readonly<Record<StoryRow['kind'], string>> = { row: 'row', note: 'note', act: 'act', 'follow-up': 'to do' };
const TIME_CELLS = 10;
const KIND_CELLS = 8;
const MOST_TEXT = 2_000;
const MOST_LINES = 6;

function storyLines({ rows, cursor, zone }: StoryModel, { columns, rows: height }: Size, focused: boolean): readonly Line[] {
  if (rows.length === 0) {
    const words = own('Nothing is in the story yet. x takes a row of the timeline (5) into it, a writes a note, F adds what is left to do.');
    return [BLANK, ...wrapWords(words, Math.max(10, columns - 4), 4).map((text) => line(span(own('  ')), span(text, 'dim')))];
  }
  const open = rows.filter(({ kind, done }) => kind === 'follow-up' && !done).length;
  const added = rows.filter((row) => row.added).length;
  const day = rows[0] === undefined ? '' : dateTime(rows[0].at, zone).slice(0, 10);
  const title = line(span(own(` ${day}  ${many(rows.length, 'row')}`), 'dim'), ...(open > 0 ? [span(own(`  ${open} to do`), 'warn')] : []), ...(added > 0 ? [span(own(`  ${added} beside the sealed file`), 'dim')] : []));
  const block = (index: number): readonly Line[] => {
    const row = rows[index];
    return row === undefined ? [] : rowLines(row, index === cursor && focused, columns, zone);
  };
  return [title, ...around(block, cursor, Math.max(1, height - 1))];
}

function rowLines({ at, kind, text, done }: StoryRow, selected: boolean, columns: number, zone: string): readonly Line[] {
  const room = Math.max(10, columns - TIME_CELLS - KIND_CELLS - 3);
  const mark = kind === 'follow-up' ? (done ? '✔ ' : '□ ') : '';
  const texts = wrapWords(own(`${mark}${visible(text, MOST_TEXT)}`), room, MOST_LINES);
  return texts.map((part, index) => {
    const time = index === 0 ? `${selected ? '›' : ' '}${clockTime(at, zone, 'seconds')}` : '';
    const spans = [span(padEnd(own(time), TIME_CELLS + 1), 'dim'), span(padEnd(own(index === 0 ? KINDS[kind] : ''), KIND_CELLS), KIND_STYLES[kind]), span(part, done ? 'dim' : 'plain')];
    return { ...line(...spans), selected };
  });
}

const KIND_STYLES = { row: 'accent', note: 'mark', act: 'good', 'follow-up': 'warn' } as const;

/** The block under the cursor stays in sight, at the end where those before it fill the panel; only what can be seen is laid out. */
function around(block: (index: number) => readonly Line[], cursor: number, height: number): readonly Line[] {
  let lines = block(cursor);
  for (let index = cursor - 1; index >= 0 && lines.length < height; index -= 1) lines = [...block(index), ...lines];
  if (lines.length >= height) return lines.slice(-height);
  let next = cursor + 1;
  for (let more = block(next); more.length > 0 && lines.length < height; more = block((next += 1))) lines = [...lines, ...more];
  return lines.slice(0, height);
}

export const storyPanel = definePanel<StoryState, StoryModel, StoryEvent>({
  id: 'story',
  title: 'Story',
  init: { chosen: undefined, removed: [] },
  update: updateStory,
  select: (context, state) => {
    const rows = storyRows(context);
    return { rows, cursor: cursorIn(rows, state), zone: context.zone };
  },
  lines: storyLines,
  commands: storyCommands,
  prompts: storyPrompts,
});
