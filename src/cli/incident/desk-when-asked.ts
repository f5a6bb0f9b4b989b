// The desk of incident files, loaded when a screen first asks it for something: a program that starts waits for none of it.
import type { IncidentRequest } from '../../model/incident.ts';
import type { DeskOptions, IncidentDesk, Tell } from './desk.ts';

export interface AskedDesk {
  handle(request: IncidentRequest, tell: Tell): void;
  /** No job outlives the screen. */
  close(): void;
}

export function deskWhenAsked(options: DeskOptions): AskedDesk {
  let desk: Promise<IncidentDesk> | undefined;
  const loaded = (): Promise<IncidentDesk> => import('./desk.ts').then(({ IncidentDesk }) => new IncidentDesk(options));
  return {
    handle: (request, tell) => void (desk ??= loaded()).then(({ handle }) => handle(request, tell)),
    close: () => void desk?.then((one) => one.close()),
  };
}
