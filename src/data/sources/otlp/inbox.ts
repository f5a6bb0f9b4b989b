// Exports between the listeners and the recorder. Bounded in bytes from the moment a body begins to arrive until what it held is
// committed, so that emitters are told to wait before the memory fills. Whatever is in here is answered exactly once.
import type { Draft } from '../../../model/signal.ts';

export interface InboxBounds {
  readonly mostBytes: number;
  /** Exports that may be under way at one time. */
  readonly mostExports: number;
}

export interface Waiting {
  readonly drafts: readonly Draft[];
  /** As they came over the wire. */
  readonly bytes: number;
  readonly committed: () => void;
}

/** Room that one export takes, from its first byte to its answer. */
export interface Place {
  /** Takes more room; false where there is none. */
  grow(bytes: number): boolean;
  /** Hands over what the export held; resolves once it is recorded, or will not be. */
  record(drafts: readonly Draft[], bytes: number): Promise<'recorded' | 'ended'>;
  /** Gives the room back; once is enough. */
  leave(): void;
}

export class Inbox {
  readonly #bounds: InboxBounds;
  readonly #ended: AbortSignal;
  #bytes = 0;
  #exports = 0;
  #waiting: Waiting[] = [];
  #ring: (() => void) | undefined;
  #failure: { readonly error: unknown } | undefined;

  /** Nothing comes in or out after `ended`. */
  constructor(bounds: InboxBounds, ended: AbortSignal) {
    this.#bounds = bounds;
    this.#ended = ended;
    ended.addEventListener('abort', () => this.#ring?.(), { once: true });
  }

  /** A place for one export; undefined where there is none. */
  enter(): Place | undefined {
    if (this.#ended.aborted || this.#exports >= this.#bounds.mostExports || this.#bytes >= this.#bounds.mostBytes) return undefined;
    this.#exports += 1;
    let [taken, inside] = [0, true];
    return {
      grow: (bytes) => {
        if (this.#bytes + bytes > this.#bounds.mostBytes) return false;
        this.#bytes += bytes;
        taken += bytes;
        return true;
      },
      record: (drafts, bytes) => this.#record(drafts, bytes),
      leave: () => {
        if (!inside) return;
        inside = false;
        this.#exports -= 1;
        this.#bytes -= taken;
      },
    };
  }

  /** Puts something in that nobody waits for. */
  tell(drafts: readonly Draft[]): void {
    this.#put({ drafts, bytes: 0, committed: () => undefined });
  }

  /** Whoever takes what is in here learns of a fault of ours. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#ring?.();
  }

  /** The next export; undefined once it has ended. Throws what `fail` was told. */
  async next(): Promise<Waiting | undefined> {
    while (this.#waiting.length === 0 && this.#failure === undefined && !this.#ended.aborted) {
      await new Promise<void>((resolve) => {
        this.#ring = resolve;
      });
    }
    if (this.#failure !== undefined) throw this.#failure.error;
    return this.#ended.aborted ? undefined : this.#waiting.shift();
  }

  #record(drafts: readonly Draft[], bytes: number): Promise<'recorded' | 'ended'> {
    return new Promise((resolve) => {
      if (this.#ended.aborted) return resolve('ended');
      const end = (): void => resolve('ended');
      this.#ended.addEventListener('abort', end, { once: true });
      const committed = (): void => {
        this.#ended.removeEventListener('abort', end);
        resolve('recorded');
      };
      this.#put({ drafts, bytes, committed });
    });
  }

  #put(waiting: Waiting): void {
    this.#waiting.push(waiting);
    this.#ring?.();
  }
}
