// Handing a moment over: one command for a colleague on this machine, or for oneself in an hour.
import type { AppState } from '../app.ts';
import type { Command } from '../command.ts';
import { share } from '../share.ts';

/** `filterOf` tells the text of the filter of the Logs screen. */
export function shareCommand(filterOf: (app: AppState) => string | undefined): Command {
  return {
    id: 'global.share', scope: 'global', title: 'Copy a command that opens this moment', keys: ['Y'],
    help: 'Copies one shell command that opens the same file at this moment, with screen, window, cursor and filter; where no file stays, one that opens the same sources.',
    run: (c) => {
      const shared = share(c, filterOf(c.app));
      if (!shared.ok) return [{ type: 'toast', text: `Nothing to share: ${shared.why}.`, tone: 'warn' }];
      const what = shared.moment ? 'Copied' : 'Copied, without the moment, for this session is not kept';
      return [{ type: 'effect', effect: { kind: 'copy', text: shared.command } }, { type: 'toast', text: `${what}: ${shared.command}`, tone: 'good' }];
    },
  };
}
