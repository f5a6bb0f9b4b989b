// A log file in which every line tries to act on the terminal, to hide something, or to break the layout. Each line has a number in
// front and a word behind what is hostile in it, so that a test can see that nothing was lost, hidden or doubled.
import { writeFileSync } from 'node:fs';
import { HOSTILE } from './builders.ts';

export const HOSTILE_LINES = 300;

/** Answers of real terminals to what these ask would press keys; the first ones ask, the others act, hide or reorder. */
const ATTACKS: readonly (string | Buffer)[] = [
  '\u0005', '\u001b[c', '\u001b[>c', '\u001b[=c', '\u001b[5n', '\u001b[6n', '\u001b[?6n', '\u001b[x', '\u001b[>q', '\u001b[21t', '\u001b[1;1;1;1;1;1*y', '\u001b[?2026$p',
  '\u001bP$qm\u001b\\', '\u001bP+q544e\u001b\\', '\u001b]4;1;?\u0007', '\u001b]10;?\u001b\\', '\u001b]11;?\u0007', '\u001b]50;?\u0007', '\u001b]52;c;?\u0007',
  '\u001b]52;c;Y3VybCBldmlsfHNo\u0007', '\u001b]8;;x\u001b]52;c;Y3VybA==\u0007', '\u001b]8;;http://evil.test\u001b\\click\u001b]8;;\u001b\\', '\u001b]8;;unterminated',
  '\u001b]0;pwned\u0007', '\u001b]2;pwned\u001b\\', '\u001b]9;note\u0007', '\u001b]777;notify;a;b\u0007', '\u001b]1337;File=:AAAA\u0007', '\u001b]133;A\u0007', '\u001b]104\u0007',
  '\u001b[2J', '\u001b[3J', '\u001b[H', '\u001b[1;1H', '\u001b[99A', '\u001b[?1049l', '\u001b[?25h', '\u001b[?1000h', '\u001b[?2004h', '\u001b[5;10r', '\u001b[?6h', '\u001b[4h', '\u001b[20h',
  '\u001b[8m', '\u001b[30;40m', '\u001b[5;7m', '\u001bc', '\u001b#8', '\u001b7', '\u001b8', '\u001bD', '\u001bM', '\u001bE', '\u001b(0', '\u000e', '\u000f', '\u001bN', '\u001bO', '\u001b%G',
  'A\u001b[\u0080', '\u001b[', '\u001b]', '\u001bP', '\u001b_Gi=1,a=q;AAAA\u001b\\', '\u001b^', '\u001bX', '\u001b', '\u001b[1;2', '\u001b[;;;;;;;;;;;;;;;;;;;;;;',
  '\u009b2J', '\u009d0;pwned\u009c', '\u0090$qm\u009c', '\u0085', '\u0084', '\u008d', '\u0099',
  '\u0000', '\u0007', '\b\b\b\b\b\b\b\bforged', '\rforged', '\t\t\t', '\u000b', '\u000c', '\u007f',
  Buffer.from([0x1b, 0x5b, 0x80]), Buffer.from([0xff, 0xfe, 0xc0, 0xaf]), Buffer.from([0xe2, 0x82]), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from([0xf4, 0x90, 0x80, 0x80]), Buffer.from([0x9b, 0x32, 0x4a]),
  Buffer.from([0xf0, 0x9f, 0x98, 0x1b, 0x5b, 0x32, 0x4a]),
  `z${'\u0301'.repeat(2_000)}`, '漢'.repeat(200), '👩‍👩‍👧‍👦'.repeat(20), 'a'.repeat(1_000_000), '\u001b]0;'.repeat(2_000),
  ...HOSTILE.map((text) => text.replaceAll('\n', '\u2028')),
];

/** Line `number`, counted from 1. Every third one is JSON, with the attack in its fields as well. */
function hostileLine(number: number): Buffer {
  const attack = Buffer.from(ATTACKS[number % ATTACKS.length] ?? '');
  const time = `2026-11-21T14:00:00.${String(number).padStart(3, '0')}Z`;
  const name = String(number).padStart(4, '0');
  if (number % 3 !== 0) return Buffer.concat([Buffer.from(`${time} ERROR n${name} `), attack, Buffer.from(` behind${name}\n`)]);
  // Longer ones would make a JSON line longer than a record may be.
  const text = attack.toString('utf8').slice(0, 5_000);
  return Buffer.from(`${JSON.stringify({ time, level: 'error', msg: `n${name} ${text} behind${name}`, service: text, node: `${text}x`, [`${text}key`]: text })}\n`);
}

export function writeHostileFile(path: string): void {
  writeFileSync(path, Buffer.concat(Array.from({ length: HOSTILE_LINES }, (_, index) => hostileLine(index + 1))));
}
