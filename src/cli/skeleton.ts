// The launcher paints the program's name and the lines of its frame while Node starts, where a full screen will follow. Whoever speaks on
// the normal screen leaves that one first (leaveScreen); the first frame takes its place.
import { leaveScreen, wasEntered } from '../terminal/full-screen.ts';

/** The commands that show the full screen; without any, the program does as well. bin/obs-tui has the same list. */
export const SCREEN_COMMANDS: readonly string[] = ['demo', 'connect', 'follow', 'attach', 'replay'];
const PLAIN_ANSWERS = ['-h', '--help', '-V', '--version'];
/** Options of the program that are followed by a word of theirs. */
const WITH_WORD = ['--config', '--color', '--fps'];

/** What the launcher has painted is the program's to take away, on every way out. No child of the program hears of it. */
export function takeSkeleton(env: NodeJS.ProcessEnv): void {
  if (env['OBS_TUI_SKELETON'] === undefined) return;
  delete env['OBS_TUI_SKELETON'];
  wasEntered();
  process.once('exit', leaveScreen);
}

/** Whether the words ask for the full screen, as the launcher sees it. */
export function isForScreen(argv: readonly string[]): boolean {
  if (argv.some((word) => PLAIN_ANSWERS.includes(word))) return false;
  const command = argv.find((word, index) => !word.startsWith('-') && !WITH_WORD.includes(argv[index - 1] ?? ''));
  return command === undefined || SCREEN_COMMANDS.includes(command);
}
