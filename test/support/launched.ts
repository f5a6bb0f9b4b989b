// A copy of bin/ beside a stand-in for the bundle: shows what the launcher does with any ending of the program, without the program.
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Switches on everything that a full-screen program switches on, says READY, and then ends in the way its first argument names. */
const STAND_IN = `
const [how, detail] = process.argv.slice(2);
const enter = () => {
  process.stdin.setRawMode(true);
  process.stdout.write('\\u001b[?1049h\\u001b[?25l\\u001b[?1002h\\u001b[?1006h\\u001b[?1004h\\u001b[?2004h\\u001b[?2026h\\u001b[2;5r\\u001b[31mREADY');
};
const leave = () => {
  process.stdin.setRawMode(false);
  process.stdout.write('\\u001b[?2026l\\u001b[?1002l\\u001b[?1006l\\u001b[?1004l\\u001b[?2004l\\u001b[r\\u001b[0m\\u001b[?25h\\u001b[?1049l');
};
const ways = {
  code: () => process.exit(Number(detail)),
  // Never gets as far as its screen, as a program that is still being loaded.
  demo: () => setInterval(() => undefined, 1_000),
  arguments: () => console.log(JSON.stringify(process.argv.slice(3))),
  input: () => process.stdin.on('data', (data) => process.stdout.write('[' + data.toString().trim() + ']')),
  // Ends in order on the signals, with the code that shells give to them.
  tidy: () => {
    enter();
    const codes = { SIGHUP: 129, SIGINT: 130, SIGQUIT: 131, SIGTERM: 143 };
    for (const [name, code] of Object.entries(codes)) process.on(name, () => { leave(); process.exit(code); });
    process.stdin.on('data', () => { leave(); process.exit(0); });
  },
  // As Ctrl+Z: the whole group stops, the launcher with it, and the shell takes over.
  suspend: () => {
    enter();
    process.stdin.on('data', (data) => {
      leave();
      if (data.toString() !== 'z') process.exit(0);
      process.once('SIGCONT', enter);
      process.kill(0, 'SIGTSTP');
    });
  },
  untidy: () => { enter(); process.stdin.resume(); },
  abort: () => { enter(); setTimeout(() => process.abort(), 50); },
  throw: () => { enter(); setTimeout(() => { throw new Error('unforeseen'); }, 50); },
  reject: () => { enter(); setTimeout(() => { void Promise.reject(new Error('unforeseen')); }, 50); },
  exit: () => { enter(); setTimeout(() => process.exit(3), 50); },
  memory: () => { enter(); setTimeout(() => { const all = []; for (;;) all.push(new Array(1e5).fill(all.length)); }, 50); },
  stuck: () => { enter(); process.on('SIGTERM', () => undefined); process.on('SIGHUP', () => undefined); setTimeout(() => { for (;;); }, 50); },
};
if (process.env.ASK_SKELETON) {
  process.stdout.write('skeleton: ' + process.env.OBS_TUI_SKELETON);
  process.exit(3);
}
ways[how]();
`;

/** Path of a launcher whose program is the stand-in; it lies below the system's folder for temporary files. */
export function launcherWithStandIn(): { readonly folder: string; readonly launcher: string } {
  const folder = mkdtempSync(join(tmpdir(), 'obs-tui-launcher-'));
  cpSync(fileURLToPath(new URL('../../bin', import.meta.url)), join(folder, 'bin'), { recursive: true });
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}');
  writeFileSync(join(folder, 'dist', 'main.js'), STAND_IN);
  return { folder, launcher: join(folder, 'bin', 'obs-tui') };
}
