// Which lines go on with the record before them: indented lines, and what the stack traces and crashes of Java, Python, Go,
// Node, Rust and PHP write at the left margin. One table, so that a new language is a new row.

interface Dialect {
  /** A line that begins a trace, as a record of its own or inside one. */
  readonly begins: RegExp;
  /** Lines at the left margin that go on with it. */
  readonly goesOn: RegExp;
  /** The line right behind the first one is the error's own text. */
  readonly textFollows?: boolean;
}

/** Patterns see at most this much of a line. */
const SEEN = 512;

const DIALECTS: readonly Dialect[] = [
  {
    begins: /^Traceback \(most recent call last\):/,
    goesOn: /^(?:During handling of the above exception, |The above exception was the direct cause )/,
  },
  {
    begins: /^(?:panic: |fatal error: |goroutine \d+ \[|SIG[A-Z]{2,8}: )/,
    goesOn: /^(?:panic: |goroutine \d+ \[|\[signal |created by |exit status \d|runtime stack:|r[a-z0-9]{1,6} +0x|\S+\(.*\)$|\.\.\.additional frames )/,
  },
  { begins: /^(?:node:|file:\/\/|\/)\S{1,400}:\d+$/, goesOn: /^(?:(?:Uncaught )?[A-Z][\w$.]{0,80}(?: \[\w+\])?(?::|$)|Node\.js v\d)/ },
  { begins: /^thread '.{0,200}' (?:\(\d+\) )?panicked at .*:$/, goesOn: /^(?:note: |stack backtrace:)/, textFollows: true },
  { begins: /^thread '.{0,200}' (?:\(\d+\) )?panicked at /, goesOn: /^(?:note: |stack backtrace:)/ },
  { begins: /^PHP (?:Fatal|Parse) error: /, goesOn: /^(?:Stack trace:|#\d+ |PHP Stack trace:|PHP +\d+\. )/ },
];

export type Trace = Dialect;

/** The dialect whose trace this line begins, at the left margin. */
export function traceBegun(line: string): Trace | undefined {
  const code = line.charCodeAt(0);
  if (code === 0x7b || code === 0x5b) return undefined;
  const head = line.slice(0, SEEN);
  return DIALECTS.find(({ begins }) => begins.test(head));
}

/** The line goes on at the left margin with a trace of this dialect. */
export function goesOn(trace: Trace, line: string): boolean {
  return trace.goesOn.test(line.slice(0, SEEN));
}

const ANYWHERE = /^(?:Caused by: |Suppressed: |\.\.\. \d+ (?:more|common frames omitted)|--- End of |[}\])]+[;,]?$)/;

/** The line goes on with whatever record is open: it is indented, closes brackets, or names a cause. */
export function isContinuation(line: string): boolean {
  const code = line.charCodeAt(0);
  return code === 0x20 || code === 0x09 || ANYWHERE.test(line.slice(0, SEEN));
}

const PYTHON = DIALECTS[0];
const PYTHON_ERROR = /^(?:[A-Za-z_]\w{0,80}\.){0,12}[A-Za-z_]\w{0,80}(?:: |:?$)/;

/** A Python trace ends with `ValueError: …` at the left margin, right behind its frames. */
export function endsTrace(trace: Trace, line: string): boolean {
  return trace === PYTHON && PYTHON_ERROR.test(line.slice(0, SEEN));
}

const HEADER = /^(?:Uncaught )?(?:[\w$]{1,80}\.){0,16}[\w$]{0,120}(?:Exception|Error|Throwable|Failure)(?![\w$]| in thread)/;
const FRAME = /^\s+(?:at |\.\.\. \d+ more|from \S+:\d+:in )/;

/** `java.lang.IllegalStateException: …`: belongs to the record before it only where a frame follows. */
export function isTraceHeader(line: string): boolean {
  return HEADER.test(line.slice(0, SEEN));
}

export function isFrame(line: string): boolean {
  return FRAME.test(line.slice(0, SEEN));
}

const LOGGED_TRACE = /^(?:Traceback \(most recent call last\):|goroutine \d+ \[)/;
const TROUBLE = /WARN|ERR|FATAL|CRIT|SEVERE|panic|exception|fail/i;

/** Such a trace is written by loggers right behind their own line; all others begin a record. */
export function isLoggedTrace(line: string): boolean {
  return LOGGED_TRACE.test(line);
}

/** The head of a record that may own a trace. One that says nothing of trouble never does: the crash would hide behind it. */
export function isTroubled(line: string): boolean {
  return TROUBLE.test(line.slice(0, 256));
}
