// A mistake of our own, on demand: loaded by Node before the program, it throws where nobody waits for it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface Saboteur {
  readonly env: Readonly<Record<string, string>>;
  strike(): void;
}

/** In which thread of `obs-tui COMMAND`. */
export type Place = 'main' | 'recorder';

export function saboteur(command: string, place: Place = 'main'): Saboteur {
  const folder = mkdtempSync(join(tmpdir(), 'obs-tui-saboteur-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [file, sign] = [join(folder, 'saboteur.mjs'), join(folder, 'now')];
  const isHere = place === 'main' ? `isMainThread && process.argv[2] === '${command}'` : `!isMainThread && process.argv[1].includes('recorder')`;
  writeFileSync(
    file,
    `import { existsSync } from 'node:fs';
     import { isMainThread } from 'node:worker_threads';
     const strike = () => { if (existsSync('${sign}')) throw new TypeError('boom \\u001b[31m'); };
     if (${isHere}) { strike(); setInterval(strike, 20).unref(); }`,
  );
  return { env: { NODE_OPTIONS: `--import=${file}` }, strike: () => writeFileSync(sign, '') };
}
