// One look at the parts of a portal. A part that the portal does not have is told once and left out; without any part there is no portal.
import { SourceError } from '../../../model/errors.ts';
import type { PortalApi } from './api.ts';
import type { Part, PortalConfig } from './config.ts';
import { Lasting } from './lasting.ts';
import type { Found, Look } from './look.ts';
import { Passing } from './passing.ts';

export class Reading {
  readonly #parts: readonly Part[];
  readonly #lasting = new Lasting();
  readonly #passing: Passing;
  readonly #missing = new Set<Part>();

  constructor(config: PortalConfig) {
    this.#parts = config.parts;
    this.#passing = new Passing(config);
  }

  /** What is missing, for people. */
  get conditions(): readonly string[] {
    return this.#missing.size === 0 ? [] : [`the portal has no ${[...this.#missing].map((part) => `/obs/${part}`).join(', ')}`];
  }

  async look(api: PortalApi, look: Look): Promise<Found> {
    const found: Found[] = [];
    for (const part of this.#parts) {
      if (this.#missing.has(part)) continue;
      try {
        found.push(await this.#read(part, api, look));
      } catch (error) {
        if (!(error instanceof SourceError) || error.code !== 'SOURCE_NOT_FOUND') throw error;
        this.#missing.add(part);
        if (this.#missing.size === this.#parts.length) throw error;
      }
    }
    return { drafts: found.flatMap(({ drafts }) => drafts), bytes: found.reduce((sum, { bytes }) => sum + bytes, 0) };
  }

  #read(part: Part, api: PortalApi, look: Look): Promise<Found> {
    switch (part) {
      case 'alerts':
        return this.#lasting.alerts(api, look.to);
      case 'slos':
        return this.#lasting.slos(api, look.to);
      case 'health':
        return this.#lasting.health(api, look.to);
      case 'metrics':
        return this.#passing.metrics(api, look);
      case 'logs':
        return this.#passing.logs(api, look);
      case 'traces':
        return this.#passing.traces(api, look);
    }
  }
}
