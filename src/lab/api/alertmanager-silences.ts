// Silences as Alertmanager's API v2 takes and tells them. Its errors have three shapes: a JSON text, an object with a code, or nothing.
import { micros } from '../../lib/micros.ts';
import { parseTime } from '../../lib/parse-time.ts';
import { isSound, matches, type LabelMatcher } from '../matchers.ts';
import type { Scene } from '../scene.ts';
import type { Silence, SilenceOrder, Silences } from '../silences.ts';
import { stampMillis } from '../stamp.ts';
import { empty, fieldsOf, isFields, json, saysJson, type Asked, type Reply } from './asked.ts';
import { withMatchers } from './filter.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `path` is what follows /api/v2/ and begins with `silence`. */
export function silenceAnswer(path: string, asked: Asked, scene: Scene, silences: Silences): Reply | undefined {
  const { method, params } = asked;
  if (path === 'silences' && method === 'POST') return taken(asked, scene, silences);
  if (path === 'silences' && method === 'GET') {
    // A silence passes a filter where one of its own matchers has that name and a value that fits.
    const fits = (filters: readonly LabelMatcher[]) => (silence: Silence): boolean =>
      filters.every((filter) => silence.matchers.some(({ name, value }) => name === filter.name && matches(filter, value)));
    return withMatchers(params, (filters) => json(silences.all().filter(fits(filters)).map((silence) => silenceJson(silence, silences))));
  }
  const id = /^silence\/([^/]+)$/.exec(path)?.[1];
  if (id === undefined || (method !== 'GET' && method !== 'DELETE')) return undefined;
  if (!UUID.test(id)) return json({ code: 601, message: `silenceID in path must be of type uuid: ${JSON.stringify(id)}` }, 422);
  const known = silences.get(id.toLowerCase());
  if (known === undefined) return empty(404);
  if (method === 'GET') return json(silenceJson(known, silences));
  silences.expire(known);
  return empty(200);
}

function taken(asked: Asked, scene: Scene, silences: Silences): Reply {
  if (!saysJson(asked)) return json({ code: 415, message: 'unsupported media type, only [application/json] are allowed' }, 415);
  const fields = fieldsOf(asked.body);
  if (fields === undefined) return json({ code: 400, message: 'parsing silence body from "" failed, because it is no JSON object' }, 400);
  const order = orderOf(fields);
  if (!('createdBy' in order)) return order;
  if (order.startsAt >= order.endsAt) return json('Failed to create silence: start time must be before end time', 400);
  if (order.endsAt < scene.now()) return json("Failed to create silence: end time can't be in the past", 400);
  const wrong = order.matchers.find((matcher) => !isSound(matcher));
  if (wrong !== undefined) return json(`invalid silence: matcher set 0: invalid label matcher: invalid regular expression ${JSON.stringify(wrong.value)}`, 400);
  if (order.matchers.every((matcher) => matches(matcher, ''))) return json('invalid silence: matcher set 0: at least one matcher must not match the empty string', 400);
  const id = fields['id'];
  if (id === undefined || id === '') return json({ silenceID: silences.create(order).id });
  const known = typeof id === 'string' ? silences.get(id) : undefined;
  return known === undefined ? json('silence not found', 404) : json({ silenceID: silences.replace(known, order).id });
}

/** What is asked for, or what is wrong with it. */
function orderOf(fields: Readonly<Record<string, unknown>>): SilenceOrder | Reply {
  const wrong = (code: number, message: string): Reply => json({ code, message }, 422);
  const missing = ['comment', 'createdBy', 'endsAt', 'matchers', 'startsAt'].find((name) => fields[name] === undefined || fields[name] === null);
  if (missing !== undefined) return wrong(602, `${missing} in body is required`);
  const { comment, createdBy, matchers: given, annotations } = fields;
  if (typeof comment !== 'string' || typeof createdBy !== 'string') return wrong(601, 'comment and createdBy in body must be of type string');
  const matchers = Array.isArray(given) ? given.flatMap((matcher) => matcherOf(matcher) ?? []) : [];
  if (!Array.isArray(given) || matchers.length !== given.length) return wrong(602, 'matchers in body must have name, value and isRegex each');
  if (matchers.length === 0) return wrong(612, 'matchers in body should have at least 1 items');
  const [startsAt, endsAt] = [timeOf(fields['startsAt']), timeOf(fields['endsAt'])];
  if (startsAt === undefined || endsAt === undefined) return wrong(601, 'startsAt and endsAt in body must be of type date-time');
  return { matchers, startsAt, endsAt, createdBy, comment, annotations: textsOf(annotations) };
}

/** One of the `matchers` of a body; undefined where it is none. */
export function matcherOf(value: unknown): LabelMatcher | undefined {
  if (!isFields(value)) return undefined;
  const { name, value: wanted, isRegex, isEqual = true } = value;
  if (typeof name !== 'string' || name === '' || typeof wanted !== 'string' || typeof isRegex !== 'boolean' || typeof isEqual !== 'boolean') return undefined;
  return { name, value: wanted, isRegex, isEqual };
}

function textsOf(value: unknown): Readonly<Record<string, string>> {
  return isFields(value) ? Object.fromEntries(Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string')) : {};
}

function timeOf(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/i.test(value) ? parseTime(value, micros(0), 'utc') : undefined;
}

function silenceJson(silence: Silence, silences: Silences): unknown {
  const { id, updatedAt, annotations, comment, createdBy, endsAt, matchers, startsAt } = silence;
  return {
    id,
    status: { state: silences.stateOf(silence) },
    updatedAt: stampMillis(updatedAt),
    ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    comment,
    createdBy,
    endsAt: stampMillis(endsAt),
    matchers: matchers.map(({ name, value, isRegex, isEqual }) => ({ isEqual, isRegex, name, value })),
    startsAt: stampMillis(startsAt),
  };
}
