// The Ink application itself: keys as the terminal sends them, frames as Ink writes them.
import { stripVTControlCharacters } from 'node:util';
import { render } from 'ink-testing-library';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/lib/clock.ts';
import { App } from '../../src/screens/App.tsx';
import { contextFor } from '../../src/screens/context.ts';
import { buildRegistry } from '../../src/screens/index.ts';
import type { AppState, Effect } from '../../src/state/app.ts';
import type { Size } from '../../src/state/command.ts';
import { makeStore } from '../../src/state/store.ts';
import { initialState } from '../../src/state/update.ts';
import { recordedSession } from '../support/recorded.ts';
import { aLog } from '../support/session.ts';

const ESC = '\u001b';
/** Patience on a busy machine; a quick one never waits for it. */
const PATIENCE = { timeout: 10_000, interval: 20 };

// The application must be gone before its session is closed, also after a test that failed.
let unmount = (): void => undefined;
afterEach(() => unmount());

function started(screen = 'logs') {
  const session = recordedSession([aLog(1, { message: 'anchor queue depth increasing', level: 'warn' }), aLog(2, { message: 'receipt emitted' })]);
  const registry = buildRegistry({});
  const size: Size = { columns: 100, rows: 24 };
  const effects: Effect[] = [];
  const contextOf = (app: AppState) => contextFor(app, { session, registry, clock: systemClock, unicode: true }, size);
  const store = makeStore(initialState(registry, screen), registry, contextOf, (effect) => effects.push(effect));
  const facts = () => ({ stalled: false, trouble: undefined, recording: true });
  const app = { session, registry, store, clock: systemClock, fps: 20, dataFps: 20, surface: undefined, unicode: true, facts, onSize: () => undefined, onSuspender: () => undefined };
  const ink = render(<App {...app} />);
  unmount = ink.unmount;
  // In a terminal the frames are coloured.
  const shows = (text: string | RegExp) => vi.waitFor(() => expect(stripVTControlCharacters(ink.lastFrame() ?? '')).toMatch(text), PATIENCE);
  return { ...ink, effects, store, shows };
}

describe('the application in Ink', () => {
  it('draws the screen and follows its digits', async () => {
    const { shows, stdin } = started();
    await shows('anchor queue depth increasing');
    stdin.write('7');
    await shows(/source +kind/);
  });

  it('takes keys that arrive in one piece one by one', async () => {
    const { shows, stdin } = started();
    await shows('anchor queue');
    stdin.write('frece');
    await shows(/filter ▸ rece/);
    stdin.write('\r');
    await shows('filter: rece');
  });

  it('pastes into a prompt only', async () => {
    const { shows, stdin, store, effects } = started();
    await shows('anchor queue');
    stdin.write(`${ESC}[200~Qq7${ESC}[201~`);
    await shows('Pasted text is taken in a prompt only');
    expect(store.get().screen).toBe('logs');
    expect(effects).toEqual([]);
  });

  it('runs no command from what a terminal answers', async () => {
    const { shows, stdin, store, effects } = started();
    await shows('anchor queue');
    stdin.write(']52;c;cXE=');
    await shows('Pasted text');
    expect(store.get()).toMatchObject({ screen: 'logs', prompt: undefined });
    expect(effects).toEqual([]);
  });
});
