// A question at the terminal whose answer is not shown. The terminal itself is asked, because standard input and output may be pipes.
import { closeSync, openSync, writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { visible } from '../lib/text.ts';
import { leaveScreen } from '../terminal/full-screen.ts';
import { ObsError } from '../model/errors.ts';
import { HiddenLine } from './hidden-line.ts';

/** What was typed before Enter; undefined where there is no terminal. Ctrl+C interrupts the program as it does elsewhere. */
export async function askHidden(question: string): Promise<string | undefined> {
  const output = terminalFor('w');
  if (output === undefined) return undefined;
  const stream = new ReadStream(openSync('/dev/tty', 'r'));
  let answer: string | undefined;
  try {
    // A terminal that does not echo, and gives each key at once.
    stream.setRawMode(true);
    leaveScreen();
    writeSync(output, visible(question));
    answer = await typed(stream);
  } finally {
    stream.setRawMode(false);
    stream.destroy();
    writeSync(output, '\n');
    closeSync(output);
  }
  if (answer !== undefined) return answer;
  process.kill(process.pid, 'SIGINT');
  throw new ObsError('USAGE', 'no passphrase was given');
}

/** Undefined where the answer was refused or the terminal is gone. */
function typed(stream: ReadStream): Promise<string | undefined> {
  const line = new HiddenLine();
  stream.setEncoding('utf8');
  return new Promise((resolve) => {
    const gone = (): void => resolve(undefined);
    stream.once('end', gone).once('error', gone);
    stream.on('data', (text) => {
      const state = line.feed(String(text));
      if (state === 'cancelled') gone();
      else if (state === 'entered') resolve(line.text);
    });
  });
}

function terminalFor(flags: string): number | undefined {
  try {
    return openSync('/dev/tty', flags);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
