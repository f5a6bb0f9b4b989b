// The folder of incident files: what is listed of each, and what is noted beside it without touching it.
import { appendFileSync, existsSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deleteIncident, findIncident, listIncidents, newIncidentPath, noteChecked, noteImported, noteSaved, renameIncident } from '../../../src/data/incident/library.ts';
import { verifyFile } from '../../../src/data/incident/load.ts';
import { saveIncident } from '../../../src/data/incident/save.ts';
import { openWriter } from '../../../src/data/session/writer.ts';
import { aSavePlan } from '../../support/incident.ts';
import { aLog, at, from, tempFolder } from '../../support/session.ts';

function saved(folder: string, title = 'Anchor backlog', savedAt = at(9_000)): string {
  const session = join(tempFolder(), 'session.db');
  const writer = openWriter(session, { title: 'lab' });
  writer.append(from(writer.addSource({ name: 'logs', kind: 'follow', target: 'a' }), aLog(1)), at(2));
  writer.finalise();
  const path = newIncidentPath(folder, savedAt, title);
  const { seal } = saveIncident(aSavePlan({ session, range: 'all', title, savedAt }), path, { redactor: undefined });
  noteSaved(path, { root: seal.root });
  return path;
}

describe('the library', () => {
  it('of a folder that is not there is empty', () => {
    expect(listIncidents(join(tempFolder(), 'none'))).toEqual([]);
  });

  it('lists what was saved, newest first, with what the file says of itself', () => {
    const folder = tempFolder();
    saved(folder, 'First', at(9_000));
    saved(folder, 'Second', at(9_100));
    expect(listIncidents(folder)).toMatchObject([
      { title: 'Second', severity: 'high', state: 'sealed', encrypted: false, savedAt: at(9_100), root: expect.stringMatching(/^[0-9a-f]{64}$/) },
      { title: 'First' },
    ]);
  });

  it('says verified only of the very file that was read, imported and altered as it was found', () => {
    const folder = tempFolder();
    const path = saved(folder);
    const state = (): string | undefined => listIncidents(folder)[0]?.state;
    noteChecked(path, verifyFile(path).proof);
    expect(state()).toBe('verified');
    utimesSync(path, 1, 1);
    expect(state()).toBe('sealed');
    noteImported(path, verifyFile(path).proof);
    expect(state()).toBe('verified');
    noteChecked(path, undefined);
    expect(state()).toBe('altered');
    appendFileSync(path, 'x');
    expect(state()).toBe('imported');
  });

  it('lists a file that is none as altered, and passes over what is hidden or has another name', () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'odd.obsx'), 'nothing of the kind');
    writeFileSync(join(folder, '.hidden.obsx'), '');
    writeFileSync(join(folder, 'notes.txt'), '');
    expect(listIncidents(folder)).toMatchObject([{ id: 'odd', state: 'altered', title: 'odd', range: undefined }]);
  });

  it('lives with a note that was damaged', () => {
    const folder = tempFolder();
    writeFileSync(`${saved(folder)}.state.json`, '{"title":7');
    expect(listIncidents(folder)).toMatchObject([{ title: 'Anchor backlog', state: 'sealed' }]);
  });

  it('gives a title without touching the file, and deletes all of one', () => {
    const folder = tempFolder();
    const path = saved(folder);
    const bytes = readFileSync(path);
    renameIncident(path, 'Backlog of the 21st');
    expect(listIncidents(folder)).toMatchObject([{ title: 'Backlog of the 21st' }]);
    expect(readFileSync(path).equals(bytes)).toBe(true);
    deleteIncident(path);
    expect([existsSync(path), existsSync(`${path}.state.json`)]).toEqual([false, false]);
  });
});

describe('the name of a new file', () => {
  it.each([
    ['Anchor backlog', '20261121T163000Z-anchor-backlog.obsx'],
    ['../../etc/passwd', '20261121T163000Z-etc-passwd.obsx'],
    ['日本', '20261121T163000Z.obsx'],
    ['a\u0000b/c\\d "e" $(f)', '20261121T163000Z-a-b-c-d-e-f.obsx'],
    ['x'.repeat(500), `20261121T163000Z-${'x'.repeat(48)}.obsx`],
  ])('for %j lies in the folder', (title, name) => {
    expect(basename(newIncidentPath(tempFolder(), at(9_000), title))).toBe(name);
  });

  it('is one that nothing has, a link to nowhere included', () => {
    const folder = tempFolder();
    symlinkSync('/nowhere', join(folder, '20261121T163000Z-a.obsx'));
    expect(basename(newIncidentPath(folder, at(9_000), 'a'))).toBe('20261121T163000Z-a-2.obsx');
  });
});

describe('an incident by its name', () => {
  it('is a path or an id, never a path made of an id', () => {
    const folder = tempFolder();
    const path = saved(folder);
    expect(findIncident(folder, path).path).toBe(path);
    expect(findIncident(folder, basename(path, '.obsx')).path).toBe(path);
    expect(findIncident(folder, basename(path)).path).toBe(path);
    for (const wanted of ['../x', '', 'none', '/nowhere.obsx']) expect(() => findIncident(folder, wanted)).toThrow('there is no incident');
  });
});
