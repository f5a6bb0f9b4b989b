// Real servers as child processes on free loopback ports, each in a folder of its own. `stop` ends one of them; whatever a test
// forgets is killed when its process ends.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe } from 'vitest';
import { closedPort } from './loopback.ts';
import { onPath } from './on-path.ts';

const run = promisify(execFile);

export interface RealServer {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** What it wrote to both outputs so far. */
  output(): string;
  /** Ends it and removes its folder; resolves when the process is gone. */
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * A suite that needs real programs. Where one is not installed its tests count as skipped, under a title that says so, and standard
 * error says it too: a comparison that did not happen must not look like one that passed.
 */
export function describeReal(title: string, programs: readonly string[], body: () => void): void {
  const absent = programs.filter((program) => onPath(program) === undefined);
  const words = `NOT TESTED, not installed: ${absent.join(', ')} (Debian: apt-get install prometheus prometheus-node-exporter prometheus-alertmanager tmux screen): ${title}`;
  if (absent.length > 0) process.stderr.write(`\n*** ${words} ***\n`);
  const [suite, name] = absent.length > 0 ? [describe.skip, words] : [describe, title];
  suite(name, body);
}

/** Path of a program that a suite with `describeReal` has asked for. */
export function binary(...names: readonly string[]): string {
  const path = onPath(...names);
  if (path === undefined) throw new Error(`${names.join(' or ')} is not on PATH`);
  return path;
}

/** The first number of what `program --version` says; 2 or 3 for Prometheus. */
export async function majorVersion(program: string): Promise<number> {
  const { stdout, stderr } = await run(program, ['--version']);
  return Number(/version (\d+)\./.exec(stdout + stderr)?.[1] ?? NaN);
}

/** Runs a tool to its end; rejects with its output when it fails. */
export async function runTool(program: string, args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await run(program, args, { timeout: 110_000, maxBuffer: 64 * 1024 * 1024 });
  return stdout + stderr;
}

/** A new empty folder below the system's folder for temporary files. */
export function temporaryFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `obs-tui-${name}-`));
}

export interface PrometheusOptions {
  /** The configuration as YAML; by default none of everything. */
  readonly config?: string;
  /** An existing data folder, which is left in place; by default a new one, which is removed. */
  readonly dataDir?: string;
  readonly args?: readonly string[];
}

/** Starts Prometheus and waits until it answers queries. Call it only where `onPath('prometheus')` finds one. */
export function startPrometheus(options: PrometheusOptions = {}): Promise<RealServer> {
  return start('prometheus', ['prometheus'], '/-/ready', (address, folder) => {
    const config = join(folder, 'prometheus.yml');
    writeFileSync(config, options.config ?? '');
    return [
      `--config.file=${config}`,
      `--storage.tsdb.path=${options.dataDir ?? join(folder, 'data')}`,
      '--storage.tsdb.retention.time=100y',
      `--web.listen-address=${address}`,
      '--log.level=warn',
      ...(options.args ?? []),
    ];
  });
}

export function startNodeExporter(args: readonly string[] = []): Promise<RealServer> {
  return start('node-exporter', ['prometheus-node-exporter', 'node_exporter'], '/metrics', (address) => [
    `--web.listen-address=${address}`,
    '--log.level=warn',
    ...args,
  ]);
}

/** An Alertmanager by itself, without a cluster. */
export function startAlertmanager(config: string): Promise<RealServer> {
  return start('alertmanager', ['prometheus-alertmanager', 'alertmanager'], '/-/ready', (address, folder) => {
    const file = join(folder, 'alertmanager.yml');
    writeFileSync(file, config);
    return [`--config.file=${file}`, `--storage.path=${join(folder, 'data')}`, `--web.listen-address=${address}`, '--cluster.listen-address=', '--log.level=warn'];
  });
}

async function start(
  name: string,
  programs: readonly string[],
  readyPath: string,
  args: (address: string, folder: string) => readonly string[],
): Promise<RealServer> {
  const program = binary(...programs);
  const folder = temporaryFolder(name);
  const port = await closedPort();
  const child = spawn(program, args(`127.0.0.1:${port}`, folder), { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const gone = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('close', () => resolve());
  });
  const server: RealServer = {
    url: `http://127.0.0.1:${port}`,
    port,
    pid: child.pid ?? -1,
    output: () => output,
    stop: async () => {
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await gone;
      clearTimeout(killer);
      running.delete(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await waitReady(`${server.url}${readyPath}`, () => child.exitCode !== null || child.pid === undefined);
  } catch (error) {
    await server.stop();
    throw new Error(`${name} did not start: ${output.slice(-2_000)}`, { cause: error });
  }
  return server;
}

/** Waits until `url` answers with 200; rejects after `mostMillis`, or as soon as `ended` says that nothing will come. */
async function waitReady(url: string, ended: () => boolean = () => false, mostMillis = 60_000): Promise<void> {
  const end = performance.now() + mostMillis;
  for (;;) {
    const status = await fetch(url).then((answer) => answer.body?.cancel().then(() => answer.status) ?? answer.status, () => 0);
    if (status === 200) return;
    if (ended() || performance.now() > end) throw new Error(`${url} is not ready: last status ${status}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
