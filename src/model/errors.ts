// Every error that a person can meet: what it is called, what it costs and what helps. docs/errors.md is made from this table.

export interface ErrorEntry {
  /** Exit code where it ends a command. */
  readonly exit: number;
  readonly meaning: string;
  readonly remedy: string;
}

export const ERRORS = {
  USAGE: { exit: 2, meaning: 'The command line cannot be understood.', remedy: 'Read `obs-tui --help` or `obs-tui COMMAND --help`.' },
  NO_TERMINAL: { exit: 2, meaning: 'The full screen needs a terminal for input and output, and TERM other than dumb.', remedy: 'Run it in a terminal, or use a command that prints: `obs-tui logs query`, `obs-tui frame`, `obs-tui record`.' },
  CONFIG: { exit: 3, meaning: 'The configuration has a mistake at the place named.', remedy: 'Mend the line; `obs-tui config check` names every mistake, `obs-tui config schema` the shape.' },
  SOURCE_REFUSED: { exit: 4, meaning: 'Nothing accepts connections at that address.', remedy: 'Check address and port, and whether the server is up.' },
  SOURCE_UNREACHABLE: { exit: 4, meaning: 'The server could not be reached or stopped answering.', remedy: 'Check the network; obs-tui tries again by itself.' },
  SOURCE_TIMEOUT: { exit: 4, meaning: 'The server took longer than allowed.', remedy: 'Raise `timeout`, or ask for less.' },
  SOURCE_AUTH: { exit: 4, meaning: 'The server does not accept the credentials (401).', remedy: 'Check token, user and password. obs-tui does not try again by itself.' },
  SOURCE_FORBIDDEN: { exit: 4, meaning: 'The server forbids it (403). The-Block nodes answer this to a Host header they do not list.', remedy: 'Check the rights of the credentials, or set `host` to a name on the server\'s list. obs-tui does not try again by itself.' },
  SOURCE_NOT_FOUND: { exit: 4, meaning: 'The server has no such path (404).', remedy: 'Check the URL, its prefix, and that the feature is switched on in the server.' },
  SOURCE_LIMITED: { exit: 4, meaning: 'The server asks for fewer requests (429).', remedy: 'Nothing: obs-tui waits as long as the server wants, 60 s where it does not say.' },
  SOURCE_HTTP: { exit: 4, meaning: 'The server answered with an error status.', remedy: 'Read the server\'s own log; obs-tui tries again by itself.' },
  SOURCE_CLOSED: { exit: 4, meaning: 'The server ended the connection.', remedy: 'Nothing: obs-tui connects again and fetches what it missed.' },
  SOURCE_PROTOCOL: { exit: 4, meaning: 'The answer is not what this kind of source sends.', remedy: 'Check that `kind` fits the server; `obs-tui doctor` shows what speaks there.' },
  SOURCE_PORT: { exit: 4, meaning: 'The address to receive on cannot be listened on.', remedy: 'End the other program that has the port, or name another port; obs-tui tries again by itself.' },
  SOURCE_FILE: { exit: 4, meaning: 'The file cannot be read.', remedy: 'Check path and rights.' },
  SESSION_BUSY: { exit: 5, meaning: 'Another obs-tui writes this session.', remedy: 'Close the other one, or record into another file.' },
  SESSION_DAMAGED: { exit: 5, meaning: 'The session file is damaged or is none.', remedy: 'Use another copy; what can be read is kept as it is.' },
  SESSION_NEWER: { exit: 5, meaning: 'A newer obs-tui wrote this session.', remedy: 'Open it with that version.' },
  SESSION_MISSING: { exit: 5, meaning: 'There is no such session.', remedy: 'Name one by its file or id: 0 lists all there are on the screen, `obs-tui incident list` prints the saved incidents; `obs-tui record` makes a session.' },
  SESSION_ENDED: { exit: 5, meaning: 'Nothing is recorded into the session that should be followed.', remedy: '`obs-tui replay FILE` looks at a session that has ended; one that is recorded with --no-record cannot be followed.' },
  SESSION_AMBIGUOUS: { exit: 5, meaning: 'Several sessions are being recorded, and none was named.', remedy: 'Name one by its number or its id: `obs-tui attach 1`.' },
  INCIDENT_LOCKED: { exit: 5, meaning: 'The incident file is encrypted and nothing that was given opens it.', remedy: 'Name the right key with --identity, or give the right passphrase: at the prompt, in OBS_TUI_PASSPHRASE, or with --passphrase-file.' },
  KEY_FILE: { exit: 3, meaning: 'A key or a file of keys cannot be used.', remedy: 'Mend what the message names; secret keys belong in files that only their owner can read (chmod 600).' },
  TRACE_MISSING: { exit: 5, meaning: 'The session has no such trace.', remedy: '`obs-tui trace search` lists the traces there are; name another session with --session.' },
  SESSION_UNWRITABLE: { exit: 1, meaning: 'The session cannot be written: directory, rights or space.', remedy: 'Set XDG_STATE_HOME or --out to a place that can be written, free some space, or run with --no-record.' },
  RECORDER: { exit: 1, meaning: 'The recorder stopped.', remedy: 'What was recorded is safe. Start obs-tui again; the message says why it stopped.' },
  BUG: { exit: 70, meaning: 'obs-tui itself is at fault.', remedy: 'Please report it with the crash file named in the message.' },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

/** Codes come back as text from a session, which another version may have written. */
export function isErrorCode(code: string | undefined): code is ErrorCode {
  return code !== undefined && Object.hasOwn(ERRORS, code);
}

/** An error with a code of the table. `message` says what happened, free of secrets; `cause` is kept. */
export class ObsError extends Error {
  override readonly name: string = 'ObsError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** A bad connection. The runner turns it into health rows and, where `retry`, into another try. */
export class SourceError extends ObsError {
  override readonly name = 'SourceError';
  readonly retry: boolean;
  /** The least wait before the next try in milliseconds, where the server named one. */
  readonly waitMillis: number | undefined;

  constructor(code: ErrorCode, message: string, options: { retry: boolean; waitMillis?: number; cause?: unknown }) {
    super(code, message, options.cause === undefined ? undefined : { cause: options.cause });
    this.retry = options.retry;
    this.waitMillis = options.waitMillis;
  }
}
