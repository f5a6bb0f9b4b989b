// Makes one silence for one request, whatever becomes of the answers. Invariant: a silence is asked for only after a look has shown that
// none of this request exists, and asked for again only where the server itself said that it failed.
import type { Clock } from '../../../lib/clock.ts';
import { HOUR, shift, toRfc3339 } from '../../../lib/micros.ts';
import type { ActOutcome, ActRequest } from '../../../model/alert.ts';
import { SourceError } from '../../../model/errors.ts';
import { textField, verdictOf } from './answers.ts';
import type { AlertmanagerApi } from './api.ts';
import { silencesOf } from './decode.ts';
import { requestMark, writeComment } from './marker.ts';

const MOST_TRIES = 2;
/** Waits before each look for a silence whose answer was lost: several servers tell each other of silences within a second. */
const LOOKS_MILLIS = [0, 500, 1_500];

export interface ActDesk {
  readonly api: AlertmanagerApi;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Marks of the requests that were sent at least once. */
  readonly sent: Set<string>;
}

/** The silence of a mark; `none` where a look has shown that there is none, undefined where nobody could look. */
type Found = { readonly id: string } | 'none' | undefined;

export async function makeSilence(desk: ActDesk, request: ActRequest): Promise<ActOutcome> {
  if (request.matchers.length === 0) return { state: 'failed', detail: 'a silence without matchers would match everything: nothing was sent' };
  const mark = requestMark(request.id);
  const before = await look(desk, mark);
  if (before === undefined) {
    if (desk.sent.has(mark)) return { state: 'unknown', detail: 'Alertmanager cannot be asked whether the silence was made' };
    return { state: 'failed', detail: 'Alertmanager does not tell its silences: nothing was sent' };
  }
  if (before !== 'none') return done(request, before.id);
  const body = silenceBody(desk, request);
  let words = '';
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    desk.sent.add(mark);
    const verdict = await verdictOf(() => desk.api.post(body));
    if (verdict.kind === 'refused') return { state: 'failed', detail: verdict.words };
    const answered = verdict.kind === 'done' ? textField(verdict.text, 'silenceID') : undefined;
    const found = answered === undefined ? await lookForLost(desk, mark) : { id: answered };
    words = verdict.kind === 'done' ? 'Alertmanager answered without the id of the silence' : verdict.words;
    if (found === undefined) return { state: 'unknown', detail: `${words}; nobody could look whether the silence was made` };
    if (found !== 'none') return done(request, tries === 0 ? found.id : await keepOne(desk, mark, found.id));
    if (verdict.kind === 'done' || !verdict.settled) return { state: 'unknown', detail: `${words}; there is no such silence yet, it may still come` };
  }
  return { state: 'failed', detail: `${words}; tried twice, and no silence was made` };
}

function silenceBody({ clock }: ActDesk, { id, action, matchers, until, comment, by }: ActRequest): object {
  const now = clock.now();
  return { matchers, startsAt: toRfc3339(now), endsAt: toRfc3339(until ?? shift(now, HOUR)), createdBy: by, comment: writeComment(comment, id, action === 'ack') };
}

function done({ action, name }: ActRequest, silence: string): ActOutcome {
  return { state: 'done', detail: action === 'ack' ? `${name} acknowledged by a silence` : `${name} silenced`, silence };
}

async function lookForLost(desk: ActDesk, mark: string): Promise<Found> {
  let found: Found;
  for (const millis of LOOKS_MILLIS) {
    await desk.clock.sleep(millis, desk.signal);
    if (desk.signal.aborted) return undefined;
    found = await look(desk, mark);
    if (found !== undefined && found !== 'none') return found;
  }
  return found;
}

async function look({ api }: ActDesk, mark: string): Promise<Found> {
  const silences = await marked(api, mark);
  if (silences === undefined) return undefined;
  const best = silences.find(({ expired }) => !expired) ?? silences[0];
  return best === undefined ? 'none' : { id: best.id };
}

/** A first try that was thought dead and came to life after the second one: the mark says that both are ours, and one is enough. */
async function keepOne({ api }: ActDesk, mark: string, made: string): Promise<string> {
  const lasting = (await marked(api, mark))?.filter(({ expired }) => !expired) ?? [];
  const kept = lasting.find(({ id }) => id === made) ?? lasting[0] ?? { id: made };
  for (const { id } of lasting) if (id !== kept.id) await verdictOf(() => api.expire(id));
  return kept.id;
}

async function marked(api: AlertmanagerApi, mark: string): Promise<ReturnType<typeof silencesOf> | undefined> {
  try {
    return silencesOf((await api.list('silences')).records, mark);
  } catch (error) {
    if (error instanceof SourceError) return undefined;
    throw error;
  }
}
