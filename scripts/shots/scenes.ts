// What the pictures show: how the program is started, what is pressed, and which words must be on the screen before the picture is taken.

import { fileURLToPath } from 'node:url';

export type Step =
  | { readonly press: readonly string[] }
  | { readonly type: string }
  | { readonly waitFor: RegExp }
  /** Lets the program run on, so that charts have something to show. */
  | { readonly runSeconds: number };

export interface Scene {
  /** Part of the file name: `docs/screens/NAME-120x40.svg`. */
  readonly name: string;
  readonly args: readonly string[];
  readonly steps: readonly Step[];
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export const SIZES: readonly Size[] = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
];

const DEMO = ['demo', '--seed', '1', '--utc', '--no-record'];
/** The demo ten minutes into the incident. */
const INCIDENT = [...DEMO, '--story', '14:46'];
/** The incident file that is kept for ever. */
const GOLDEN = fileURLToPath(new URL('../../test/fixtures/golden-1.obsx', import.meta.url));
const READY: Step = { waitFor: /FOLLOWING/ };
const RUN: Step = { runSeconds: 4 };

export const SCENES: readonly Scene[] = [
  { name: 'overview', args: DEMO, steps: [READY, RUN] },
  { name: 'logs', args: DEMO, steps: [READY, { press: ['2'] }, RUN] },
  {
    name: 'logs-filter',
    args: DEMO,
    steps: [READY, { press: ['2'] }, RUN, { press: ['f'] }, { type: 'level>=warn' }, { press: ['enter'] }, { waitFor: /level>=warn/ }, RUN],
  },
  { name: 'logs-detail', args: DEMO, steps: [READY, { press: ['2'] }, RUN, { press: ['k', 'enter'] }, { runSeconds: 1 }] },
  { name: 'logs-paused', args: DEMO, steps: [READY, { press: ['2'] }, RUN, { press: ['space'] }, { waitFor: /PAUSED/ }, { runSeconds: 2 }] },
  { name: 'metrics', args: DEMO, steps: [READY, { press: ['3'] }, RUN] },
  { name: 'metrics-chart', args: DEMO, steps: [READY, { press: ['3'] }, RUN, { press: ['enter'] }, { runSeconds: 1 }] },
  { name: 'traces', args: DEMO, steps: [READY, RUN, RUN, { press: ['4'] }, RUN] },
  { name: 'trace', args: DEMO, steps: [READY, RUN, RUN, { press: ['4', 's'] }, { runSeconds: 1 }, { press: ['g', 'enter'] }, { runSeconds: 1 }] },
  { name: 'trace-compare', args: DEMO, steps: [READY, RUN, RUN, { press: ['4', 's'] }, { runSeconds: 1 }, { press: ['g', 'm', 'j', 'M'] }, { runSeconds: 1 }] },
  { name: 'timeline', args: INCIDENT, steps: [READY, RUN, { press: ['6'] }, { waitFor: /HighCPUUsage/ }, { press: ['o'] }, { waitFor: /about HighCPUUsage/ }, { runSeconds: 2 }] },
  { name: 'alerts', args: INCIDENT, steps: [READY, RUN, { press: ['6'] }, { waitFor: /HighCPUUsage/ }, { press: ['enter'] }, { waitFor: /firing since/ }] },
  { name: 'alerts-confirm', args: INCIDENT, steps: [READY, RUN, { press: ['6'] }, { waitFor: /HighCPUUsage/ }, { press: ['A'] }, { type: 'looking' }, { press: ['enter'] }, { runSeconds: 1 }, { press: ['enter'] }, { waitFor: /Acknowledges/ }] },
  { name: 'overview-alert', args: INCIDENT, steps: [READY, { waitFor: /firing/ }, RUN] },
  { name: 'health', args: INCIDENT, steps: [READY, { press: ['8'] }, RUN] },
  { name: 'slos', args: INCIDENT, steps: [READY, { press: ['9'] }, RUN] },
  { name: 'save', args: INCIDENT, steps: [READY, RUN, { press: ['ctrl+o'] }, { waitFor: /will write/ }, { runSeconds: 1 }] },
  { name: 'replay', args: ['replay', GOLDEN, '--utc', '--screen', 'logs', '--at', '14:00:50'], steps: [{ waitFor: /REPLAY/ }, { waitFor: /unsigned/ }, { runSeconds: 1 }] },
  {
    name: 'story',
    args: INCIDENT,
    steps: [
      READY, RUN, { press: ['6'] }, { waitFor: /HighCPUUsage/ }, { press: ['o'] }, { waitFor: /about HighCPUUsage/ }, { runSeconds: 2 },
      { press: ['x'] }, { waitFor: /is in the incident/ }, { press: ['I'] }, { waitFor: /1 row/ },
      { press: ['a'] }, { type: 'drained by hand' }, { runSeconds: 1 }, { press: ['enter'] }, { runSeconds: 1 },
      { press: ['F'] }, { type: 'alert earlier' }, { runSeconds: 1 }, { press: ['enter'] }, { waitFor: /1 to do/ }, { runSeconds: 1 },
    ],
  },
  { name: 'sources', args: DEMO, steps: [READY, { press: ['7'] }, RUN] },
  { name: 'help', args: DEMO, steps: [READY, { press: ['?'] }, { runSeconds: 1 }] },
  { name: 'palette', args: DEMO, steps: [READY, { press: [':'] }, { type: 'log' }, { runSeconds: 1 }] },
  { name: 'start', args: ['--no-record'], steps: [{ runSeconds: 2 }] },
];
