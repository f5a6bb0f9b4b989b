// How the configuration names a secret without holding it: an environment variable, a private file, or a command that prints it.
// Secrets never stand in the configuration itself, and no failure here repeats what was read.
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { SourceError } from '../../../model/errors.ts';
import { environmentVariable } from './environment.ts';
import { Secret } from './secret.ts';

const COMMAND_MILLIS = 5_000;
const MOST_BYTES = 64 * 1_024;

export const secretRef = z
  .union(
    [
      z.strictObject({ env: z.string().min(1).describe('Name of an environment variable that holds the secret.') }),
      z.strictObject({
        file: z
          .string()
          .refine((path) => isAbsolute(path), 'give an absolute path')
          .describe('Absolute path of a file with the secret; only its owner may be able to read it.'),
      }),
      z.strictObject({
        command: z
          .array(z.string())
          .min(1)
          .describe('Program and arguments; run without a shell, must print the secret within 5 s.'),
      }),
    ],
    { error: 'name a secret as {env: NAME}, {file: /path} or {command: [program, argument]}, never as plain text' },
  )
  .describe('A secret by reference: {env: NAME}, {file: /path} or {command: [program, argument]}.');

export type SecretRef = z.output<typeof secretRef>;

export interface ResolveOptions {
  readonly signal: AbortSignal;
  /** Looks up an environment variable; the process environment when absent. */
  readonly env?: (name: string) => string | undefined;
}

/** Reads the secret; throws SourceError CONFIG where that fails. One line break at the end is not part of it. */
export async function resolveSecret(ref: SecretRef, options: ResolveOptions): Promise<Secret> {
  if ('env' in ref) {
    const value = (options.env ?? environmentVariable)(ref.env);
    return checked(value ?? fail(`the environment variable ${ref.env} is not set`), `the environment variable ${ref.env}`);
  }
  if ('file' in ref) return checked(await readPrivateFile(ref.file), `the secret file ${ref.file}`);
  // Arguments stay out of the message: one of them may itself be sensitive.
  const program = ref.command[0] ?? '';
  return checked(await runCommand(program, ref.command.slice(1), options.signal), `the secret command ${program}`);
}

function checked(raw: string, what: string): Secret {
  const text = raw.replace(/\r?\n$/, '');
  if (text === '') fail(`${what} is empty`);
  if (/[\x00-\x1f\x7f]/.test(text)) fail(`${what} holds a line break or another control character`);
  return new Secret(text);
}

async function readPrivateFile(path: string): Promise<string> {
  let file;
  try {
    // Without O_NONBLOCK a named pipe would hold the thread until somebody writes to it.
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = await file.stat();
    if (!stat.isFile()) fail(`the secret file ${path} is not a regular file`);
    if ((stat.mode & 0o077) !== 0) fail(`the secret file ${path} can be read by others: run chmod 600 on it`);
    if (stat.size > MOST_BYTES) fail(`the secret file ${path} is larger than 64 KiB`);
    return await file.readFile('utf8');
  } catch (error) {
    if (error instanceof SourceError) throw error;
    return fail(`the secret file ${path} cannot be read (${codeOf(error)})`);
  } finally {
    await file?.close();
  }
}

function runCommand(program: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { timeout: COMMAND_MILLIS, killSignal: 'SIGKILL', maxBuffer: MOST_BYTES, shell: false, signal } as const;
    const child = execFile(program, args, options, (error, stdout) => {
      if (error === null) resolve(stdout);
      // The error of execFile repeats arguments and output, so it is not kept as the cause.
      else reject(refusal(`the secret command ${program} failed (${why(error)})`, true));
    });
    child.stdin?.end();
  });
}

function why(error: { code?: unknown; killed?: boolean | undefined }): string {
  if (error.killed === true) return 'no answer within 5 s';
  return typeof error.code === 'number' ? `exit code ${error.code}` : codeOf(error);
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown reason';
}

function fail(message: string): never {
  throw refusal(message, false);
}

function refusal(message: string, retry: boolean): SourceError {
  return new SourceError('CONFIG', message, { retry });
}
