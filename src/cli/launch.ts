// What is configured or replayed, and then what was chosen on its screen: the program goes on with something else, in the same process.
import { assertNever } from '../lib/invariant.ts';
import type { GlobalOptions } from './global-options.ts';
import type { ReplayOptions } from './replay.ts';
import type { TuiEnd } from './tui.tsx';

export async function configuredOrChosen(options: GlobalOptions): Promise<number> {
  const { configured } = await import('./live.ts');
  const end = await configured(options);
  return end.kind === 'quit' ? end.code : launch(end, options);
}

export async function replayOrChosen(file: string, options: ReplayOptions): Promise<number> {
  const { replay } = await import('./replay.ts');
  const end = await replay(file, options);
  const { at: _at, speed: _speed, screen: _screen, filter: _filter, window: _window, cursor: _cursor, ...program } = options;
  return end.kind === 'quit' ? end.code : launch(end, program);
}

/** What was chosen on a screen that ended for it; the options are those of the program, not of the command before. */
export async function launch(choice: Extract<TuiEnd, { kind: 'launch' }>, options: GlobalOptions): Promise<number> {
  if (choice.what === 'replay') return replayOrChosen(choice.argument, options);
  // A replay opens no socket and needs none of the sources.
  const { connect, demo, followFiles } = await import('./live.ts');
  switch (choice.what) {
    case 'demo':
      return demo({ ...options, rate: '40', seed: 1, speed: 1 });
    case 'connect':
      return connect([choice.argument], options);
    case 'follow':
      return followFiles([choice.argument], options);
    default:
      return assertNever(choice.what);
  }
}
