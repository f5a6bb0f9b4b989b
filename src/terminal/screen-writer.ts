// Stands between frames and the terminal: one write a frame, none while the terminal is not taking what it was sent, the newest frame
// wins. A frame that cannot be sent is not even made.
import type { Frame, Surface } from '../lib/surface.ts';
import type { Outlet } from './outlet.ts';
import type { Pace } from './pace.ts';
import { Screen, type ScreenOptions } from './screen.ts';

export interface Traffic {
  readonly frames: number;
  readonly bytes: number;
}

export class ScreenWriter implements Surface {
  readonly #outlet: Outlet;
  readonly #pace: Pace;
  readonly #screen: Screen;
  #frame: Frame | undefined;
  /** The newest frame was not sent yet. */
  #wanted = false;
  #queued = false;
  #opening = '';
  /** The terminal shows somebody else's screen, or none. */
  #away = true;
  #traffic: Traffic = { frames: 0, bytes: 0 };

  constructor(outlet: Outlet, pace: Pace, options: ScreenOptions) {
    this.#outlet = outlet;
    this.#pace = pace;
    this.#screen = new Screen(options);
    outlet.onDrain(() => this.#paint());
  }

  /** Since the beginning. */
  get traffic(): Traffic {
    return this.#traffic;
  }

  due(): boolean {
    return !this.#outlet.busy && this.#pace.due();
  }

  draw(frame: Frame): void {
    this.#frame = frame;
    this.#wanted = true;
    if (this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      this.#paint();
    });
  }

  /** Draws everything anew: what the terminal shows may not be what was sent. */
  repaint(): void {
    this.#screen.forget();
    if (this.#frame !== undefined) this.draw(this.#frame);
  }

  /** The terminal is ours from now on: `opening` goes before the first frame, in the same write. */
  enter(opening: string): void {
    this.#away = false;
    this.#opening = opening;
    this.repaint();
  }

  /** From now on the terminal belongs to somebody else. */
  leave(): void {
    this.#away = true;
  }

  #paint(): void {
    if (!this.#wanted || this.#away || this.#outlet.busy || this.#frame === undefined) return;
    this.#wanted = false;
    const { columns, rows } = this.#outlet;
    const bytes = this.#opening + this.#screen.show(this.#frame({ columns, rows }), columns);
    this.#opening = '';
    if (bytes === '') return;
    const sent = this.#outlet.send(bytes);
    this.#pace.drawn(sent);
    this.#traffic = { frames: this.#traffic.frames + 1, bytes: this.#traffic.bytes + sent };
  }
}
