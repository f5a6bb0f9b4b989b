// Sends one request of an operator and says what came of it. A request is made once: an outcome that is not known is told as such, with
// what to do, and never repeated here.
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import { systemClock } from '../../lib/clock.ts';
import { dateTime } from '../../lib/format.ts';
import { shift } from '../../lib/micros.ts';
import { visible } from '../../lib/text.ts';
import type { ActOutcome, ActRequest } from '../../model/alert.ts';
import { ERRORS, ObsError } from '../../model/errors.ts';
import { operatorName } from '../operator.ts';
import { safeJson } from '../safe-json.ts';
import type { Backend, BackendOptions } from './backend.ts';
import { matcherText } from '../../model/matchers.ts';

export interface RequestOptions extends BackendOptions {
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly utc?: boolean;
}

export type Wanted = Pick<ActRequest, 'action' | 'target' | 'name' | 'matchers' | 'comment'> & {
  /** Microseconds from now; without it the request has no end. */
  readonly length?: number;
};

const DECLINED = 1;

/** The exit code: 0 when it was carried out, 4 when it failed or nobody knows, 1 when the operator said no. */
export async function send({ name, source }: Backend, { length, ...wanted }: Wanted, options: RequestOptions): Promise<number> {
  if (source.act === undefined) throw new ObsError('USAGE', `"${name}" takes no requests`);
  const now = systemClock.now();
  const until = length === undefined ? {} : { until: shift(now, length) };
  const request: ActRequest = { id: randomBytes(8).toString('hex'), ...wanted, ...until, by: operatorName() };
  if (options.yes !== true && process.stdin.isTTY && !(await confirmed(question(request, name, options)))) {
    process.stderr.write('obs-tui: nothing was sent\n');
    return DECLINED;
  }
  const outcome = await source.act(request, new AbortController().signal);
  if (options.json === true) process.stdout.write(`${safeJson({ schema: 'obs-tui.act/1', id: request.id, action: request.action, target: request.target, source: name, ...outcome })}\n`);
  return told(outcome, request, name, options.json === true);
}

function told({ state, detail, silence }: ActOutcome, { action }: ActRequest, backend: string, json: boolean): number {
  const said = visible(detail, 500);
  if (state === 'done') {
    const end = action === 'expire' || silence === undefined ? '' : `; \`obs-tui alert expire ${visible(silence)}\` ends it`;
    if (!json) process.stdout.write(`${said}${end}\n`);
    return 0;
  }
  const words = state === 'unknown' ? `it is not known whether this was carried out: ${said}\n  Look at "${visible(backend)}" before you ask again: a second request could be a second silence.` : `this was not carried out: ${said}`;
  process.stderr.write(`obs-tui: ${words}\n`);
  return ERRORS.SOURCE_HTTP.exit;
}

function question({ action, name, target, matchers, until }: ActRequest, backend: string, { utc }: RequestOptions): string {
  const what = action === 'expire' ? `End silence ${target}` : `${action === 'ack' ? 'Acknowledge' : 'Silence'} ${name} {${matchers.map(matcherText).join(', ')}}`;
  const when = until === undefined ? '' : ` until ${dateTime(until, utc === true ? 'utc' : 'local')}`;
  return visible(`${what}${when} at "${backend}"? [y/N] `, 2_000);
}

/** No answer is no: the end of input too. Ctrl+C ends the program as it does everywhere. */
async function confirmed(text: string): Promise<boolean> {
  process.stderr.write(text);
  const lines = createInterface({ input: process.stdin });
  try {
    for await (const answer of lines) return /^y(?:es)?$/i.test(answer.trim());
    process.stderr.write('\n');
    return false;
  } finally {
    lines.close();
  }
}
