// The parameters that the portal's queries share: a stretch of time and a limit. What cannot be read is answered in words.
import { SECOND, micros } from '../../../lib/micros.ts';
import { parseDuration, parseTime } from '../../../lib/parse-time.ts';
import type { Scene } from '../../scene.ts';
import { json, type Reply } from '../asked.ts';

/** Unix microseconds, both inclusive, inside of what the lab knows. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

const DID = 'did:vm:node:';

/** `from`, `to` and `last`; the window is `usual` microseconds long where neither `from` nor `last` is given. */
export function windowOf(params: URLSearchParams, scene: Scene, usual: number): Window | Reply {
  const now = scene.now();
  const time = (name: string, otherwise: number): number | undefined => {
    const text = params.get(name);
    return text === null ? otherwise : parseTime(text, micros(now), 'utc');
  };
  const last = params.has('last') ? parseDuration(params.get('last') ?? '') : usual;
  if (last === undefined) return refused('last', params);
  const to = time('to', now);
  if (to === undefined) return refused('to', params);
  const from = time('from', Math.min(to, now) - last);
  if (from === undefined) return refused('from', params);
  return { from: Math.max(from, (scene.startSecond + scene.firstSecond) * SECOND), to: Math.min(to, now) };
}

/** `limit`, at most `most`. */
export function limitOf(params: URLSearchParams, most: number): number {
  const text = params.get('limit') ?? '';
  return /^\d{1,9}$/.test(text) ? Math.min(most, Number(text)) : 100;
}

export function isReply(value: object): value is Reply {
  return 'status' in value && 'body' in value;
}

export function refused(name: string, params: URLSearchParams): Reply {
  return wrong(`${name}: "${params.get(name) ?? ''}" cannot be read`);
}

export function wrong(error: string, status = 400): Reply {
  return json({ error }, status);
}

/** A node as the portal names it. */
export function did(node: string): string {
  return `${DID}${node}`;
}

/** A node named either way. */
export function bareNode(node: string): string {
  return node.startsWith(DID) ? node.slice(DID.length) : node;
}
