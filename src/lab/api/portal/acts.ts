// What operators ask of the portal: to acknowledge an alert and to silence. The same Idempotency-Key is carried out once and answered
// alike; acknowledgements and silences live in memory.
import { SECOND, micros } from '../../../lib/micros.ts';
import { parseDuration, parseTime } from '../../../lib/parse-time.ts';
import { highCpu } from '../../alerting.ts';
import { isSound, matches, type LabelMatcher } from '../../matchers.ts';
import type { Scene } from '../../scene.ts';
import type { Silences } from '../../silences.ts';
import { stampDay, stampSeconds } from '../../stamp.ts';
import { matcherOf } from '../alertmanager-silences.ts';
import { decoded, fieldsOf, json, saysJson, type Asked, type Reply } from '../asked.ts';
import { alertId, OPERATION, type Acknowledgement } from './alerts.ts';
import { bareNode, wrong } from './window.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Answers kept for a repeated key; the oldest are forgotten. */
const MOST_ANSWERS = 1_000;
const NOBODY = 'did:vm:user:unknown';

export class PortalActs {
  readonly acks = new Map<string, Acknowledgement>();
  readonly #scene: Scene;
  readonly #silences: Silences;
  readonly #answers = new Map<string, { readonly asked: string; readonly reply: Reply }>();
  #operations = 0;

  constructor(scene: Scene, silences: Silences) {
    this.#scene = scene;
    this.#silences = silences;
  }

  /** A POST below /obs/alerts/; `path` is what follows. Undefined where there is nothing of that name. */
  answer(path: string, asked: Asked): Reply | undefined {
    const id = /^([^/]+)\/ack$/.exec(path)?.[1];
    if (path !== 'silence' && id === undefined) return undefined;
    if (!saysJson(asked)) return wrong('the body must be application/json', 415);
    const fields = fieldsOf(asked.body);
    if (fields === undefined) return wrong('the body is no JSON object');
    const key = asked.headers['idempotency-key'];
    const act = (): Reply => (id === undefined ? this.#silence(fields) : this.#acknowledge(decoded(id), fields));
    return typeof key === 'string' && key !== '' ? this.#once(key, `${path} ${asked.body}`, act) : act();
  }

  #once(key: string, asked: string, act: () => Reply): Reply {
    const known = this.#answers.get(key);
    if (known !== undefined) return known.asked === asked ? known.reply : wrong('this Idempotency-Key stands for another request', 422);
    const reply = act();
    // A refusal is not an outcome: the same key may be tried again with a better body.
    if (reply.status === 200) this.#answers.set(key, { asked, reply });
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > MOST_ANSWERS && oldest !== undefined) this.#answers.delete(oldest);
    return reply;
  }

  #acknowledge(id: string, fields: Fields): Reply {
    const moment = highCpu(this.#scene.story, this.#scene.second());
    if (id !== alertId(this.#scene) || moment === undefined || moment.state === 'pending') return wrong('alert not found', 404);
    if (moment.state === 'resolved') return wrong('the alert is resolved', 409);
    const deadline = textOf(fields, 'follow_up_deadline');
    const contract = {
      ...this.#operation('alert_acknowledge', fields),
      alert_id: id,
      acknowledged_by: textOf(fields, 'acknowledged_by') ?? NOBODY,
      acknowledged_at: stampSeconds(this.#scene.now()),
      comment: textOf(fields, 'comment') ?? '',
      escalation_suppressed: fields['escalation_suppressed'] !== false,
      follow_up_required: fields['follow_up_required'] === true || deadline !== undefined,
      ...(deadline === undefined ? {} : { follow_up_deadline: deadline }),
    };
    this.acks.set(id, contract);
    return json(contract);
  }

  /** `matchers`, or `node`, `service` and `alert`, say what is silenced; `duration` or `until` how long. */
  #silence(fields: Fields): Reply {
    const now = this.#scene.now();
    const matchers = matchersOf(fields);
    if (matchers === undefined || matchers.some((matcher) => !isSound(matcher)) || matchers.every((matcher) => matches(matcher, ''))) return wrong('a silence needs matchers, a node, a service or an alert');
    const length = parseDuration(textOf(fields, 'duration') ?? '');
    const endsAt = length === undefined ? parseTime(textOf(fields, 'until') ?? '', micros(now), 'utc') : now + length;
    if (endsAt === undefined || endsAt <= now) return wrong('a silence needs a duration such as 1h, or a time to come in until');
    const [createdBy, comment] = [textOf(fields, 'created_by') ?? NOBODY, textOf(fields, 'reason') ?? ''];
    const operation = this.#operation('alert_silence', fields);
    const silence = this.#silences.create({ matchers, startsAt: now, endsAt, createdBy, comment, annotations: { [OPERATION]: operation.operation_id } });
    return json({ ...operation, silence_id: silence.id, matchers, reason: comment, created_by: createdBy, created_at: stampSeconds(now), until: stampSeconds(endsAt) });
  }

  /** Who asks may name the operation. */
  #operation(type: string, fields: Fields): { readonly operation_id: string; readonly operation_type: string } {
    this.#operations += 1;
    const day = stampDay(this.#scene.startSecond * SECOND);
    return { operation_id: textOf(fields, 'operation_id') ?? `obs-op-${day}-${String(this.#operations).padStart(3, '0')}`, operation_type: type };
  }
}

/** Undefined where there is nothing to match, or a matcher that is none. */
function matchersOf(fields: Fields): readonly LabelMatcher[] | undefined {
  const given = fields['matchers'];
  if (Array.isArray(given) && given.length > 0) {
    const read = given.flatMap((matcher) => matcherOf(matcher) ?? []);
    return read.length === given.length ? read : undefined;
  }
  const named = [...equals('node', bareNode(textOf(fields, 'node') ?? '')), ...equals('service', textOf(fields, 'service') ?? ''), ...equals('alertname', textOf(fields, 'alert') ?? '')];
  return named.length === 0 ? undefined : named;
}

function equals(name: string, value: string): readonly LabelMatcher[] {
  return value === '' ? [] : [{ name, value, isRegex: false, isEqual: true }];
}

function textOf(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
