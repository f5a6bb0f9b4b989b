// Looks at a session while it grows, through every panel and in whatever state some random keys left it, and later asks the closed file
// for the same. What differs is told with all that is needed to see it again.
import { AssertionError, deepStrictEqual } from 'node:assert';
import { isDeepStrictEqual } from 'node:util';
import { seededRandom } from '../../src/lib/random.ts';
import type { Head, Session } from '../../src/model/session.ts';
import type { AppState } from '../../src/state/app.ts';
import type { CommandContext, Size } from '../../src/state/command.ts';
import { resolveFrame, spanAt } from '../../src/state/frame.ts';
import { pausedAt } from '../../src/state/playhead.ts';
import type { Registry } from '../../src/state/registry.ts';
import { updateAll } from '../../src/state/update.ts';
import { Driver } from './driver.ts';

interface Seen {
  readonly context: CommandContext;
  readonly panel: string;
  readonly state: unknown;
  readonly model: unknown;
}

/** One of a panel's own events, and what it made of the state before. */
interface Moved {
  readonly context: CommandContext;
  readonly panel: string;
  readonly before: unknown;
  readonly event: unknown;
  readonly after: unknown;
}

const SIZES: readonly Size[] = [{ columns: 40, rows: 10 }, { columns: 80, rows: 21 }, { columns: 120, rows: 37 }, { columns: 200, rows: 57 }];
const FILTERS = ['level>=warn', 'service:guardian', '-service:mesh "request"', 'msg~/anchor|queue/', 'duration_ms>100', 'nothing-has-this'];

export class ReplayProbe {
  readonly heads: Head[] = [];
  readonly seen: Seen[] = [];
  readonly moved: Moved[] = [];
  readonly #registry: Registry;
  readonly #random: () => number;
  readonly #driver: Driver;
  readonly #session: Session;
  #size: Size = { columns: 80, rows: 21 };

  constructor(session: Session, registry: Registry, seed: number) {
    this.#session = session;
    this.#registry = registry;
    this.#random = seededRandom(seed);
    this.#driver = new Driver(session, { registry, screen: 'overview' });
  }

  /** Right after a commit: some keys, then every panel at the head, and one of them at a head of long ago. */
  look(head: Head): void {
    this.heads.push(head);
    this.#size = this.#pick(SIZES);
    if (this.#random() < 0.6) this.#press();
    for (const panel of this.#registry.panels.keys()) this.#select(panel, this.#driver.app);
    this.#select(this.#pick([...this.#registry.panels.keys()]), { ...this.#driver.app, playhead: pausedAt(this.#pick(this.heads)) });
  }

  /** Asks the closed file for everything seen. `run` names the run where something differs. */
  compare(file: Session, run: string): void {
    const closed = unbounded(file);
    for (const head of this.heads) same(closed.headOf(head.seq), head, `${run}: head ${head.seq}`);
    for (const one of this.seen) {
      const again = this.#registry.panels.get(one.panel)?.select(replayed(one.context, closed), one.state, one.context.size);
      same(again, one.model, `${run}: ${one.panel} at head ${one.context.frame.head.seq}, asked ${one.context.frame.asked}, ${one.context.size.columns}x${one.context.size.rows}, in state ${JSON.stringify(one.state)}`);
    }
    for (const one of this.moved) {
      const again = this.#registry.panels.get(one.panel)?.update(one.before, one.event, replayed(one.context, closed));
      same(again, one.after, `${run}: ${one.panel} after ${JSON.stringify(one.event)} at head ${one.context.frame.head.seq}, in state ${JSON.stringify(one.before)}`);
    }
  }

  #select(panel: string, app: AppState): void {
    const context = this.#context(app);
    const state = app.panels[panel];
    const model = this.#registry.panels.get(panel)?.select(context, state, context.size);
    this.seen.push({ context, panel, state, model });
  }

  #press(): void {
    const commands = this.#registry.commands.filter(({ scope, id }) => scope !== 'global' || /^global\.(?:pause|step|zoom|zone|live)/.test(id));
    const command = this.#pick(commands);
    const app = this.#random() < 0.15 ? this.#filtered() : this.#driver.app;
    const events = command.run(this.#context(app)).filter(({ type }) => type === 'panel' || type === 'time' || type === 'playhead');
    let now = app;
    for (const event of events) {
      const context = this.#context(now);
      const before = now;
      [now] = updateAll(now, [event], this.#registry, (state) => this.#context(state));
      if (event.type === 'panel') this.moved.push({ context, panel: event.panel, before: before.panels[event.panel], event: event.event, after: now.panels[event.panel] });
    }
    this.#driver.app = now;
  }

  #filtered(): AppState {
    const context = this.#context(this.#driver.app);
    const events = this.#registry.prompts.get(this.#pick(['logs.filter', 'logs.search']))?.submit(this.#pick(FILTERS), context) ?? [];
    const [app] = updateAll(this.#driver.app, events, this.#registry, (state) => this.#context(state));
    return app;
  }

  #context(app: AppState): CommandContext {
    const frame = resolveFrame(app.playhead, app.time, this.#session, 0);
    return { ...this.#driver.context(app), frame, size: this.#size };
  }

  #pick<T>(list: readonly T[]): T {
    const chosen = list[Math.floor(this.#random() * list.length)];
    if (chosen === undefined) throw new RangeError('nothing to choose from');
    return chosen;
  }
}

/** Outside of what an incident file holds, panels say so instead of that there is nothing: the one thing that is not the same there. */
function unbounded(file: Session): Session {
  const { incident, ...info } = file.info();
  return incident === undefined ? file : { ...file, info: () => info };
}

/** The same place in the closed file: the head and what had been asked for by then, everything else read anew. */
function replayed(context: CommandContext, closed: Session): CommandContext {
  const { head, asked } = context.frame;
  const again = closed.headOf(head.seq);
  return { ...context, session: closed, frame: { head: again, asked, span: spanAt(closed, again, asked, context.app.time) } };
}

function same(again: unknown, live: unknown, where: string): void {
  if (isDeepStrictEqual(again, live)) return;
  try {
    deepStrictEqual(again, live);
  } catch (error) {
    throw error instanceof AssertionError ? new Error(`${where}\n${error.message}`, { cause: error }) : error;
  }
}
