import { describe, expect, it } from 'vitest';
import type { IncidentRequest } from '../../../src/model/incident.ts';
import { FORBIDDEN, HOSTILE } from '../../support/builders.ts';
import { Driver } from '../../support/driver.ts';
import { growingSession, recordedSession } from '../../support/recorded.ts';
import { aLog, at } from '../../support/session.ts';
import { cellWidth } from '../../../src/lib/text.ts';
import { anEntry, LIBRARY, tell, withLibrary } from './library.ts';

const text = (driver: Driver): string => driver.screen().join('\n').replace(/\s+/g, ' ');
const requests = ({ effects }: Driver): readonly IncidentRequest[] => effects.flatMap((effect) => (effect.kind === 'incident' ? [effect.request] : []));
const selected = (driver: Driver): string => driver.lines().find((row) => row.spans.some(({ inverse }) => inverse === true))?.spans.map(({ text: part }) => part).join('') ?? '';

function closed(size = { columns: 120, rows: 40 }): Driver {
  return new Driver(recordedSession([aLog(1)]), { screen: 'incidents', size });
}

const open = (): Driver => withLibrary(closed());
/** The cursor on an entry by words of its title. */
const on = (title: string, driver = open()): Driver => driver.press('/').type(title).press('enter');

describe('the list of incidents', () => {
  it('is asked for when the screen is shown', () => {
    const driver = new Driver(recordedSession([aLog(1)]), { screen: 'logs' }).press('0');
    expect(driver.app.screen).toBe('incidents');
    expect(requests(driver)).toEqual([{ type: 'list' }]);
  });

  it('says what to do where it was not read, is empty, or is searched in vain', () => {
    expect(text(closed())).toContain('The library was not read yet. R reads it.');
    expect(text(withLibrary(closed(), []))).toContain('Nothing is saved yet. Ctrl+O saves');
    expect(text(open().press('/').type('nothing like it').press('enter'))).toContain('No incident matches "nothing like it". 7 hidden. Esc clears the filter.');
  });

  it('offers what a crash left behind first, then the newest', () => {
    const titles = open().screen().filter((row) => /^ [▲●·■←✔✖] \w+ +(?:critical|medium|low|-)/.test(row)).map((row) => row.slice(0, 13).trim());
    expect(titles).toEqual(['▲ unfinished', '✔ verified', '● recording', '← imported', '✖ altered', '✔ verified', '· session']);
    expect(text(open())).toContain('A recording was not closed when the program ended. c recovers it.');
  });

  it('shows every state in words, with severity, time and zone, length, size and title', () => {
    const shown = text(open());
    expect(shown).toContain('when (UTC)');
    expect(shown).toContain('✔ verified critical 2026-11-21 14:00 30m 00s 1.3 MB Anchor queue stands still');
    expect(shown).toContain('Settlements time out encrypted');
  });

  it('never says more of an unsigned root than it shows', () => {
    expect(text(on('anchor'))).toContain('not who computed it');
    expect(text(on('drill'))).not.toContain('not who computed it');
    expect(text(on('drill'))).toContain('signed by q83vEjRWeJA=');
  });

  it('keeps the cursor on its entry when the library is told again, and beside it when the entry is gone', () => {
    const driver = open().press('j', 'j');
    const before = selected(driver);
    withLibrary(driver, [...LIBRARY, anEntry('new', { savedAt: at(9_000) })]);
    expect(selected(driver)).toBe(before);
    withLibrary(driver, LIBRARY.filter(({ id }) => id !== 's-now'));
    expect(selected(driver)).toContain('Disk full');
  });

  it.each([[40, 10], [80, 24], [200, 60]])('fits %i columns and %i rows with titles that mean harm', (columns, rows) => {
    const hostile = HOSTILE.map((title, index) => anEntry(`h${index}`, { title, path: title + index, signedBy: title, root: title, state: LIBRARY[index % LIBRARY.length]?.state ?? 'sealed' }));
    const driver = withLibrary(closed({ columns, rows }), hostile);
    tell(driver, 'incidents', { type: 'failed', text: HOSTILE.join(' ') });
    for (let step = 0; step < hostile.length; step += 1) {
      const screen = driver.press('j').screen();
      expect(screen.filter((row) => cellWidth(row) > columns || FORBIDDEN.test(row))).toEqual([]);
    }
  });

  it('never cuts the path of a file: it is there to be copied', () => {
    const path = `/home/operator/.local/state/obs-tui/incidents/20261121T144000Z-${'anchor-queue-'.repeat(4)}still.obsx`;
    const driver = withLibrary(closed({ columns: 80, rows: 24 }), [anEntry('long', { path })]);
    tell(driver, 'incidents', { type: 'done', text: 'Report written.', path: `${path}.report.md` });
    const told = driver.screen().join('').replaceAll(/\s+/gu, '');
    expect(told).toContain(`file${path}`);
    expect(told).toContain(`Reportwritten.${path}.report.md`);
  });

  it('shows the entry under the cursor also where there are more than fit', () => {
    const many = Array.from({ length: 300 }, (_, index) => anEntry(`n${index}`, { savedAt: at(index) }));
    const driver = withLibrary(closed({ columns: 80, rows: 24 }), many);
    expect(selected(driver.press('G'))).toContain('Incident n0');
    expect(selected(driver.press('g'))).toContain('Incident n299');
  });
});

describe('opening an incident', () => {
  it('replays its file', () => {
    const driver = on('anchor').press('enter');
    expect(driver.effects).toContainEqual({ kind: 'launch', what: 'replay', argument: '/library/20261121T144000Z-anchor-queue.obsx' });
  });

  it('never ends a recording: it names the command instead', () => {
    const driver = withLibrary(new Driver(growingSession().session, { screen: 'incidents' }));
    on('anchor', driver).press('enter');
    expect(driver.effects.filter(({ kind }) => kind === 'launch')).toEqual([]);
    expect(driver.toast).toContain('obs-tui replay 20261121T144000Z-anchor-queue');
  });

  it.each([['disk', 'altered'], ['recording', 'attach'], ['crash', 'c recovers it']])('of %s is refused with a reason', (title, reason) => {
    const driver = on(title).press('enter');
    expect(driver.effects.filter(({ kind }) => kind === 'launch')).toEqual([]);
    expect(driver.toast).toContain(reason);
  });
});

describe('what is asked about an incident', () => {
  it.each([
    ['V', [], { type: 'verify' }],
    ['r', ['ctrl+u', 'A', 'enter'], { type: 'rename', title: 'A' }],
    ['e', ['enter'], { type: 'export', path: '20261121T144000Z-anchor-queue.obsx' }],
    ['w', ['h', 'enter'], { type: 'report', format: 'html' }],
    ['D', ['A', 'n', 'c', 'h', 'o', 'r', 'enter'], { type: 'delete' }],
    ['D', ['d', 'e', 'l', 'e', 't', 'e', 'enter'], { type: 'delete' }],
  ] as const)('is asked with %s %s', (key, keys, request) => {
    const driver = on('anchor').press(key, ...keys);
    expect(requests(driver)).toEqual([{ ...request, id: '20261121T144000Z-anchor-queue' }]);
    expect(text(driver)).toContain('Esc stops it');
  });

  it('is recovered with c, which is not offered for anything that is whole', () => {
    expect(requests(on('prod-us').press('c'))).toEqual([{ type: 'recover', id: 's-crash' }]);
    const whole = on('anchor').press('c');
    expect(requests(whole)).toEqual([]);
    expect(whole.toast).toContain('only a recording that was not closed');
  });

  it.each(['yes', '', 'anchor queue', 'delet'])('is not deleted by typing "%s"', (typed) => {
    const driver = on('anchor').press('D').type(typed).press('enter');
    expect(requests(driver)).toEqual([]);
    expect(driver.app.prompt?.id).toBe('incidents.delete');
    expect(text(driver)).toContain('Deletes "Anchor queue stands still", 1.3 MB');
  });

  it('is about the entry it was begun for, whatever the library holds meanwhile', () => {
    const driver = on('anchor').press('D');
    withLibrary(driver, [anEntry('anchor-2', { title: 'Anchor again', savedAt: at(9_999) }), ...LIBRARY]);
    driver.type('anchor').press('enter');
    expect(requests(driver)).toEqual([{ type: 'delete', id: '20261121T144000Z-anchor-queue' }]);
    const gone = on('anchor').press('D');
    withLibrary(gone, []);
    gone.type('delete').press('enter');
    expect(requests(gone)).toEqual([]);
  });

  it.each(['V', 'e', 'r'])('is refused with %s for a recording that was not saved', (key) => {
    const driver = on('s-old').press(key);
    expect(requests(driver)).toEqual([]);
    expect(driver.toast).toContain('not a saved incident');
  });

  it('takes a file in by its path, and puts the cursor on it', () => {
    const driver = open().press('i').type('/tmp/theirs.obsx').press('enter');
    expect(requests(driver)).toEqual([{ type: 'import', path: '/tmp/theirs.obsx' }]);
    tell(driver, 'incidents', { type: 'done', text: 'Imported; the seal holds.', path: '/library/theirs.obsx' });
    withLibrary(driver, [...LIBRARY, anEntry('theirs', { savedAt: at(100), title: 'Theirs' })]);
    expect(selected(driver)).toContain('Theirs');
    expect(text(driver)).toContain('✔ Imported; the seal holds. /library/theirs.obsx');
  });
});

describe('a long piece of work', () => {
  it('shows how far it is, is stopped by Esc, and takes no other beside it', () => {
    const driver = on('anchor').press('V');
    tell(driver, 'incidents', { type: 'progress', what: 'verifying', share: 0.42 });
    expect(text(driver)).toMatch(/Verifying Anchor queue stands still .* 42 % Esc stops it/);
    driver.press('V');
    expect(driver.toast).toContain('Esc stops it');
    driver.press('esc');
    expect(requests(driver).map(({ type }) => type)).toEqual(['verify', 'cancel']);
    tell(driver, 'incidents', { type: 'failed', text: 'stopped' });
    expect(text(driver)).toContain('✖ stopped');
    expect(text(driver.press('esc'))).not.toContain('✖ stopped');
  });

  it('does not lock the screen where no answer ever comes', () => {
    const driver = on('anchor').press('V', 'esc', 'V');
    expect(requests(driver).map(({ type }) => type)).toEqual(['verify', 'cancel', 'verify']);
  });
});
