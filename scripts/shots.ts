// Takes the pictures of docs/screens/: each scene in a real terminal at each size, as text and as SVG. PNG files for a look go to a
// temporary folder. `npm run shots -- logs` takes only the scenes whose name begins with `logs`.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closeAll, spawnTui, type Tui } from '../test/support/pty.ts';
import { fontIsInstalled, pngOf } from './shots/png.ts';
import { SCENES, SIZES, type Scene, type Size, type Step } from './shots/scenes.ts';
import { svgOf } from './shots/svg.ts';

const PATIENCE_MILLIS = 20_000;
const SCREENS = fileURLToPath(new URL('../docs/screens/', import.meta.url));
const NO_FONT = 'DejaVu Sans Mono is missing (apt-get install fonts-dejavu-core fontconfig)';

/** Exit code: 1 where a scene could not be played; the others are taken all the same. */
async function main(prefixes: readonly string[]): Promise<number> {
  const pictures = fontIsInstalled() ? mkdtempSync(join(tmpdir(), 'obs-tui-shots-')) : undefined;
  const scenes = SCENES.filter(({ name }) => prefixes.length === 0 || prefixes.some((prefix) => name.startsWith(prefix)));
  let failures = 0;
  mkdirSync(SCREENS, { recursive: true });
  for (const scene of scenes) {
    for (const size of SIZES) {
      const name = `${scene.name}-${size.columns}x${size.rows}`;
      try {
        await shoot(scene, size, name, pictures);
        process.stdout.write(`${name}\n`);
      } catch (error) {
        failures += 1;
        process.stderr.write(`${name} FAILED: ${error instanceof Error ? error.message : String(error)}\n`);
      }
    }
  }
  process.stdout.write(pictures === undefined ? `no PNG files: ${NO_FONT}\n` : `PNG files: ${pictures}\n`);
  return failures === 0 ? 0 : 1;
}

async function shoot(scene: Scene, size: Size, name: string, pictures: string | undefined): Promise<void> {
  const tui = await play(scene, size);
  const svg = svgOf(cellsOf(tui));
  writeFileSync(join(SCREENS, `${name}.txt`), `${tui.text().trimEnd()}\n`);
  writeFileSync(join(SCREENS, `${name}.svg`), svg);
  if (pictures !== undefined) writeFileSync(join(pictures, `${name}.png`), pngOf(svg));
  await tui.close();
}

async function play(scene: Scene, size: Size): Promise<Tui> {
  const tui = spawnTui({ args: scene.args, cols: size.columns, rows: size.rows });
  await tui.waitFor((now) => now.terminal.altScreen && now.text().trim() !== '', PATIENCE_MILLIS);
  for (const step of scene.steps) await take(tui, step);
  return tui;
}

async function take(tui: Tui, step: Step): Promise<void> {
  if ('press' in step) tui.press(...step.press);
  else if ('type' in step) tui.type(step.type);
  else if ('waitFor' in step) await tui.waitFor(step.waitFor, PATIENCE_MILLIS);
  else await new Promise((resolve) => setTimeout(resolve, step.runSeconds * 1_000));
}

function cellsOf(tui: Tui): readonly (readonly ReturnType<Tui['cell']>[])[] {
  const { columns, rows } = tui.terminal;
  return Array.from({ length: rows }, (_, y) => Array.from({ length: columns }, (__, x) => tui.cell(x, y)));
}

try {
  process.exitCode = await main(process.argv.slice(2));
} finally {
  await closeAll();
}
