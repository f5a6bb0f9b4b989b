// `obs-tui alert expire`: ends a silence before its time.
import { backends, onlyOne } from './backend.ts';
import { send, type RequestOptions } from './request.ts';

export async function alertExpire(silence: string, options: RequestOptions): Promise<number> {
  const all = await backends(options, new AbortController().signal);
  const backend = all.find(({ silences }) => silences.some(({ id }) => id === silence)) ?? onlyOne(all);
  return send(backend, { action: 'expire', target: silence, name: 'silence', matchers: [], comment: '' }, options);
}
