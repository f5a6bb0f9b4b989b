import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { addBeside, BESIDE, writeBeside } from '../../../src/data/incident/beside.ts';
import { encryptFile } from '../../../src/data/incident/encrypt.ts';
import { loadFile } from '../../../src/data/incident/load.ts';
import { saveIncident } from '../../../src/data/incident/save.ts';
import { openSession } from '../../../src/data/session/reader.ts';
import type { Annotation } from '../../../src/model/ask.ts';
import { numberedSession, planOfNumbers } from '../../support/saved-files.ts';
import { at, frameAt, tempFolder } from '../../support/session.ts';

const note = (text: string): Annotation => ({ kind: 'note', at: at(1), text });

function aFile(): { readonly folder: string; readonly file: string; readonly root: string } {
  const folder = tempFolder();
  const file = join(folder, 'a.obsx');
  const { seal } = saveIncident(planOfNumbers(numberedSession(join(folder, 'numbers.db'), 50)), file, { redactor: undefined, onProgress: () => undefined });
  return { folder, file, root: seal.root };
}

/** What a replay shows of the file. */
function shown(file: string, root: string) {
  const target = join(tempFolder(), 'private.db');
  loadFile(file, target);
  const beside = addBeside(file, root, target);
  const session = openSession(target);
  onTestFinished(() => session.close());
  return { beside, notes: session.notes(frameAt(session.head()), { from: at(-1), to: at(100) }).map(({ text }) => text) };
}

describe('notes beside an incident file', () => {
  it('are there when it is opened again, and the file is as it was', () => {
    const { file, root } = aFile();
    const sealed = readFileSync(file);
    const first = writeBeside(file, root, note('one'), 0, at(500));
    const second = writeBeside(file, root, note('two'), first, at(501));
    expect(shown(file, root)).toEqual({ beside: { last: second, added: 2 }, notes: ['one', 'two'] });
    expect(readFileSync(file).equals(sealed)).toBe(true);
  });

  it('are none where nothing was written', () => {
    const { file, root } = aFile();
    expect(shown(file, root)).toEqual({ beside: { last: 0, added: 0 }, notes: [] });
    expect(existsSync(file + BESIDE)).toBe(false);
  });

  it('belong to one file: those on another of the same name are left out, and said', () => {
    const { file, root } = aFile();
    writeBeside(file, 'f'.repeat(64), note('of another'), 0, at(500));
    expect(shown(file, root)).toEqual({ beside: { refused: expect.stringContaining('holds notes on another file') }, notes: [] });
  });

  it('are refused where another program has written some since', () => {
    const { file, root } = aFile();
    writeBeside(file, root, note('theirs'), 0, at(500));
    expect(() => writeBeside(file, root, note('ours'), 0, at(501))).toThrow(expect.objectContaining({ code: 'SESSION_BUSY' }));
    expect(shown(file, root).notes).toEqual(['theirs']);
  });

  it('that are no session are left out, and said', () => {
    const { file, root } = aFile();
    writeFileSync(file + BESIDE, 'rubbish');
    expect(shown(file, root)).toEqual({ beside: { refused: expect.stringContaining(BESIDE) }, notes: [] });
  });

  it('are refused beside an encrypted file: they would not be', async () => {
    const { folder, file, root } = aFile();
    const locked = join(folder, 'locked.obsx');
    await encryptFile(file, locked, { passphrase: 'correct horse battery' });
    expect(addBeside(locked, root, join(folder, 'none.db'))).toEqual({ refused: expect.stringContaining('encrypted') });
  });
});
