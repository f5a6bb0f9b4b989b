// What a health endpoint answers, as checks. Forms differ: an object with `status` and `checks`, the same inside `detail`, a bare word,
// or nothing but the status of the answer.
import type { Micros } from '../../../lib/micros.ts';
import type { CheckFacts, CheckState } from '../../../model/fact.ts';
import type { FactDraft } from '../../../model/signal.ts';

export type HealthPart = 'overall' | 'live' | 'ready';

const GOOD = /^(?:ok|okay|up|healthy|alive|live|ready|pass|passing|serving|true|green|met)$/i;
const WEAK = /^(?:degraded|warn|warning|slow|yellow|at[_ ]risk|starting|draining)$/i;
const BAD = /^(?:fail|failed|failing|down|unhealthy|error|critical|not[_ ]ready|not[_ ]serving|false|red|dead|missed)$/i;
const MOST_CHECKS = 200;
const MOST_WORDS = 300;

/** A word of health in anybody's language. */
function stateOfWord(word: unknown): CheckState {
  const text = typeof word === 'boolean' ? String(word) : typeof word === 'string' ? word.trim() : '';
  return GOOD.test(text) ? 'ok' : WEAK.test(text) ? 'degraded' : BAD.test(text) ? 'failing' : 'unknown';
}

/** The checks that one answer tells: the part itself, and for the whole every check in it. `status` is that of the answer. */
export function decodeHealth(part: HealthPart, status: number, text: string, at: Micros): readonly FactDraft<'check'>[] {
  const body = objectIn(text);
  const inner = objectOf(body['detail']) ?? body;
  const said = inner['status'] ?? inner[part] ?? (Object.keys(body).length === 0 ? text.trim().split('\n')[0] : undefined);
  const fair = status >= 200 && status < 300;
  const told = stateOfWord(said);
  const state: CheckState = fair ? (told === 'unknown' ? (said === undefined || said === '' ? 'ok' : 'unknown') : told) : 'failing';
  const words = [typeof said === 'string' && said !== '' ? said.slice(0, MOST_WORDS) : undefined, fair ? undefined : `status ${status}`];
  const detail = words.filter((word) => word !== undefined).join(', ');
  const version = body['version'];
  const uptime = body['uptime_seconds'] ?? body['uptime'];
  const self = checkDraft(at, { id: part, part, name: part, state, detail, version, uptime });
  return part === 'overall' ? [self, ...checksIn(inner['checks'], at)] : [self];
}

/** No answer at all is the health of a system too. */
export function unanswered(part: HealthPart, detail: string, at: Micros): FactDraft<'check'> {
  return checkDraft(at, { id: part, part, name: part, state: 'failing', detail });
}

function checksIn(checks: unknown, at: Micros): readonly FactDraft<'check'>[] {
  const known = Array.isArray(checks) ? checks.map((check): [string, unknown] => [String(objectOf(check)?.['name'] ?? ''), check]) : Object.entries(objectOf(checks) ?? {});
  return known
    .filter(([name]) => name !== '')
    .slice(0, MOST_CHECKS)
    .map(([name, value]) => {
      const fields = objectOf(value);
      const word = fields === undefined ? value : (fields['status'] ?? fields['state']);
      const more = fields?.['message'] ?? fields?.['detail'] ?? fields?.['error'];
      const detail = [word, more].filter((part): part is string => typeof part === 'string').join(': ').slice(0, MOST_WORDS);
      return checkDraft(at, { id: `check:${name}`, part: 'check', name, state: stateOfWord(word), detail });
    });
}

function checkDraft(at: Micros, facts: Pick<CheckFacts, 'id' | 'part' | 'name' | 'state'> & { detail: string; version?: unknown; uptime?: unknown }): FactDraft<'check'> {
  const { detail, version, uptime, ...rest } = facts;
  return {
    kind: 'check',
    at,
    ...rest,
    ...(detail === '' ? {} : { detail }),
    ...(typeof version === 'string' && version !== '' ? { version: version.slice(0, MOST_WORDS) } : {}),
    ...(typeof uptime === 'number' && uptime >= 0 && Number.isFinite(uptime) ? { uptime } : {}),
  };
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    return objectOf(JSON.parse(text)) ?? {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}
