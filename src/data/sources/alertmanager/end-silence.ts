// Ends a silence before its time. Ending one that has ended changes nothing, so that a lost answer may be followed by a second request.
import { micros } from '../../../lib/micros.ts';
import type { ActOutcome, ActRequest } from '../../../model/alert.ts';
import { SourceError } from '../../../model/errors.ts';
import { parsedJson, verdictOf } from './answers.ts';
import type { AlertmanagerApi } from './api.ts';
import { decodeSilences } from './decode.ts';

const MOST_TRIES = 2;
const ABSENT = 404;

type State = 'expired' | 'lasting' | 'absent' | 'unknown';

export async function endSilence(api: AlertmanagerApi, { target }: ActRequest): Promise<ActOutcome> {
  const ended: ActOutcome = { state: 'done', detail: 'the silence has ended', silence: target };
  let words = '';
  let state: State = 'unknown';
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const verdict = await verdictOf(() => api.expire(target));
    if (verdict.kind === 'done') return ended;
    ({ words } = verdict);
    // Versions differ in what they answer for a silence that has ended or never was: the silence itself is asked.
    state = await stateOf(api, target);
    if (state === 'expired') return ended;
    if (state === 'absent') return { state: 'failed', detail: `Alertmanager knows no silence ${target}` };
    if (verdict.kind === 'refused') return { state: 'failed', detail: words };
  }
  if (state === 'unknown') return { state: 'unknown', detail: `${words}; nobody could look whether the silence has ended` };
  return { state: 'failed', detail: `${words}; the silence lasts` };
}

async function stateOf(api: AlertmanagerApi, id: string): Promise<State> {
  try {
    const { status, text } = await api.silence(id);
    if (status === ABSENT) return 'absent';
    return status === 200 ? lastingOrExpired(text) : 'unknown';
  } catch (error) {
    if (error instanceof SourceError) return 'unknown';
    throw error;
  }
}

function lastingOrExpired(text: string): State {
  const [silence] = decodeSilences([parsedJson(text)], micros(0)).listed;
  return silence === undefined ? 'unknown' : silence.draft.state === 'expired' ? 'expired' : 'lasting';
}
