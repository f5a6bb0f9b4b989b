// A backtracking regex can take longer than the age of the universe on a hostile line, and nothing interrupts it. This check is
// conservative: it refuses every repeat of something that itself repeats or can match in several ways, the harmless ones too. It does
// not bound what is merely slow: `.*a.*b` still costs the square of the text, which is why the text is capped.

interface Cost {
  /** Repeats without an upper bound that one pass may run through. */
  readonly loops: number;
  /** Ways in which the parts without loops can match the same text, at most. */
  readonly choices: number;
}

interface TooCostly {
  readonly message: string;
  readonly at: number;
  readonly length: number;
}

const MOST_LOOPS = 8;
const MOST_CHOICES = 4_096;
/** A bounded repeat this wide behaves like an unbounded one. */
const WIDE = 32;
const QUANTIFIER = /(?:[*+?]|\{\d+(?:,\d*)?\})\??/y;
const GROUP_START = /\((?:\?(?:[imsu]*(?:-[imsu]*)?:|<?[=!]|<[^>]*>))?/y;
const ESCAPE = /\\(?:[pPu]\{[^}]*\}|k<[^>]*>|[^])/y;
const CLASS = /\[(?:\\[^]|[^\]\\])*\]/y;

interface Scan {
  readonly source: string;
  at: number;
  problem: TooCostly | undefined;
}

/** The cost of a regex that compiles, or why it is refused. */
export function regexCost(source: string): Cost | TooCostly {
  const scan: Scan = { source, at: 0, problem: undefined };
  const cost = alternatives(scan);
  if (scan.problem !== undefined) return scan.problem;
  if (cost.loops > MOST_LOOPS) return refuse(0, source.length, `this regex has more than ${MOST_LOOPS} open repeats (* or +), which may be very slow: split it into several terms`);
  if (cost.choices > MOST_CHOICES) return refuse(0, source.length, 'this regex can match one text in too many ways, which may never finish: split it into several terms');
  return cost;
}

function refuse(at: number, length: number, message: string): TooCostly {
  return { message, at, length };
}

function alternatives(scan: Scan): Cost {
  const branches: Cost[] = [];
  const texts: string[] = [];
  for (;;) {
    const from = scan.at;
    branches.push(sequence(scan));
    texts.push(scan.source.slice(from, scan.at));
    if (scan.source[scan.at] !== '|') break;
    scan.at += 1;
  }
  const loops = Math.max(...branches.map((branch) => branch.loops));
  const ways = branches.map((branch) => branch.choices);
  return { loops, choices: startDifferently(texts) ? Math.max(...ways) : ways.reduce((sum, way) => sum + way, 0) };
}

function sequence(scan: Scan): Cost {
  let loops = 0;
  let choices = 1;
  while (scan.at < scan.source.length && scan.source[scan.at] !== '|' && scan.source[scan.at] !== ')') {
    const from = scan.at;
    const item = quantified(scan, atom(scan), from);
    loops += item.loops;
    choices = Math.min(choices * item.choices, Number.MAX_SAFE_INTEGER);
  }
  return { loops, choices };
}

const ONE: Cost = { loops: 0, choices: 1 };

function atom(scan: Scan): Cost {
  if (take(scan, GROUP_START) !== '') {
    const inside = alternatives(scan);
    scan.at += 1;
    return inside;
  }
  if (take(scan, ESCAPE) === '' && take(scan, CLASS) === '') scan.at += 1;
  return ONE;
}

function quantified(scan: Scan, item: Cost, from: number): Cost {
  const quantifier = take(scan, QUANTIFIER);
  if (quantifier === '') return item;
  const { least, most } = bounds(quantifier);
  if (most === Number.POSITIVE_INFINITY) {
    if (item.loops > 0 || item.choices > 1) scan.problem ??= nested(scan.source, from, scan.at);
    return { loops: 1, choices: 1 };
  }
  const wide = most - least >= WIDE;
  if (wide && (item.loops > 0 || item.choices > 1)) scan.problem ??= nested(scan.source, from, scan.at);
  const choices = item.choices ** most * (wide ? 1 : most - least + 1);
  return { loops: item.loops * most + (wide ? 1 : 0), choices: Math.min(choices, Number.MAX_SAFE_INTEGER) };
}

function nested(source: string, from: number, to: number): TooCostly {
  const shown = to - from > 24 ? `${source.slice(from, from + 24)}…` : source.slice(from, to);
  return refuse(from, to - from, `${shown} repeats something that itself repeats or has a choice, which may never finish: write it with a single repeat, such as a+ for (a+)+ or [ab]* for (a|b)*`);
}

function bounds(quantifier: string): { readonly least: number; readonly most: number } {
  if (quantifier.startsWith('?')) return { least: 0, most: 1 };
  if (!quantifier.startsWith('{')) return { least: 0, most: Number.POSITIVE_INFINITY };
  const [low = '', high] = quantifier.slice(1, quantifier.indexOf('}')).split(',');
  const least = Number(low);
  if (high === undefined) return { least, most: least };
  return { least, most: high === '' ? Number.POSITIVE_INFINITY : Number(high) };
}

/** One plain letter of ASCII that must be there; beyond ASCII, letters that differ may still match the same text in any case. */
const FIRST = /^(?:(?![\\[\](){}.^$*+?|])[\x20-\x7e]|\\(?![A-Za-z0-9])[\x20-\x7e])(?![?*{])/u;

/** Whether the first letter decides between the branches, so that at most one of them can match. */
function startDifferently(branches: readonly string[]): boolean {
  if (branches.length === 1) return true;
  const firsts = branches.map((branch) => FIRST.exec(branch)?.[0].toLowerCase().replace('\\', ''));
  return !firsts.includes(undefined) && new Set(firsts).size === firsts.length;
}

function take(scan: Scan, pattern: RegExp): string {
  pattern.lastIndex = scan.at;
  const found = pattern.exec(scan.source)?.[0] ?? '';
  scan.at += found.length;
  return found;
}
