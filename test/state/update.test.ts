import { describe, expect, it, vi } from 'vitest';
import { buildRegistry } from '../../src/screens/index.ts';
import type { Seq } from '../../src/model/signal.ts';
import type { Effect } from '../../src/state/app.ts';
import { makeStore } from '../../src/state/store.ts';
import { initialState, updateAll } from '../../src/state/update.ts';
import { Driver } from '../support/driver.ts';
import { recordedSession } from '../support/recorded.ts';
import { aLog, at } from '../support/session.ts';

const registry = buildRegistry({});

describe('the application', () => {
  it('begins following, with every panel in its own first state', () => {
    const state = initialState(registry, 'overview');
    expect(state).toMatchObject({ screen: 'overview', trail: [], focus: 0, playhead: { mode: 'follow' }, prompt: undefined, toast: undefined, quitting: false });
    expect(Object.keys(state.panels)).toEqual([...registry.panels.keys()]);
  });

  it('never changes a state that it was given', () => {
    const driver = new Driver(recordedSession([aLog(1), aLog(2)]));
    const before = deepFrozen(driver.app);
    const events = [
      { type: 'show', screen: 'metrics' }, { type: 'back' }, { type: 'focus', direction: -1 }, { type: 'time', time: { zone: 'local' } }, { type: 'ask-quit' }, { type: 'quiet' },
      { type: 'reveal', screen: 'logs', row: { at: at(1), seq: 3 as Seq } }, { type: 'prompt', open: 'global.jump', text: 'now' }, { type: 'toast', text: 'hello', tone: 'good' },
      { type: 'panel', panel: 'logs', event: { type: 'mark' } },
    ] as const;
    expect(() => updateAll(before, events, registry, (app) => driver.context(app))).not.toThrow();
  });

  it('lets an event see what the events before it did', () => {
    const driver = new Driver(recordedSession([aLog(1), aLog(2), aLog(3)]), { screen: 'overview' });
    driver.dispatch([{ type: 'show', screen: 'logs' }, { type: 'panel', panel: 'logs', event: { type: 'oldest' } }, { type: 'panel', panel: 'logs', event: { type: 'move', rows: 1 } }]);
    expect(driver.panel<{ list: { cursor: { at: number } } }>('logs').list.cursor.at).toBe(at(2));
  });

  it('ignores events for panels that it does not have', () => {
    const driver = new Driver(recordedSession([aLog(1)]));
    const before = driver.app;
    driver.dispatch([{ type: 'panel', panel: 'nowhere', event: {} }]);
    expect(driver.app).toBe(before);
  });

  it('shows a row of the session on another screen, with the time cursor on it', () => {
    const driver = new Driver(recordedSession([aLog(1), aLog(2), aLog(3)]), { screen: 'overview' });
    const row = { at: at(2), seq: 5 as Seq };
    driver.dispatch([{ type: 'reveal', screen: 'logs', row }]);
    expect(driver.app).toMatchObject({ screen: 'logs', trail: ['overview'], time: { cursor: at(2) } });
    expect(driver.panel<{ list: { cursor: unknown } }>('logs').list.cursor).toEqual(row);
    expect(driver.dispatch([{ type: 'reveal', screen: 'start', row }]).app.screen).toBe('start');
  });

  it('remembers only so many screens to go back to', () => {
    const driver = new Driver(recordedSession([aLog(1)]));
    driver.dispatch(Array.from({ length: 60 }, (_, index) => ({ type: 'show' as const, screen: `screen-${index}` })));
    expect(driver.app.trail.length).toBe(20);
    expect(driver.screen().join('\n')).toContain('No screen is called screen-59.');
  });

  it('hands effects out in order and keeps none', () => {
    const effects: Effect[] = [{ kind: 'repaint' }, { kind: 'copy', text: 'x' }];
    const driver = new Driver(recordedSession([aLog(1)]));
    driver.dispatch(effects.map((effect) => ({ type: 'effect', effect })));
    expect(driver.effects).toEqual(effects);
  });
});

describe('the store', () => {
  function store(perform: (effect: Effect) => void = () => undefined) {
    const driver = new Driver(recordedSession([aLog(1)]));
    return makeStore(driver.app, registry, (app) => driver.context(app), perform);
  }

  it('tells its listeners of a change, and of nothing else', () => {
    const made = store();
    const heard = vi.fn<() => void>();
    const leave = made.subscribe(heard);
    made.dispatch([{ type: 'quiet' }, { type: 'effect', effect: { kind: 'repaint' } }]);
    expect(heard).not.toHaveBeenCalled();
    made.dispatch([{ type: 'show', screen: 'metrics' }]);
    expect(heard).toHaveBeenCalledTimes(1);
    leave();
    made.dispatch([{ type: 'show', screen: 'logs' }]);
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it('performs an effect after the state that goes with it is in place', () => {
    const seen: string[] = [];
    const made = store((effect) => seen.push(`${effect.kind} on ${made.get().screen}`));
    made.dispatch([{ type: 'effect', effect: { kind: 'repaint' } }, { type: 'show', screen: 'metrics' }]);
    expect(seen).toEqual(['repaint on metrics']);
  });
});

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFrozen(inner);
  }
  return value;
}
