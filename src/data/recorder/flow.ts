// How much each source delivered since its last flow row.
import type { Micros } from '../../lib/micros.ts';
import type { FlowDraft } from '../../model/signal.ts';
import type { Batch } from '../sources/source.ts';

export interface Flow {
  readonly logs: number;
  readonly samples: number;
  readonly rejects: number;
  readonly bytes: number;
}

export function emptyFlow(): Flow {
  return { logs: 0, samples: 0, rejects: 0, bytes: 0 };
}

export function countInto(flow: Flow, batch: Batch): Flow {
  let { logs, samples, rejects } = flow;
  for (const draft of batch.drafts) {
    if (draft.kind === 'log') logs += 1;
    else if (draft.kind === 'sample') samples += 1;
    else if (draft.kind === 'reject') rejects += 1;
  }
  return { logs, samples, rejects, bytes: flow.bytes + batch.bytes };
}

export function flowDraft(flow: Flow, at: Micros): FlowDraft {
  return { kind: 'flow', at, ...flow };
}
