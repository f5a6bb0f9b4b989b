// What is configured, and then what the start screen chose: the program goes on with other sources, in the same process.
import { assertNever } from '../lib/invariant.ts';
import type { GlobalOptions } from './global-options.ts';
import { configured, connect, demo, followFiles } from './live.ts';
import { replay } from './replay.ts';
import type { TuiEnd } from './tui.tsx';

export async function configuredOrChosen(options: GlobalOptions): Promise<number> {
  const end = await configured(options);
  return end.kind === 'quit' ? end.code : launch(end, options);
}

function launch(choice: Extract<TuiEnd, { kind: 'launch' }>, options: GlobalOptions): Promise<number> {
  switch (choice.what) {
    case 'demo':
      return demo({ ...options, rate: '40', seed: 1, speed: 1 });
    case 'connect':
      return connect([choice.argument], options);
    case 'follow':
      return followFiles([choice.argument], options);
    case 'replay':
      return replay(choice.argument, options);
    default:
      return assertNever(choice.what);
  }
}
