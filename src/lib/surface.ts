// Where prepared lines are painted without Ink's layout. Screens know this much of the screen writer, and nothing of a terminal.
import type { Line } from './line.ts';

export interface Area {
  readonly columns: number;
  readonly rows: number;
}

/** Makes the newest frame for an area: as many lines as it has rows, none longer than it has columns. */
export type Frame = (area: Area) => readonly Line[];

export interface Surface {
  /** Paints the newest frame, soon: what asks several times in one turn is painted once. */
  draw(frame: Frame): void;
  /** True where it is time for a frame of new data. */
  due(): boolean;
}
