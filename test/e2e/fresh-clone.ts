// What a newcomer meets: a clone of HEAD, an empty home folder, an empty npm cache, and one command. Run by `npm run test:fresh`; not part
// of the end-to-end suite, because it downloads everything anew. A slow machine is reported; only what never works is a failure.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { until } from '../support/processes.ts';
import { closeAll, spawnTui, type Tui } from '../support/pty.ts';

const COLD_SECONDS = 30;
const WARM_SECONDS = 1.5;
/** Long enough for a slow network; whoever waits longer has given up. */
const MOST_MILLIS = 180_000;
const MOST_TEST_MILLIS = 600_000;
const MOST_LINES = 80;

interface Outcome {
  readonly name: string;
  readonly failure: string | undefined;
}

async function main(): Promise<number> {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), 'obs-tui-fresh-'));
  // Tests run programs of the clone as another user too.
  chmodSync(folder, 0o755);
  const clone = join(folder, 'clone');
  const home = join(folder, 'home');
  mkdirSync(home);
  try {
    // The folder may belong to another user, which git refuses unless told; the setting reaches only this one command.
    writeFileSync(join(folder, 'gitconfig'), '[safe]\n\tdirectory = *\n');
    execFileSync('git', ['clone', '--quiet', root, clone], { env: { ...process.env, GIT_CONFIG_GLOBAL: join(folder, 'gitconfig') } });
    const environment = cleanEnvironment(home);
    const outcomes = [
      await attempt('npm start on a fresh clone', () => startUntilMoving(clone, environment, COLD_SECONDS)),
      await attempt('npm start once more', () => startUntilMoving(clone, environment, WARM_SECONDS)),
      await attempt('npm test on the clone', () => runUnitTests(clone, environment)),
    ];
    const failed = outcomes.filter((outcome) => outcome.failure !== undefined).length;
    say(`fresh clone: ${outcomes.length - failed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  } finally {
    await closeAll();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts the program, waits for the overview and for a change in its body, and quits with a key. */
async function startUntilMoving(clone: string, env: Readonly<Record<string, string | undefined>>, aimSeconds: number): Promise<string> {
  const start = performance.now();
  const tui = spawnTui({ program: 'npm', args: ['start'], cwd: clone, env });
  await tui.waitFor((now) => now.terminal.altScreen && /Overview/.test(now.text()) && bodyOf(now).trim() !== '', MOST_MILLIS);
  const shown = secondsSince(start);
  const first = bodyOf(tui);
  await tui.waitFor((now) => bodyOf(now) !== first, MOST_MILLIS);
  const moving = secondsSince(start);
  tui.press('Q');
  const { code } = await tui.exit();
  if (code !== 0) throw new Error(`it ended with ${code} instead of 0:\n${tui.text()}`);
  await tui.close();
  const late = shown > aimSeconds ? `  SLOW: more than ${aimSeconds} s` : '';
  return `overview after ${shown.toFixed(2)} s, moving after ${moving.toFixed(2)} s${late}`;
}

/** The rows between the header, where a clock ticks, and the footer. */
function bodyOf(tui: Tui): string {
  return tui.screen().slice(2, -2).join('\n');
}

async function runUnitTests(clone: string, env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const tui = spawnTui({ program: 'npm', args: ['test'], cwd: clone, env, cols: 160, rows: 60 });
  const { code } = await tui.exit(MOST_TEST_MILLIS);
  if (code !== 0) throw new Error(`npm test ended with ${code}:\n${failures(tui)}`);
  await until(() => /Tests .*passed/.test(tui.text()), 'the count of tests');
  await tui.close();
  return 'green';
}

/** What the tests' report says of failures; the screen alone shows no more than its end. */
function failures(tui: Tui): string {
  const lines = stripVTControlCharacters(tui.rawBytes().toString()).split(/\r?\n/);
  const report = lines.slice(Math.max(0, lines.findIndex((text) => text.includes('Failed '))));
  return report.filter((text) => text.trim() !== '').slice(0, MOST_LINES).join('\n');
}

async function attempt(name: string, work: () => Promise<string>): Promise<Outcome> {
  try {
    say(`ok      ${name}: ${await work()}`);
    return { name, failure: undefined };
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    say(`FAILED  ${name}: ${failure}`);
    return { name, failure };
  }
}

/** Nothing of this process but where programs and registries are: no Node chosen before, no npm settings, no caches. */
function cleanEnvironment(home: string): Readonly<Record<string, string | undefined>> {
  const path = (process.env['PATH'] ?? '').split(':').filter((folder) => !folder.includes('node_modules'));
  return {
    PATH: path.join(':'),
    HOME: home,
    XDG_CACHE_HOME: undefined,
    OBS_TUI_NODE: undefined,
    npm_config_cache: join(home, '.npm'),
    npm_config_registry: process.env['npm_config_registry'],
    https_proxy: process.env['https_proxy'],
    NODE_EXTRA_CA_CERTS: process.env['NODE_EXTRA_CA_CERTS'],
  };
}

function secondsSince(start: number): number {
  return (performance.now() - start) / 1_000;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.exitCode = await main();
