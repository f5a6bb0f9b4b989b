import { describe, expect, it } from 'vitest';
import { buildRegistry, SCREENS } from '../../src/screens/index.ts';
import type { AppEvent } from '../../src/state/app.ts';
import type { Command } from '../../src/state/command.ts';
import { chordProblem, commandsFor, conflicts, NAMED_KEYS, shownChord, withOverrides } from '../../src/state/keymap.ts';
import { withLibrary } from '../screens/incidents/library.ts';
import { Driver } from '../support/driver.ts';
import { recordedSession } from '../support/recorded.ts';
import { anAlert } from '../support/facts.ts';
import { aLog } from '../support/session.ts';

const registry = buildRegistry({});
const { commands } = registry;

function command(id: string, keys: readonly string[], over: Partial<Command> = {}): Command {
  return { id, scope: 'global', title: id, help: `${id}.`, keys, run: () => [], ...over };
}

describe('a chord', () => {
  it.each(['j', 'G', '?', '+', '-', '/', 'é', '漢', 'space', 'enter', 'ctrl+d', 'shift+tab'])('%s can be typed', (chord) => {
    expect(chordProblem(chord)).toBeUndefined();
  });

  it.each([
    ['ctrl+h', 'does not arrive'], ['ctrl+i', 'does not arrive'], ['ctrl+j', 'does not arrive'], ['ctrl+s', 'does not arrive'], ['ctrl+b', 'does not arrive'],
    ['f5', 'unknown key'], ['', 'unknown key'], ['escape', 'unknown key'], ['alt+x', 'unknown modifier'], ['shift+up', 'reliable with tab only'], ['ctrl+', 'unknown key'],
  ])('"%s" is refused: %s', (chord, reason) => {
    expect(chordProblem(chord)).toContain(reason);
  });

  it('is written for people', () => {
    expect(['space', 'ctrl+d', 'shift+tab', 'up', 'G', '+', 'pgdn'].map(shownChord)).toEqual(['Space', 'Ctrl+D', 'Shift+Tab', '↑', 'G', '+', 'PgDn']);
  });
});

describe('commands', () => {
  it('have keys that every terminal can send', () => {
    expect(commands.flatMap((each) => each.keys.flatMap((chord) => (chordProblem(chord) === undefined ? [] : [`${each.id}: ${chord}`])))).toEqual([]);
    expect(NAMED_KEYS.filter((name) => chordProblem(name) !== undefined)).toEqual([]);
  });

  it('never fight for a key inside one scope', () => {
    expect(conflicts(commands)).toEqual([]);
    expect(conflicts([command('a', ['x']), command('b', ['x']), command('c', ['x'], { scope: 'panel:logs' })])).toEqual(['x: a and b']);
  });

  it('have ids of their own that begin with their scope', () => {
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
    expect(commands.filter(({ id, scope }) => !id.startsWith(`${scope.replace('panel:', '')}.`)).map(({ id }) => id)).toEqual([]);
  });

  it('have short titles, each once in its scope', () => {
    expect(commands.filter(({ title }) => title.length > 40 || title === '').map(({ title }) => title)).toEqual([]);
    const titles = commands.map(({ scope, title }) => `${scope} ${title}`);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  it('are explained in one sentence', () => {
    const odd = commands.filter(({ help }) => !/^[A-Z][^\n]*[.]$/.test(help) || /[.!?] [A-Z]/.test(help.replaceAll('G newest', '')));
    expect(odd.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
  });

  it('that stand in the footer have a key and a word of at most two short words', () => {
    const hints = commands.filter(({ footer }) => footer !== undefined);
    expect(hints.length).toBeGreaterThan(0);
    expect(hints.filter(({ keys, short, title }) => keys.length === 0 || (short ?? title).length > 14).map(({ id }) => id)).toEqual([]);
  });

  it('stay out of each other’s way across scopes only where the inner one means to', () => {
    const meant = new Set(['esc', 'G']);
    const hidden = commands.flatMap((each) => {
      if (each.scope === 'global') return [];
      return each.keys.filter((chord) => !meant.has(chord) && commandsFor(chord, ['global'], commands).length > 0).map((chord) => `${each.id} hides ${chord}`);
    });
    expect(hidden).toEqual([]);
  });
});

describe('screens', () => {
  it('name panels that exist and can all be reached by a key or the palette', () => {
    for (const screen of SCREENS) {
      expect(registry.panels.has(screen.main)).toBe(true);
      expect(screen.aside === undefined || registry.panels.has(screen.aside.panel)).toBe(true);
      expect(commands.some(({ id }) => id === `global.show-${screen.id}`)).toBe(true);
    }
    const panels = new Set(SCREENS.flatMap((screen) => [screen.main, ...(screen.aside === undefined ? [] : [screen.aside.panel])]));
    expect([...registry.panels.keys()].filter((id) => !panels.has(id))).toEqual([]);
  });

  it('open by their digit from every other screen', () => {
    const driver = new Driver(recordedSession([aLog(0)]), { registry });
    for (const from of SCREENS) {
      for (const to of SCREENS.filter(({ digit }) => digit !== undefined)) {
        driver.dispatch([{ type: 'show', screen: from.id }]).press(to.digit ?? '');
        expect(driver.app.screen).toBe(to.id);
      }
    }
  });

  it('show at most six whole hints in 80 columns', () => {
    const driver = new Driver(recordedSession([aLog(0, { level: 'error' })]), { registry, size: { columns: 80, rows: 24 } });
    for (const screen of SCREENS) {
      const footer = driver.dispatch([{ type: 'show', screen: screen.id }]).screen().at(-1) ?? '';
      const hints = footer.trim().split(/ {2,}/);
      expect(hints.length).toBeLessThanOrEqual(6);
      expect(hints.length).toBeGreaterThanOrEqual(3);
      expect(footer).not.toContain('…');
      expect(hints.every((hint) => / /.test(hint))).toBe(true);
    }
  });
});

describe('prompts', () => {
  it('exist for every command that opens one', () => {
    const driver = new Driver(recordedSession([aLog(0, { traceId: 't1', service: 'api' }), anAlert(1, { silencedBy: ['s1'] })]), { registry });
    // A library, and the form of a file to save with its cursor on each field that asks.
    withLibrary(driver).press('ctrl+o');
    const places: readonly AppEvent[] = [
      ...SCREENS.map((screen): AppEvent => ({ type: 'show', screen: screen.id })),
      ...['title', 'range', 'redact'].map((field): AppEvent => ({ type: 'panel', panel: 'save', event: { type: 'field', field } })),
    ];
    const opened = places.flatMap((place) => {
      const context = driver.dispatch([place]).context();
      return commands.flatMap((each) => each.run(context).flatMap((event) => (event.type === 'prompt' ? [event.open] : [])));
    });
    expect(opened.length).toBeGreaterThan(5);
    expect(opened.filter((id) => !registry.prompts.has(id))).toEqual([]);
    // How long is asked once a comment is given; a passphrase once that is chosen.
    expect([...registry.prompts.keys()].filter((id) => !opened.includes(id))).toEqual(['alerts.length', 'save.passphrase', 'save.again']);
  });

  it('have a short label', () => {
    expect([...registry.prompts.values()].filter(({ label }) => label === '' || label.length > 14).map(({ id }) => id)).toEqual([]);
  });
});

describe('the operator’s own keys', () => {
  it('replace those of a command everywhere', () => {
    const { commands: changed, problems } = withOverrides(commands, { 'global.pause': ['P'], 'logs.filter': ['ctrl+f'] });
    expect(problems).toEqual([]);
    expect(commandsFor('space', ['global'], changed)).toEqual([]);
    expect(commandsFor('P', ['global'], changed).map(({ id }) => id)).toEqual(['global.pause']);
    expect(conflicts(changed)).toEqual(['ctrl+f: logs.page-down and logs.filter']);
  });

  it('are told back where no command has that name or no terminal that key', () => {
    const { commands: changed, problems } = withOverrides([command('a', ['x'])], { b: ['y'], a: ['f5'], toString: ['z'], constructor: [] });
    expect(problems).toEqual(['unknown command "b"', 'unknown key "f5"', 'unknown command "toString"', 'unknown command "constructor"']);
    expect(changed.map(({ keys }) => keys)).toEqual([['f5']]);
  });

  it('never come from what every object has', () => {
    expect(withOverrides([command('toString', ['x'])], {}).commands[0]?.keys).toEqual(['x']);
  });
});
