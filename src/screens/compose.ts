// The whole screen as lines: header, panes side by side, footer or prompt. One function serves the live program, `obs-tui frame`
// and the tests; Ink or the screen writer only paints what it returns.
import { asciiLine } from '../lib/ascii.ts';
import { BLANK, fitLine, inverted, lineWidth, span, words, type Line } from '../lib/line.ts';
import { own, wrapWords } from '../lib/text.ts';
import type { Session } from '../model/session.ts';
import type { CommandContext, PanelContext, Size } from '../state/command.ts';
import { shownChord } from '../state/keymap.ts';
import { focusedPanel } from '../state/press.ts';
import { panesOf, screenOf, type Registry } from '../state/registry.ts';
import { CHROME_ROWS, footerLines, headerLines, type ChromeFacts } from './chrome.ts';
import { promptLines } from './prompt-lines.ts';
import { replayRows, ruleLine, scrubLine } from './replay-lines.ts';

/** Below this nothing useful fits. */
const LEAST: Size = { columns: 40, rows: 10 };

/** Exactly `size.rows` lines of at most `size.columns` cells. */
export function composeScreen(context: CommandContext, registry: Registry, facts: ChromeFacts, size: Size): readonly Line[] {
  if (size.columns < LEAST.columns || size.rows < LEAST.rows) return tooSmall(size);
  const { app } = context;
  const definition = app.prompt === undefined ? undefined : registry.prompts.get(app.prompt.id);
  const below =
    app.prompt !== undefined && definition !== undefined
      ? promptLines(app.prompt, definition, context, size.columns).slice(-(size.rows - CHROME_ROWS))
      : footer(context, registry, size.columns);
  const { rule, bar } = replayRows(context.session, size);
  const header = [...headerLines(app, context, registry, facts, size.columns), ...(rule > 0 ? [ruleLine(context, size.columns)] : [])];
  const body = [
    ...paneLines(context, registry, bodySize(context.session, size)),
    ...(bar > 0 ? [scrubLine(context, size.columns, rule === 0)] : []),
  ];
  // An open prompt or a long message covers the bottom of the panes: they keep their size, so nothing moves while typing.
  const covered = body.slice(0, size.rows - header.length - below.length);
  const lines = [...header, ...covered, ...below].map((row) => fitLine(inverted(row, size.columns), size.columns));
  return context.unicode ? lines : lines.map(asciiLine);
}

/** Size of each pane of the current screen, main first. */
export function paneSizes(registry: Registry, screenId: string, session: Session, size: Size): readonly Size[] {
  return panesWithin(registry, screenId, bodySize(session, size));
}

/** What the chrome leaves to the panes. */
function bodySize(session: Session, size: Size): Size {
  const { rule, bar } = replayRows(session, size);
  return { columns: size.columns, rows: Math.max(1, size.rows - CHROME_ROWS - rule - bar) };
}

function panesWithin(registry: Registry, screenId: string, { columns, rows }: Size): readonly Size[] {
  const aside = screenOf(registry, screenId)?.aside;
  if (aside === undefined || columns < aside.minColumns) return [{ columns, rows }];
  return [{ columns: columns - aside.columns - 1, rows }, { columns: aside.columns, rows }];
}

function paneLines(context: CommandContext, registry: Registry, body: Size): readonly Line[] {
  const { app } = context;
  const screen = screenOf(registry, app.screen);
  if (screen === undefined) return fill([words(`No screen is called ${app.screen}.`, 'bad')], body.rows);
  const focused = focusedPanel(app, registry, body.columns);
  const sizes = panesWithin(registry, app.screen, body);
  const panes = panesOf(screen, body.columns).map((id, index) => {
    const size = sizes[index] ?? body;
    return { size, lines: fill(panelLines(id, context, registry, size, id === focused), size.rows) };
  });
  const [main, aside] = panes;
  if (main === undefined) return fill([], body.rows);
  if (aside === undefined) return main.lines;
  return main.lines.map((left, row) => beside(left, aside.lines[row] ?? BLANK, main.size.columns));
}

function panelLines(id: string, context: CommandContext, registry: Registry, size: Size, focused: boolean): readonly Line[] {
  const panel = registry.panels.get(id);
  if (panel === undefined) return [words(`No panel is called ${id}.`, 'bad')];
  const panelContext: PanelContext = context;
  const model = panel.select(panelContext, context.app.panels[id] ?? panel.init, size);
  return panel.lines(model, size, focused).map((row) => inverted(row, size.columns));
}

function beside(left: Line, right: Line, columns: number): Line {
  const fitted = fitLine(left, columns);
  const gap = span(own(' '.repeat(Math.max(0, columns - lineWidth(fitted)))));
  return { spans: [...fitted.spans, gap, span(own('│'), 'dim'), ...right.spans] };
}

function footer(context: CommandContext, registry: Registry, columns: number): readonly Line[] {
  const focused = focusedPanel(context.app, registry, columns);
  const hints = registry.commands
    .filter((command) => command.footer !== undefined && (command.scope === 'global' || command.scope === `panel:${focused}`))
    .filter((command) => (command.when?.(context) ?? true) === true)
    .toSorted((a, b) => (a.footer ?? 0) - (b.footer ?? 0))
    .map((command) => ({ key: shownChord(command.keys[0] ?? ''), word: command.short ?? command.title.toLowerCase() }));
  return footerLines(context.app, fitting(hints, columns), columns);
}

const MOST_HINTS = 6;

interface Hint {
  readonly key: string;
  readonly word: string;
}

/** Whole hints only, since a key without its word helps nobody; the last one, which leads to all the others, always stays. */
function fitting(hints: readonly Hint[], columns: number): readonly Hint[] {
  const last = hints.slice(-1);
  const room: Hint[] = [];
  let left = columns - last.reduce((cells, hint) => cells + hintCells(hint), 0);
  for (const hint of hints.slice(0, Math.min(hints.length, MOST_HINTS) - 1)) {
    left -= hintCells(hint);
    if (left < 0) break;
    room.push(hint);
  }
  return [...room, ...last];
}

function hintCells({ key, word }: Hint): number {
  return key.length + word.length + 3;
}

function tooSmall(size: Size): readonly Line[] {
  const text = `obs-tui needs ${LEAST.columns}x${LEAST.rows}, this is ${size.columns}x${size.rows}. Recording goes on.`;
  return fill(wrapWords(own(text), size.columns, size.rows).map((part) => words(part)), size.rows);
}

function fill(lines: readonly Line[], rows: number): readonly Line[] {
  if (lines.length >= rows) return lines.slice(0, rows);
  return [...lines, ...Array.from({ length: rows - lines.length }, () => BLANK)];
}

