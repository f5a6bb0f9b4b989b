// What a panel is, as tests: every panel of the registry is held to them, whoever wrote it. Sessions from empty to hostile, sizes from
// one cell to a wall, and whatever an operator may press.
import { describe, expect, it } from 'vitest';
import { lineText, lineWidth, type Line } from '../../src/lib/line.ts';
import { seededRandom } from '../../src/lib/random.ts';
import type { Session } from '../../src/model/session.ts';
import type { AppEvent, AppState } from '../../src/state/app.ts';
import type { Command, CommandContext, Size } from '../../src/state/command.ts';
import type { Panel } from '../../src/state/panel.ts';
import type { Registry } from '../../src/state/registry.ts';
import { updateAll } from '../../src/state/update.ts';
import { Driver } from '../support/driver.ts';
import { FORBIDDEN, HOSTILE } from '../support/builders.ts';
import { deepFrozen, frozenAnswers } from '../support/frozen.ts';
import { RUNS } from '../support/runs.ts';

const SIZES: readonly Size[] = [[1, 1], [20, 5], [40, 10], [80, 21], [120, 37], [200, 57], [300, 77]].map(([columns = 0, rows = 0]) => ({ columns, rows }));

export interface PanelCase {
  readonly name: string;
  readonly session: () => Session;
  /** Commands pressed in one random walk. */
  readonly steps: number;
}

/** Global commands that change what a panel is shown, not where one is. */
const TIMES = ['global.pause', 'global.step-back', 'global.step-forward', 'global.zoom-in', 'global.zoom-out', 'global.zone', 'global.faster', 'global.live'];

export function describePanel(panel: Panel, registry: Registry, cases: readonly PanelCase[]): void {
  const own = registry.commands.filter((command) => command.scope === `panel:${panel.id}`);
  const times = registry.commands.filter((command) => TIMES.includes(command.id));

  describe.each(cases)(`panel ${panel.id}, $name`, ({ session, steps }) => {
    it('draws what fits, at every size, and nothing that acts on a terminal', () => {
      const bench = new Bench(panel, registry, session());
      expect(SIZES.flatMap((size) => bench.faults(size))).toEqual([]);
    });

    it('takes each of its commands from its first state', () => {
      const faults = own.flatMap((command, index) => {
        const bench = new Bench(panel, registry, session());
        bench.run(command, sizeAt(index));
        return bench.faults(sizeAt(index)).map((fault) => `${command.id}: ${fault}`);
      });
      expect(faults).toEqual([]);
    });

    it.each(Array.from({ length: RUNS }, (_, index) => index + 1))('takes commands in any order (%i)', (seed) => {
      const random = seededRandom(seed);
      const bench = new Bench(panel, registry, session());
      const faults: string[] = [];
      for (let step = 0; step < steps; step += 1) {
        const command = pick(random, [...own, ...own, ...times]);
        const size = pick(random, SIZES);
        if (command !== undefined && size !== undefined) bench.run(command, size);
        if (size !== undefined) faults.push(...bench.faults(size).map((fault) => `${step} ${command?.id}: ${fault}`));
      }
      expect(faults).toEqual([]);
    });

    it('takes any text in its prompts', () => {
      const bench = new Bench(panel, registry, session());
      const size = { columns: 80, rows: 21 };
      const faults = panel.prompts.flatMap((prompt) =>
        ['level>=error', 'a b', '/x/', '(', ...HOSTILE].slice(0, steps).flatMap((text) => {
          const context = bench.context(size);
          prompt.complete?.(text, text.length, context);
          prompt.options?.(text, context);
          const check = prompt.check(text, context);
          if (prompt.change !== undefined) bench.dispatch(prompt.change(text, context), size);
          if (check.ok) bench.dispatch(prompt.submit(text, context), size);
          else bench.dispatch(prompt.cancel?.(context) ?? [], size);
          return bench.faults(size).map((fault) => `${prompt.id} ${JSON.stringify(text)}: ${fault}`);
        }),
      );
      expect(faults).toEqual([]);
    });

    it('can be sent to any row that exists, and to one that does not', () => {
      const bench = new Bench(panel, registry, session());
      const size = { columns: 120, rows: 37 };
      const context = bench.context(size);
      const rows = session().logs(context.frame, { direction: 'older', limit: 6 }).rows;
      const places = [...rows, { at: context.frame.head.learned, seq: context.frame.head.seq }];
      for (const { at, seq } of places) {
        bench.reveal({ at, seq }, size);
        expect(bench.faults(size)).toEqual([]);
      }
    });

    it('selects the same model twice', () => {
      const bench = new Bench(panel, registry, session());
      const size = { columns: 120, rows: 37 };
      expect(bench.select(size)).toEqual(bench.select(size));
    });
  });
}

class Bench {
  #app: AppState;
  readonly #driver: Driver;
  readonly #panel: Panel;
  readonly #registry: Registry;

  constructor(panel: Panel, registry: Registry, session: Session) {
    this.#panel = panel;
    this.#registry = registry;
    this.#driver = new Driver(frozenAnswers(session), { registry, screen: panel.id });
    this.#app = deepFrozen(this.#driver.app);
  }

  context(size: Size, app: AppState = this.#app): CommandContext {
    return { ...this.#driver.context(app), size };
  }

  dispatch(events: readonly AppEvent[], size: Size): void {
    const [next] = updateAll(this.#app, deepFrozen(events), this.#registry, (app) => this.context(size, app));
    // Whatever a command wanted besides, the panel under test stays in front.
    this.#app = deepFrozen({ ...next, screen: this.#panel.id, prompt: undefined });
  }

  run(command: Command, size: Size): void {
    this.#driver.clock.advance(700);
    const context = this.context(size);
    const allowed = command.when?.(context) ?? true;
    if (allowed !== true && allowed.trim() === '') throw new Error(`${command.id} gives no reason`);
    this.dispatch(command.run(context), size);
  }

  reveal(row: { readonly at: CommandContext['frame']['head']['learned']; readonly seq: CommandContext['frame']['head']['seq'] }, size: Size): void {
    const state = this.#panel.reveal(this.#app.panels[this.#panel.id], row, this.context(size));
    this.#app = deepFrozen({ ...this.#app, panels: { ...this.#app.panels, [this.#panel.id]: state } });
  }

  select(size: Size): unknown {
    return deepFrozen(this.#panel.select(deepFrozen(this.context(size)), this.#app.panels[this.#panel.id], size));
  }

  /** What is wrong with what the panel draws now. */
  faults(size: Size): readonly string[] {
    const model = this.select(size);
    return [true, false].flatMap((focused) => lineFaults(this.#panel.lines(model, size, focused), size));
  }
}

function lineFaults(lines: readonly Line[], size: Size): readonly string[] {
  const where = `${size.columns}x${size.rows}`;
  return [
    ...(lines.length > size.rows ? [`${where}: ${lines.length} lines`] : []),
    ...lines.flatMap((row, index) => (lineWidth(row) > size.columns ? [`${where}: row ${index} takes ${lineWidth(row)} cells: ${lineText(row).slice(0, 80)}`] : [])),
    ...lines.flatMap((row, index) => row.spans.filter(({ text }) => FORBIDDEN.test(text)).map(({ text }) => `${where}: row ${index} holds ${JSON.stringify(text.slice(0, 80))}`)),
  ];
}

function sizeAt(index: number): Size {
  return SIZES[index % SIZES.length] ?? { columns: 80, rows: 21 };
}

function pick<T>(random: () => number, list: readonly T[]): T | undefined {
  return list[Math.floor(random() * list.length)];
}
