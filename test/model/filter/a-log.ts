import { micros } from '../../../src/lib/micros.ts';
import type { LogRecord, Seq } from '../../../src/model/signal.ts';

export function aLog(parts: Partial<LogRecord> = {}): LogRecord {
  return { kind: 'log', at: micros(1_763_000_000_000_000), seq: 1 as Seq, source: 1, level: 'info', message: 'anchor cycle started', ...parts };
}
