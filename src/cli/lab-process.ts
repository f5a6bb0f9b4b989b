// Starts the lab in a child process on a free loopback port.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LabOptions } from '../lab/index.ts';
import { ObsError } from '../model/errors.ts';

export interface LabProcess {
  /** http://127.0.0.1:PORT */
  readonly url: string;
  stop(): void;
}

export function startLabProcess(options: LabOptions): Promise<LabProcess> {
  const child = fork(fileURLToPath(new URL('./lab-child.js', import.meta.url)), [JSON.stringify(options)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('message', (message: { readonly url: string }) => resolve({ url: message.url, stop: () => child.kill('SIGKILL') }));
    child.once('exit', (code) => reject(new ObsError('SOURCE_REFUSED', `the lab ended before it listened (exit ${code ?? 'by a signal'})`)));
  });
}
