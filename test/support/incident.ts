// What tests save.
import type { SavePlan } from '../../src/data/incident/save.ts';
import { at } from './session.ts';

export function aSavePlan(over: Partial<SavePlan> & Pick<SavePlan, 'session' | 'range'>): SavePlan {
  return { title: 'Anchor backlog', severity: 'high', withoutSources: [], redact: false, sessionId: 'run', by: 'ada', savedAt: at(9_000), program: 'obs-tui test', ...over };
}
