// The lines that carry the story, at their exact moments, whatever the rate of ordinary traffic. Every one is guardian, treasury
// or portal speaking, so each has ids of its own kind like any other row.
import { seededRandom } from '../lib/random.ts';
import { hex16, hex32 } from './ids.ts';
import { clockTime } from './story-time.ts';
import { mix } from './noise.ts';
import { columns, type Line, type WireLevel } from './row.ts';
import type { Story } from './story.ts';

export interface ScriptLine {
  /** Inside its second, 0 to 999,999. */
  readonly micros: number;
  readonly line: Line;
}

/** Yields the story's lines of one second, in order; most seconds have none. */
export type Script = (second: number) => readonly ScriptLine[];

const NONE: readonly ScriptLine[] = [];
const GROWS_EVERY = 15;
const WORKS_EVERY = 20;

export function script(seed: number, story: Story): Script {
  const settlement = settlementLines(story);
  const tell = (second: number, level: WireLevel, msg: string, fields: string): readonly ScriptLine[] => [{ micros: 0, line: guardianLine(seed, second, level, msg, fields) }];

  return (second) => {
    const settled = settlement.get(second);
    if (settled !== undefined) return settled;
    const depth = Math.round(story.queueDepth('brick-02', second));
    if (second === clockTime(14, 50)) return tell(second, 'INFO', 'backlog cleared', ` depth=${depth} backend=bitcoin`);
    if (second >= clockTime(14, 40) && second < clockTime(14, 50) && second % WORKS_EVERY === 0) {
      return tell(second, 'WARN', 'processing backlog', ` depth=${depth} workers=4 backend=bitcoin`);
    }
    if (second >= clockTime(14, 25) && second < clockTime(14, 40) && second % GROWS_EVERY === 0) {
      return tell(second, 'WARN', 'anchor queue depth increasing', ` depth=${depth} backend=bitcoin`);
    }
    return NONE;
  };
}

function guardianLine(seed: number, second: number, level: WireLevel, msg: string, fields: string): Line {
  const random = seededRandom(mix(seed, 31, second));
  const ids = { traceId: hex32(random), spanId: hex16(random), columns: columns(hex16(random), {}) };
  return { ...ids, level, msg, fields, service: 'guardian', node: 'brick-02' };
}

/** By second, what the services logged while they worked on the settlement of 14:30. */
function settlementLines(story: Story): ReadonlyMap<number, readonly ScriptLine[]> {
  const { traceId, correlationId, tx, spans, startMillis, durationMillis } = story.settlement;
  const [request, validate, emit, anchor] = spans;
  const said = [
    { span: request, after: 0, msg: 'request received', fields: ' method=POST path=/treasury/settle' },
    { span: validate, after: 250, msg: 'settlement validated', fields: ' accounts=3 duration_ms=150' },
    { span: emit, after: 300, msg: 'receipt emitted', fields: ' scroll=treasury duration_ms=50' },
    { span: anchor, after: 2300, msg: 'anchor request completed', fields: ' backend=bitcoin duration_ms=2000' },
    { span: request, after: durationMillis, msg: 'settlement completed', fields: ` status=200 duration_ms=${durationMillis}` },
  ];
  const lines = said.map(({ span, after, msg, fields }) => ({
    millis: startMillis + after,
    line: { level: 'INFO', service: span.service, node: span.node, traceId, spanId: span.spanId, msg, fields, columns: columns(correlationId, { tx }) } as const,
  }));
  const bySecond = Map.groupBy(lines, ({ millis }) => Math.floor(millis / 1_000));
  return new Map([...bySecond].map(([second, group]) => [second, group.map(({ millis, line }) => ({ micros: (millis % 1_000) * 1_000, line }))]));
}
