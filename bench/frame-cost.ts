// Processor time of one frame of a live session of 200,000 rows: reading and composing its lines, against Ink drawing the same lines.
import type { Line } from '../src/lib/line.ts';
import type { Size } from '../src/state/command.ts';
import { composed } from './composed.ts';
import { inTurns, type Benchmark, type Figure } from './figures.ts';
import { liveSession, type LiveSession } from './live-session.ts';
import { threadSeconds } from './processes.ts';
import { withFolder } from './scratch.ts';
import { inkScreen } from './stock-ink.ts';

const ROWS = 200_000;
const LIVE_ROWS_PER_SECOND = 1_000;
const FRAMES = 15;
const ROUNDS = 5;

const SCENES: readonly { readonly screen: string; readonly size: Size }[] = [
  { screen: 'logs', size: { columns: 80, rows: 24 } },
  { screen: 'logs', size: { columns: 120, rows: 40 } },
  { screen: 'logs', size: { columns: 200, rows: 60 } },
  { screen: 'logs', size: { columns: 300, rows: 80 } },
  { screen: 'overview', size: { columns: 120, rows: 40 } },
  { screen: 'metrics', size: { columns: 120, rows: 40 } },
];

export const frameCost: Benchmark = {
  name: 'frame-cost',
  run: () =>
    withFolder(async (folder) => {
      const live = await liveSession(folder, ROWS, LIVE_ROWS_PER_SECOND);
      try {
        const figures: Figure[] = [];
        for (const { screen, size } of SCENES) figures.push(await measured(live, screen, size));
        return figures;
      } finally {
        await live.close();
      }
    }),
};

async function measured(live: LiveSession, screen: string, size: Size): Promise<Figure> {
  const compose = composed(live.session, screen, size).lines;
  const ink = await inkScreen(size);
  // Compiled code is what runs for hours.
  for (let time = 0; time < 50; time += 1) compose();
  let frames = await freshFrames(compose);
  for (const lines of frames) ink.draw(lines);
  const composing = async (): Promise<number> => {
    let seconds = 0;
    const drawn: (readonly Line[])[] = [];
    for (let frame = 0; frame < FRAMES; frame += 1) {
      await nextCommit();
      const begin = threadSeconds();
      drawn.push(compose());
      seconds += threadSeconds() - begin;
    }
    frames = drawn;
    return (seconds * 1_000) / FRAMES;
  };
  const drawing = (): number => {
    const begin = threadSeconds();
    for (const lines of frames) ink.draw(lines);
    return ((threadSeconds() - begin) * 1_000) / frames.length;
  };
  const values = await inTurns(ROUNDS, composing, drawing);
  ink.close();
  const place = `${size.columns}x${size.rows}`;
  return { id: `frame-cost.${screen}-${place}`, what: `compose ${screen} at ${place}`, unit: 'ms CPU', ours: values.ours, other: { title: 'Ink drawing the same lines', values: values.theirs } };
}

async function freshFrames(compose: () => readonly Line[]): Promise<readonly (readonly Line[])[]> {
  const frames: (readonly Line[])[] = [];
  for (let frame = 0; frame < FRAMES; frame += 1) {
    await nextCommit();
    frames.push(compose());
  }
  return frames;
}

/** The writer of the session commits ten times a second, so some frames follow a commit and some do not, as on a screen. */
function nextCommit(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 40));
}
