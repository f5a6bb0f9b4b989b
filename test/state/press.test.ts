import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../src/lib/micros.ts';
import { buildRegistry } from '../../src/screens/index.ts';
import { FOLLOW } from '../../src/state/playhead.ts';
import { Driver } from '../support/driver.ts';
import { growingSession, recordedSession } from '../support/recorded.ts';
import { aLog, at } from '../support/session.ts';

function live(screen = 'overview'): Driver {
  const run = growingSession();
  for (const second of [1, 2, 3, 10]) run.commit(second, [aLog(second)]);
  return new Driver(run.session, { screen });
}

describe('a key', () => {
  it('that nobody claims says so and changes nothing', () => {
    const driver = live();
    const before = driver.app;
    driver.press('%');
    expect(driver.toast).toBe('% does nothing here. ? shows the keys.');
    expect({ ...driver.app, toast: undefined }).toEqual(before);
  });

  it('takes away what the one before had said', () => {
    const driver = live().press('%', '1');
    expect(driver.toast).toBeUndefined();
  });

  it('goes to the panel first and falls through where the panel cannot use it', () => {
    const driver = live('overview').press('2', 'f').type('message').press('enter', 'esc');
    expect(driver.app.screen).toBe('logs');
    expect(driver.panel<{ filter: unknown }>('logs').filter).toBeUndefined();
    expect(driver.press('esc').app.screen).toBe('overview');
  });

  it('says why not where no scope can use it', () => {
    expect(live('overview').press('esc').toast).toBe('Go back: this is the first screen');
    expect(live('logs').press('n').toast).toBe('Next hit: nothing is being searched; / searches');
  });

  it('never reaches a command while a prompt is open', () => {
    const driver = live('logs').press('f').type('q?1Q');
    expect(driver.app.screen).toBe('logs');
    expect(driver.effects).toEqual([]);
    expect(driver.app.prompt?.editor.text).toBe('q?1Q');
  });

  it('works by the operator’s own choice of keys', () => {
    const run = recordedSession([aLog(0)]);
    const driver = new Driver(run, { registry: buildRegistry({ 'global.show-metrics': ['x'] }) });
    expect(driver.press('3').toast).toBe('3 does nothing here. ? shows the keys.');
    expect(driver.press('x').app.screen).toBe('metrics');
  });
});

describe('pasted text', () => {
  it('goes into an open prompt as one line', () => {
    const driver = live('logs').press('f').paste('service:api\nlevel>=warn\u001b[2J');
    expect(driver.app.prompt?.editor.text).toBe('service:api level>=warn[2J');
  });

  it('never runs commands', () => {
    const driver = live().paste('qqQ2');
    expect(driver.effects).toEqual([]);
    expect(driver.app.screen).toBe('overview');
    expect(driver.toast).toContain('taken in a prompt only');
  });
});

describe('quitting', () => {
  it('asks once while it records, and any other key stays', () => {
    const driver = live().press('q');
    expect(driver.effects).toEqual([]);
    expect(driver.toast).toContain('q again quits');
    driver.press('j', 'q');
    expect(driver.effects).toEqual([]);
    expect(driver.press('q').effects).toEqual([{ kind: 'quit', code: 0 }]);
  });

  it('asks nothing in a replay, and with Q nowhere', () => {
    expect(new Driver(recordedSession([aLog(0)])).press('q').effects).toEqual([{ kind: 'quit', code: 0 }]);
    expect(live().press('Q').effects).toEqual([{ kind: 'quit', code: 0 }]);
  });

  it('by Ctrl+C takes two presses and tells a shell so; in a prompt it closes the prompt', () => {
    const driver = live('logs').press('f', 'ctrl+c');
    expect(driver.app.prompt).toBeUndefined();
    expect(driver.press('ctrl+c').effects).toEqual([]);
    expect(driver.press('ctrl+c').effects).toEqual([{ kind: 'quit', code: 130 }]);
  });
});

describe('going to and fro', () => {
  it('comes back the way one went, each screen once', () => {
    const driver = live().press('2', '3', '7', '2');
    expect(driver.app.trail).toEqual(['overview', 'metrics', 'sources']);
    expect(driver.press('esc').app.screen).toBe('sources');
    expect(driver.press('backspace').app.screen).toBe('metrics');
    expect(driver.press('esc').app.screen).toBe('overview');
    expect(driver.press('esc').toast).toContain('this is the first screen');
  });

  it('opens help for the screen one is on, and closes it with the same key', () => {
    const driver = live().press('7', '?');
    expect(driver.app.screen).toBe('help');
    expect(driver.screen()[2]).toBe(' Sources');
    expect(driver.press('?').app.screen).toBe('sources');
  });

  it('gives the keys to the other pane of a wide screen and back', () => {
    const driver = live('logs');
    driver.size = { columns: 200, rows: 40 };
    expect(driver.screen().at(-1)).toContain('/ search');
    expect(driver.press('tab').screen().at(-1)).toContain('chart');
    expect(driver.press('tab').screen().at(-1)).toContain('/ search');
    expect(driver.press('shift+tab').screen().at(-1)).toContain('chart');
    expect(driver.press('shift+tab').screen().at(-1)).toContain('/ search');
    driver.size = { columns: 80, rows: 24 };
    expect(driver.press('tab').screen().at(-1)).toContain('/ search');
  });
});

describe('time for all panels together', () => {
  it('freezes with Space, plays on with Space, and freezes again', () => {
    const driver = live().press('space');
    expect(driver.app.playhead.mode).toBe('paused');
    // At the newest commit of a growing session there is nothing to play: it follows again.
    expect(driver.press('space').app.playhead).toEqual(FOLLOW);
    expect(driver.press(',', 'space').app.playhead.mode).toBe('playing');
    expect(driver.press('space').app.playhead.mode).toBe('paused');
  });

  it('steps over stretches in which nothing was learned', () => {
    const driver = live().press(',');
    const learned = (): number => (driver.context().frame.head.learned - at(0)) / 1_000_000;
    expect(learned()).toBe(3);
    expect([driver.press(','), learned()][1]).toBe(2);
    expect([driver.press(',', ',', ',', ','), learned()][1]).toBe(0);
    expect([driver.press('.'), learned()][1]).toBe(1);
    expect([driver.press('.', '.', '.'), learned()][1]).toBe(10);
    expect([driver.press('.'), learned()][1]).toBe(10);
    expect(driver.app.playhead.mode).toBe('paused');
  });

  it('plays faster and slower from where it is', () => {
    const driver = live().press(',', ',', '>');
    expect(driver.app.playhead).toMatchObject({ mode: 'playing', speed: 2 });
    expect(driver.press('>', '>').app.playhead).toMatchObject({ speed: 8 });
    expect(driver.press('<').app.playhead).toMatchObject({ speed: 4 });
  });

  it('zooms, changes the zone, and returns to live with everything as it was', () => {
    const driver = live().press('Z', 'Z', 'T');
    expect(driver.app.time).toMatchObject({ window: 15 * MINUTE, zone: 'local' });
    expect(driver.press('T', 'z', ',', 'L').app.time).toMatchObject({ end: 'head', window: 'auto', cursor: undefined, zone: 'utc' });
    expect(driver.app.playhead).toEqual(FOLLOW);
  });

  it('jumps to an event time: the picture goes there, and the playhead too where it was seen live', () => {
    const driver = live().press('t').type('14:00:02').press('enter');
    expect(driver.app.time.cursor).toBe(at(2));
    expect(driver.context().frame.head.learned).toBe(at(2));
    expect(driver.context().frame.span.to).toBeGreaterThan(at(2));
    expect(driver.app.playhead.mode).toBe('paused');
  });

  it('refuses what is no time and keeps the prompt open', () => {
    const driver = live().press('t').type('yesterdayish').press('enter');
    expect(driver.app.prompt?.refused).toContain('14:35');
    expect(driver.screen().join('\n')).toContain('Write a time as');
    expect(driver.press('esc').app.prompt).toBeUndefined();
  });

  it('records a note at the time under the cursor', () => {
    const driver = live().press('a', 'enter');
    expect(driver.app.prompt?.refused).toBe('Write some words, or Esc.');
    driver.type('  disk full ').press('enter');
    expect(driver.effects).toEqual([{ kind: 'ask', ask: { kind: 'note', at: at(10), text: 'disk full' } }]);
    expect(driver.toast).toBe('Note recorded.');
    expect(new Driver(recordedSession([aLog(0)])).press('a').toast).toBe('Write a note: this session is closed');
  });

  it('records one also into what is closed, where that can be added to, and says why where not', () => {
    const session = recordedSession([aLog(0)]);
    const closed = (annotations: true | string) => new Driver({ ...session, info: () => ({ ...session.info(), annotations }) });
    expect(closed(true).press('a').type('seen later').press('enter').effects).toMatchObject([{ kind: 'ask', ask: { kind: 'note', text: 'seen later' } }]);
    expect(closed('the file is still being read').press('a').toast).toBe('Write a note: the file is still being read');
  });
});
