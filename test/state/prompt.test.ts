import { describe, expect, it } from 'vitest';
import { FOLLOW } from '../../src/state/playhead.ts';
import { Driver } from '../support/driver.ts';
import { sharedSession } from '../support/recorded.ts';
import { aLog } from '../support/session.ts';

interface Logs {
  readonly filter: { readonly text: string } | undefined;
  readonly search: { readonly text: string } | undefined;
}

const session = sharedSession((run) => {
  run.commit(1, [aLog(1, { service: 'api', attributes: { path: '/health' } }), aLog(2, { level: 'error', service: 'db' })]);
  run.finish();
});

function driver(): Driver {
  return new Driver(session(), { screen: 'logs' });
}

function text(of: Driver): string | undefined {
  return of.app.prompt?.editor.text;
}

describe('editing in a prompt', () => {
  it('moves, deletes and kills as a shell does', () => {
    const edited = driver().press('f').type('service:api level').press('left', 'delete', 'home', 'delete', 'end', 'backspace');
    expect(text(edited)).toBe('ervice:api lev');
    expect(text(edited.press('ctrl+w'))).toBe('ervice:api ');
    expect(text(edited.press('home', 'right', 'ctrl+k'))).toBe('e');
    expect(text(edited.press('ctrl+u'))).toBe('');
    expect(text(edited.press('pgup', 'ctrl+x'))).toBe('');
  });

  it('completes a name at the caret with Tab', () => {
    expect(text(driver().press('f').type('serv').press('tab'))).toBe('service:');
    expect(text(driver().press('f').type('pat').press('tab'))).toBe('path:');
    expect(text(driver().press('f').type('level>=w').press('tab'))).toBe('level>=warn');
    expect(text(driver().press('f').type('zzz').press('tab'))).toBe('zzz');
    expect(text(driver().press('t').type('14').press('tab'))).toBe('14');
  });

  it('starts with what is in force, so that a filter is refined and not typed again', () => {
    const refined = driver().press('f').type('service:api').press('enter', 'f');
    expect(text(refined)).toBe('service:api');
  });
});

describe('a live preview', () => {
  it('follows every change that can be read, and keeps the last one that could', () => {
    const preview = driver().press('f').type('service:db');
    expect(preview.panel<Logs>('logs').filter?.text).toBe('service:db');
    preview.type('(');
    expect(preview.panel<Logs>('logs').filter?.text).toBe('service:db');
    expect(preview.press('backspace').type(' level>=error').panel<Logs>('logs').filter?.text).toBe('service:db level>=error');
  });

  it('is undone by Esc and by Ctrl+C, back to the filter before', () => {
    const kept = driver().press('f').type('service:db').press('enter');
    for (const way of ['esc', 'ctrl+c']) {
      kept.press('f', 'ctrl+u').type('service:api').press(way);
      expect(kept.app.prompt).toBeUndefined();
      expect(kept.panel<Logs>('logs').filter?.text).toBe('service:db');
    }
  });

  it('becomes the filter with Enter, and an empty line clears it', () => {
    const cleared = driver().press('f').type('service:db').press('enter', 'f', 'ctrl+u', 'enter');
    expect(cleared.panel<Logs>('logs').filter).toBeUndefined();
    expect(cleared.press('f').type('service:api').press('esc').panel<Logs>('logs').filter).toBeUndefined();
  });
});

describe('Enter', () => {
  it('keeps a prompt open whose text is wrong, and the next key takes the reproach away', () => {
    const refused = driver().press('f').type('level>=').press('enter');
    expect(refused.app.prompt?.refused).toBeDefined();
    expect(refused.type('warn').app.prompt?.refused).toBeUndefined();
    expect(refused.press('enter').app.prompt).toBeUndefined();
  });

  it('on a broken regular expression in a search changes nothing', () => {
    const refused = driver().press('/').type('/(').press('enter');
    expect(refused.app.prompt?.refused).toBeDefined();
    expect(refused.panel<Logs>('logs').search).toBeUndefined();
  });
});

describe('the palette', () => {
  it('finds a command by some of its letters and runs it', () => {
    const ran = driver().press(':').type('gomet').press('enter');
    expect(ran.app.screen).toBe('metrics');
    expect(ran.app.prompt).toBeUndefined();
  });

  it('goes to the screen of a panel’s command first, so that what happens can be seen', () => {
    const ran = driver().press('1', 'ctrl+p').type('filter rows').press('enter');
    expect(ran.app.screen).toBe('logs');
    expect(ran.app.prompt?.id).toBe('logs.filter');
  });

  it('chooses with the arrows, round at both ends', () => {
    const shown = (of: Driver): string => of.lines().findLast((row) => row.spans.some(({ inverse }) => inverse === true))?.spans.map((piece) => piece.text).join('').trim().split('  ')[0] ?? '';
    const open = driver().press('1', ':');
    const first = shown(open);
    const second = shown(open.press('down'));
    expect(second).not.toBe(first);
    expect(shown(open.press('up'))).toBe(first);
    const last = shown(open.press('up'));
    expect(last).not.toBe(first);
    expect(shown(open.press('down'))).toBe(first);
  });

  it('starts at the best fit again after every change', () => {
    const open = driver().press(':').type('pause').press('down');
    expect(open.app.prompt?.option).toBe(1);
    expect(open.press('backspace').app.prompt?.option).toBe(0);
  });

  it('shows why a command cannot run now, and running it says the same', () => {
    const open = driver().press(':').type('write a note');
    expect(open.screen().join('\n')).toContain('Not now: this session is closed.');
    expect(open.press('enter').toast).toBe('Write a note: this session is closed');
  });

  it('refuses a name that nothing has', () => {
    const open = driver().press(':').type('xqxq').press('enter');
    expect(open.app.prompt?.refused).toBe('No command is called "xqxq".');
    expect(open.screen().join('\n')).toContain('No command is called "xqxq".');
  });

  it('has every command but itself, and each of them can be chosen without a crash', () => {
    const open = driver().press(':');
    const options = open.registry.prompts.get('global.palette')?.options?.('', open.context()) ?? [];
    expect(options.length).toBe(open.registry.commands.length - 1);
    for (const option of options) expect(() => driver().dispatch(option.events).lines()).not.toThrow();
  });
});

describe('a prompt that nobody defined', () => {
  it('closes at the next key', () => {
    const lost = driver().dispatch([{ type: 'prompt', open: 'nowhere', text: '' }]);
    expect(() => lost.lines()).not.toThrow();
    expect(lost.press('x').app).toMatchObject({ prompt: undefined, playhead: FOLLOW });
  });
});
