// Frames of every screen, stored as text and looked at: what changes them is seen in review. UPDATE_FRAMES=1 writes them anew.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cellWidth } from '../../src/lib/text.ts';
import { buildStage, frameOf, SCENES, type Scene, type Stage } from './scenes.ts';

const FOLDER = import.meta.dirname;
const UPDATE = process.env['UPDATE_FRAMES'] === '1';
const SIZES = [[80, 24], [120, 40], [200, 60]] as const;
const TOO_SMALL: Scene = { name: 'too-small', session: 'incident', options: { screen: 'overview' } };
const SMALLEST: Scene = { name: 'compact', session: 'incident', options: { screen: 'logs' } };

const FRAMES = [
  ...SCENES.flatMap((scene) => SIZES.map(([columns, rows]) => ({ scene, columns, rows }))),
  { scene: TOO_SMALL, columns: 39, rows: 9 },
  { scene: SMALLEST, columns: 40, rows: 10 },
].map((frame) => ({ ...frame, file: `${frame.scene.name}@${frame.columns}x${frame.rows}.txt` }));

let stage: Stage | undefined;
afterAll(() => stage?.close());

describe('the stored frames', () => {
  it.each(FRAMES)('$file is what is drawn', ({ scene, columns, rows, file }) => {
    stage ??= buildStage();
    const frame = frameOf(stage, scene, columns, rows);
    const path = join(FOLDER, file);
    if (UPDATE) writeFileSync(path, frame);
    expect(existsSync(path) ? readFileSync(path, 'utf8') : 'no such frame').toBe(frame);
  });

  it.each(FRAMES)('$file fills its size and wraps nowhere', ({ columns, rows, file }) => {
    const lines = readFileSync(join(FOLDER, file), 'utf8').split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.length).toBe(rows);
    expect(lines.filter((line) => cellWidth(line) > columns)).toEqual([]);
  });

  it('are those of the scenes and no others', () => {
    const known = new Set(FRAMES.map(({ file }) => file));
    const stored = readdirSync(FOLDER).filter((name) => name.endsWith('.txt'));
    if (UPDATE) for (const name of stored.filter((name) => !known.has(name))) rmSync(join(FOLDER, name));
    expect(stored.filter((name) => !UPDATE && !known.has(name))).toEqual([]);
  });

  it('are plain in ASCII mode', () => {
    const odd = FRAMES.filter(({ file }) => file.startsWith('ascii-')).filter(({ file }) => /[^\n\x20-\x7e]/.test(readFileSync(join(FOLDER, file), 'utf8')));
    expect(odd.map(({ file }) => file)).toEqual([]);
  });
});
