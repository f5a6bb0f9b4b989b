// docs/errors.md, from the table of errors.
import { ERRORS } from '../../src/model/errors.ts';
import { code, page, table } from './markdown.ts';

/** What is in no table because it is no error of ours, or follows from a signal. */
const EXITS: readonly (readonly [string, string])[] = [
  ['0', 'All went well; also `q`, and a pipe whose reader has gone.'],
  ['1', 'A fault at run time: the session cannot be written, the recorder stopped.'],
  ['2', 'The command line cannot be understood, or there is no terminal for a full screen.'],
  ['3', 'The configuration has a mistake.'],
  ['4', 'A source cannot be reached or refuses, in a command that does one thing and ends.'],
  ['5', 'A session is damaged, missing, or written by somebody else.'],
  ['6', 'The answer is that something is wrong: `obs-tui status --exit-code` where an alert fires or a check fails.'],
  ['70', 'A mistake of obs-tui itself.'],
  ['127', 'The launcher found no Node.'],
  ['128 + n', 'Ended by signal n: 129 hang-up, 130 Ctrl+C, 143 termination.'],
];

export function errorsPage(): string {
  const rows = Object.entries(ERRORS).map(([name, { exit, meaning, remedy }]) => [code(name), String(exit), meaning, remedy]);
  return page(
    'Errors',
    'Every error has a code, which stands in brackets at the end of its message and, for sources, on the Sources screen. The exit code is that ' +
      'of a command which ends because of it; while a full screen or a recording runs, a failing source is shown, recorded and tried again instead.',
    table(['Code', 'Exit', 'What it means', 'What helps'], rows),
    `## Exit codes\n\n${table(['Code', 'Meaning'], EXITS)}`,
  );
}
