// What the benchmarks read: made from a seed, the same on every machine, so that a figure can be compared with that of last year.
// Two corpora: JSON lines of 253 bytes as services write them, and frames as the log tail of the lab sends them.
import { micros, SECOND, toRfc3339, type Micros } from '../src/lib/micros.ts';
import { seededRandom } from '../src/lib/random.ts';
import { traffic } from '../src/lab/traffic.ts';
import type { Level } from '../src/model/level.ts';
import type { LogDraft } from '../src/model/signal.ts';

const SERVICES = ['api', 'auth', 'billing', 'cart', 'catalog', 'checkout', 'email', 'inventory', 'payment', 'search', 'shipping', 'web'];
const MESSAGES = [
  'request completed', 'cache miss for key user:session', 'connection returned to pool', 'payment authorised by provider',
  'retrying upstream call after ECONNRESET', 'inventory reserved for order', 'token refreshed before expiry', 'slow query on orders by customer',
  'email handed to relay', 'search index updated', 'circuit breaker half open', 'rate limit nearly reached for tenant',
];
const LEVELS: readonly { readonly level: Level; readonly upTo: number }[] = [
  { level: 'debug', upTo: 0.2 }, { level: 'info', upTo: 0.93 }, { level: 'warn', upTo: 0.98 }, { level: 'error', upTo: 0.999 }, { level: 'fatal', upTo: 1 },
];
/** Rows that share a trace. */
const PER_TRACE = 8;
const PER_NEEDLE = 100_000;
/** What the last of PER_NEEDLE rows says, and no other. */
export const NEEDLE = 'needle-in-the-haystack';

/** Rows 0, 1, 2 … of a corpus, `perSecond` of them in a second, the first at `from`. */
export function corpusRows(seed: number, from: Micros, perSecond: number): () => LogDraft {
  const random = seededRandom(seed);
  const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)] ?? '';
  const traces = Array.from({ length: 64 }, () => hex(random, 32));
  let row = -1;
  return () => {
    row += 1;
    const luck = random();
    const level = LEVELS.find(({ upTo }) => luck < upTo)?.level ?? 'info';
    const slot = row % traces.length;
    if (row % (traces.length * PER_TRACE) === slot) traces[slot] = hex(random, 32);
    return {
      kind: 'log',
      at: micros(from + Math.floor((row * SECOND) / perSecond)),
      level,
      service: pick(SERVICES),
      message: `${pick(MESSAGES)}${row % PER_NEEDLE === PER_NEEDLE - 1 ? ` ${NEEDLE}` : ''} #${row}`,
      traceId: traces[slot] ?? '',
      attributes: { host: `host-${1 + Math.floor(random() * 40)}`, 'http.status': random() < 0.97 ? 200 : 503, dur_ms: Math.floor(random() * 400) },
    };
  };
}

/** A row as the JSON line that a service writes. */
export function jsonLine({ at, level, service, message, traceId, attributes }: LogDraft): string {
  return JSON.stringify({ timestamp: `${toRfc3339(at).slice(0, -4)}Z`, level, service, message, trace_id: traceId, attributes });
}

/** At least `rows` rows of the lab in frames of `perFrame`, newest first within a frame, as `/logs/tail` sends them. */
export function tailFrames(seed: number, rows: number, perFrame: number, startSecond: number): readonly string[] {
  const { block } = traffic(seed, 10_000, startSecond);
  const texts: string[] = [];
  for (let second = 0; texts.length < rows; second += 1) {
    const made = block(second, texts.length + 1);
    for (let row = 0; row < made.rows; row += 1) texts.push(made.row(row).toString('latin1'));
  }
  const frames: string[] = [];
  for (let from = 0; from < rows; from += perFrame) frames.push(`[${texts.slice(from, from + perFrame).toReversed().join(',')}]`);
  return frames;
}

/** The lab's rows of one second as plain lines, which lnav and less show without being told a format. */
export function labLines(seed: number, perSecond: number, second: number, startSecond: number): readonly string[] {
  const made = traffic(seed, perSecond, startSecond).block(second, 1);
  return Array.from({ length: made.rows }, (_, row) => {
    const { level, message } = JSON.parse(made.row(row).toString('latin1')) as { readonly level: string; readonly message: string };
    const [, ts = '', service = '', node = '', msg = '', rest = ''] = /^ts=(\S+) service=(\S+) node=(\S+) trace_id=\S+ span_id=\S+ msg="([^"]*)"(.*)$/.exec(message) ?? [];
    return `${ts} ${level} ${service} ${node} ${msg}${rest}`;
  });
}

function hex(random: () => number, digits: number): string {
  let text = '';
  while (text.length < digits) text += Math.floor(random() * 0x1_0000_0000).toString(16).padStart(8, '0');
  return text;
}
