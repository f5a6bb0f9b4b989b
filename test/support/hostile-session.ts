// A session in which everything that comes from outside means harm, and of which there is more than any screen can show.
import type { Growing, SourceName } from './recorded.ts';
import type { Draft } from '../../src/model/signal.ts';
import { LEVELS } from '../../src/model/level.ts';
import { aNote, aPanel, aPanelSample, aReject, HOSTILE } from './builders.ts';
import { hostileFacts } from './hostile-facts.ts';
import { aGap, aHealth, aLog, aSpan, from } from './session.ts';

const STATES = ['connecting', 'ok', 'degraded', 'retrying', 'refused', 'ended'] as const;
const VALUES = [0, -0, 1e308, -1e308, 5e-324, Number.NaN, Infinity, -Infinity, 0.1 + 0.2, 99.999, 1e15];
const UNITS = ['none', 'percent', 'ratio', 'bytes', 'bytes/s', 'seconds', 'milliseconds', '/s', '/min'] as const;

function nth<T>(list: readonly T[], index: number): T {
  const value = list[index % list.length];
  if (value === undefined) throw new RangeError('an empty list');
  return value;
}

export const HOSTILE_SOURCES: readonly SourceName[] = Array.from({ length: 50 }, (_, index) => ({
  name: `${index}${nth(HOSTILE, index)}`, kind: nth(HOSTILE, index + 1), target: nth(HOSTILE, index + 2).repeat(20),
}));

export function fillHostile(run: Growing): void {
  run.commit(1, HOSTILE.flatMap((_, index) => hostileLogs(index)), HOSTILE_SOURCES.flatMap((_, index) => from(index + 1, ...hostileHealth(index))));
  run.commit(2, Array.from({ length: 300 }, (_, index) => hostilePanel(index)));
  for (let second = 3; second < 9; second += 1) run.commit(second, hostileSamples(second));
  run.commit(10, HOSTILE.flatMap((text, index): Draft[] => [
    aGap(index / 4, { gapId: `g${index}`, detail: text, ...(index % 2 === 0 ? { missing: 2 ** 40 } : {}), recovered: index }),
    aReject(index / 4, { reason: text, excerpt: text.repeat(40), ...(index % 2 === 0 ? { line: index } : {}) }),
    aNote(index / 4, text),
  ]));
  run.commit(10.5, HOSTILE.flatMap((_, index) => hostileSpans(index)));
  run.commit(10.7, hostileFacts());
  run.commit(11, [{ kind: 'flow', at: aLog(11).at, logs: 2 ** 40, samples: 2 ** 40, rejects: 2 ** 40, bytes: 2 ** 50 }]);
  run.finish();
}

function hostileLogs(index: number): readonly Draft[] {
  const text = nth(HOSTILE, index);
  const level = nth(LEVELS, index);
  return [
    aLog(index / 4, { level, message: text, service: text, node: nth(HOSTILE, index + 1), traceId: nth(HOSTILE, index + 2), spanId: text, rowId: text }),
    aLog(index / 4, { level, message: `conn ${text.repeat(3_000)}`, attributes: { [text]: nth(HOSTILE, index + 3), deep: { [text]: [text, { [text]: null }] }, number: -0, flag: false, nothing: null } }),
  ];
}

/** Spans that are their own parents, begin before them, end never, share ids, and hold harm wherever text may stand; some in the trace of a log. */
function hostileSpans(index: number): readonly Draft[] {
  const text = nth(HOSTILE, index);
  const traceId = index % 2 === 0 ? `trace ${index % 4}` : nth(HOSTILE, index + 2);
  const facts = { traceId, name: `${text} ${text.repeat(200)}`, service: nth(HOSTILE, index + 1), node: text, status: 'error', statusMessage: text } as const;
  return [
    aSpan(index / 4, `a${index}`, { ...facts, parentId: `b${index}`, duration: 0 }),
    aSpan(index / 4 - 1, `b${index}`, { ...facts, parentId: `a${index}`, duration: 2 ** 40, attributes: { [text]: text.repeat(3_000), deep: { [text]: [text, { [text]: null }] } } }),
    aSpan(index / 4, `b${index}`, { ...facts, parentId: `b${index}`, events: [{ at: aLog(0).at, name: text, attributes: { [text]: text } }], links: [{ traceId: text, spanId: text }], resource: { [text]: text } }),
    ...Array.from({ length: 6 }, (_, turn): Draft => aSpan(index / 4 + turn / 10, `c${turn}`, { ...facts, parentId: turn === 0 ? text : `a${index}` })),
  ];
}

function hostileHealth(index: number): readonly Draft[] {
  const text = nth(HOSTILE, index);
  const retry = { attempt: 2 ** 31, retryAt: aLog(1e6).at };
  return Array.from({ length: 3 }, (_, turn): Draft => aHealth(turn, { state: nth(STATES, index + turn), detail: text, code: turn === 0 ? text : 'SOURCE_AUTH', ...retry }));
}

function hostilePanel(index: number): Draft {
  const text = nth(HOSTILE, index);
  return aPanel(`p${index}`, { title: `${text}${index}`, expr: text, unit: nth(UNITS, index), source: text, ...(index % 3 === 0 ? { threshold: nth(VALUES, index) } : {}) });
}

function hostileSamples(second: number): readonly Draft[] {
  return Array.from({ length: 60 }, (_, index): Draft => {
    const labels = { [nth(HOSTILE, index)]: nth(HOSTILE, index + second), node: nth(HOSTILE, index) };
    return aPanelSample(`p${index % 25}`, second + index / 100, nth(VALUES, index * second), labels);
  });
}
