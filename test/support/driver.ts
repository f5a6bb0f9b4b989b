// Drives the application without a terminal: keys go in, the screen comes out as lines, effects are kept.
import { lineText, type Line } from '../../src/lib/line.ts';
import type { Session } from '../../src/model/session.ts';
import { contextFor } from '../../src/screens/context.ts';
import type { ChromeFacts } from '../../src/screens/chrome.ts';
import { composeScreen } from '../../src/screens/compose.ts';
import { buildRegistry } from '../../src/screens/index.ts';
import type { AppEvent, AppState, Effect } from '../../src/state/app.ts';
import type { CommandContext, Size } from '../../src/state/command.ts';
import { paste, press } from '../../src/state/press.ts';
import type { KeyPress } from '../../src/state/key-press.ts';
import type { Registry } from '../../src/state/registry.ts';
import { initialState, updateAll } from '../../src/state/update.ts';
import { ManualClock } from './manual-clock.ts';

export interface DriverOptions {
  readonly screen?: string;
  readonly size?: Size;
  readonly unicode?: boolean;
  readonly facts?: Partial<ChromeFacts>;
  readonly registry?: Registry;
}

/** Rows that a replay has around its panes besides those of a live session, from 30 rows on. */
const REPLAY_ROWS = 2;

/** The panes of a closed session on a screen that leaves them as many rows as `live` has there. */
export function replayedBody(live: Driver, session: Session, playhead: AppState['playhead']): readonly string[] {
  const later = new Driver(session, { screen: live.app.screen, size: { ...live.size, rows: live.size.rows + REPLAY_ROWS } });
  later.app = { ...live.app, playhead };
  return later.screen().slice(3, -2);
}

const NAMED: ReadonlySet<string> = new Set(['space', 'enter', 'esc', 'tab', 'backspace', 'delete', 'up', 'down', 'left', 'right', 'home', 'end', 'pgup', 'pgdn']);

export class Driver {
  app: AppState;
  size: Size;
  readonly effects: Effect[] = [];
  readonly clock = new ManualClock();
  readonly registry: Registry;
  readonly #session: Session;
  readonly #unicode: boolean;
  readonly #facts: ChromeFacts;

  constructor(session: Session, options: DriverOptions = {}) {
    this.#session = session;
    this.registry = options.registry ?? buildRegistry({});
    this.size = options.size ?? { columns: 120, rows: 40 };
    this.#unicode = options.unicode ?? true;
    this.#facts = { stalled: false, trouble: undefined, recording: true, ...options.facts };
    const first = initialState(this.registry, options.screen ?? 'logs');
    this.app = { ...first, time: { ...first.time, zone: 'utc' } };
  }

  context(app: AppState = this.app): CommandContext {
    return contextFor(app, { session: this.#session, registry: this.registry, clock: this.clock, unicode: this.#unicode }, this.size);
  }

  dispatch(events: readonly AppEvent[]): this {
    const [next, effects] = updateAll(this.app, events, this.registry, (app) => this.context(app));
    this.app = next;
    this.effects.push(...effects);
    return this;
  }

  /** Each chord as the keymap writes it. */
  press(...chords: readonly string[]): this {
    for (const chord of chords) this.dispatch(press(keyOf(chord), this.context(), this.registry, this.size.columns));
    return this;
  }

  /** Each character as a key of its own. */
  type(text: string): this {
    return this.press(...[...text].map((character) => (character === ' ' ? 'space' : character)));
  }

  paste(text: string): this {
    return this.dispatch(paste(text, this.context(), this.registry));
  }

  lines(): readonly Line[] {
    return composeScreen(this.context(), this.registry, this.#facts, this.size);
  }

  screen(): readonly string[] {
    return this.lines().map((row) => lineText(row).trimEnd());
  }

  /** The state of a panel, as that panel knows it. */
  panel<S>(id: string): S {
    return this.app.panels[id] as S;
  }

  get toast(): string | undefined {
    return this.app.toast?.text;
  }
}

function keyOf(chord: string): KeyPress {
  if (chord === 'space') return { chord, text: ' ' };
  return { chord, text: NAMED.has(chord) || (chord.length > 1 && chord.includes('+')) ? undefined : chord };
}
