import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const ENTER = '\u001b[?1049h';
const LEAVE = '\u001b[?1049l';

type FullScreen = typeof import('../../src/terminal/full-screen.ts');

const written = vi.hoisted(() => [] as string[]);
vi.mock('node:fs', () => ({ writeSync: (_: number, text: string) => written.push(text) }));

let screen: FullScreen;

beforeEach(async () => {
  // The state is that of the one terminal of a process: each test has its own.
  vi.resetModules();
  screen = await import('../../src/terminal/full-screen.ts');
});
afterEach(() => void written.splice(0));

describe('the alternate screen', () => {
  it('is entered once, whoever is first', () => {
    expect(screen.entering()).toContain(ENTER);
    expect(screen.entering()).toBe('');
  });

  it('is not entered again where the launcher has', () => {
    screen.wasEntered();
    expect(screen.entering()).toBe('');
  });

  it('is left once, and not where it was never entered', () => {
    screen.leaveScreen();
    expect(written).toEqual([]);
    screen.entering();
    screen.leaveScreen();
    screen.leaveScreen();
    expect(written.join('').split(LEAVE)).toHaveLength(2);
  });

  it('is known to be left where somebody else has left it, and can be entered again', () => {
    screen.entering();
    screen.wasLeft();
    screen.leaveScreen();
    expect(written).toEqual([]);
    expect(screen.entering()).toContain(ENTER);
  });
});
