// Asks for the health of a system again and again. A system that does not answer is failing: that is recorded, and then told as the
// fault of a connection that it is.
import { SourceError } from '../../../model/errors.ts';
import type { FactDraft } from '../../../model/signal.ts';
import { Changed } from '../changed.ts';
import { accessHeaders } from '../http/auth.ts';
import { appendPath, baseUrl, shownUrl } from '../http/base-url.ts';
import type { HttpAnswer } from '../http/client.ts';
import { openClient } from '../http/open-client.ts';
import type { Batch, SourceDeps, StreamOptions } from '../source.ts';
import type { HealthConfig } from './config.ts';
import { decodeHealth, unanswered, type HealthPart } from './decode.ts';

const PARTS: readonly (readonly [HealthPart, string])[] = [['overall', 'health'], ['live', 'health/live'], ['ready', 'health/ready']];
const MOST_BYTES = 1_000_000;
const ABSENT = 404;

export async function* streamHealth(config: HealthConfig, { clock }: SourceDeps, { signal, resume }: StreamOptions): AsyncIterable<Batch> {
  const client = await openClient(config, signal);
  const { url, credentials } = baseUrl(config.url);
  let changed = new Changed();
  let uptime = 0;
  try {
    const headers = await accessHeaders(config, credentials, { signal });
    // A system that is not well answers 500 or 503 and says why.
    const accepts = (status: number): boolean => (status >= 200 && status < 300) || status >= 500 || status === ABSENT;
    const ask = (path: string): Promise<HttpAnswer> =>
      client.request({ url: appendPath(url, path), headers, hostHeader: config.host, signal, deadlineMillis: config.timeout, maxBytes: MOST_BYTES, accepts, allowInsecure: config.allow_insecure });
    while (!signal.aborted) {
      const at = clock.now();
      const answers: (readonly [HealthPart, HttpAnswer])[] = [];
      try {
        for (const [part, path] of PARTS) answers.push([part, await ask(path)]);
      } catch (error) {
        // Told once, and not again by every try to reach it.
        if (error instanceof SourceError && error.retry && !signal.aborted && resume?.['silent'] !== true) {
          yield { drafts: [unanswered('overall', error.message, at)], bytes: 0, live: false, resume: { silent: true } };
        }
        throw error;
      }
      const present = answers.filter(([, { status }]) => status !== ABSENT);
      if (present.length === 0) throw new SourceError('SOURCE_NOT_FOUND', `${shownUrl(url)} has no /health, /health/live or /health/ready (404)`, { retry: false });
      const drafts = present.flatMap(([part, { status, text }]) => decodeHealth(part, status, text, at));
      const since = uptimeIn(drafts);
      // The uptime grows by itself; a system that started anew is news, all of it.
      if (since < uptime) changed = new Changed();
      uptime = since;
      yield { drafts: changed.of(drafts, ['uptime']), bytes: present.reduce((sum, [, answer]) => sum + answer.bytes, 0), resume: {} };
      await clock.sleep(config.interval, signal);
    }
  } finally {
    await client.close();
  }
}

function uptimeIn(drafts: readonly FactDraft<'check'>[]): number {
  return drafts.reduce((most, draft) => Math.max(most, draft.uptime ?? 0), 0);
}
