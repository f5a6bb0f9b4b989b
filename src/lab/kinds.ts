// What the five services say on an ordinary day, and what they say while the backlog presses. A kind is one request or one
// errand: its steps share trace, correlation and transaction ids and follow each other in the log.
import { hex16 } from './ids.ts';
import type { Columns, WireLevel } from './row.ts';

export interface Step {
  readonly level: WireLevel;
  readonly service: Service;
  readonly msg: string;
  /** More logfmt, each pair with a leading space. */
  readonly fields?: (draw: Draw) => string;
}

export interface Kind {
  readonly weight: number;
  readonly steps: readonly Step[];
  /** Which of the wire's optional columns its rows fill. */
  readonly carries?: 'peer' | 'tx' | 'block';
}

/** What a step may look at: `random` yields [0, 1), `pressure` 0 to 1. */
export interface Draw {
  readonly random: () => number;
  readonly pressure: number;
}

export const SERVICES = ['guardian', 'treasury', 'portal', 'oracle', 'mesh'] as const;
export type Service = (typeof SERVICES)[number];

export const NODES = ['brick-01', 'brick-02', 'brick-03', 'brick-04', 'portal-01'] as const;

export const HOMES: Readonly<Record<Service, readonly string[]>> = {
  guardian: ['brick-02', 'brick-01'],
  treasury: ['brick-01', 'brick-03'],
  portal: ['portal-01'],
  oracle: ['brick-03', 'brick-04'],
  mesh: NODES,
};

/** Milliseconds with a long tail, stretched by the pressure. */
function took(base: number): (draw: Draw) => string {
  return ({ random, pressure }) => ` duration_ms=${Math.round(base * (0.6 + 1.2 * random() ** 3 * 3) * (1 + 2.5 * pressure))}`;
}

function whole(name: string, from: number, to: number): (draw: Draw) => string {
  return ({ random }) => ` ${name}=${from + Math.floor(random() * (to - from + 1))}`;
}

const PEERS = ['brick-01', 'brick-02', 'brick-03', 'brick-04'] as const;
const peer = ({ random }: Draw): string => ` peer=${PEERS[Math.floor(random() * PEERS.length)] ?? PEERS[0]}`;
const path = (method: string, route: string) => (): string => ` method=${method} path=${route}`;
const answered = (status: number, millis: number) => (draw: Draw): string => ` status=${status}${took(millis)(draw)}`;

/** One step: fits wherever nothing else does. */
export const HEARTBEAT: Kind & { readonly steps: readonly [Step] } = { weight: 14, carries: 'peer', steps: [{ level: 'DEBUG', service: 'mesh', msg: 'heartbeat', fields: whole('rtt_ms', 1, 9) }] };

export const ORDINARY: readonly Kind[] = [
  HEARTBEAT,
  {
    weight: 14,
    carries: 'tx',
    steps: [
      { level: 'INFO', service: 'portal', msg: 'request received', fields: path('POST', '/treasury/settle') },
      { level: 'DEBUG', service: 'treasury', msg: 'settlement validated', fields: whole('accounts', 2, 5) },
      { level: 'INFO', service: 'treasury', msg: 'receipt emitted', fields: () => ' scroll=treasury' },
      { level: 'INFO', service: 'guardian', msg: 'anchor request completed', fields: () => ' backend=bitcoin' },
      { level: 'INFO', service: 'portal', msg: 'settlement completed', fields: answered(200, 140) },
    ],
  },
  {
    weight: 18,
    steps: [
      { level: 'INFO', service: 'portal', msg: 'request received', fields: path('GET', '/oracle/answer') },
      { level: 'INFO', service: 'oracle', msg: 'query answered', fields: ({ random }) => ` confidence=0.${80 + Math.floor(random() * 20)}` },
      { level: 'INFO', service: 'portal', msg: 'request completed', fields: answered(200, 45) },
    ],
  },
  {
    weight: 10,
    steps: [
      { level: 'INFO', service: 'portal', msg: 'request received', fields: path('GET', '/health') },
      { level: 'DEBUG', service: 'portal', msg: 'request completed', fields: answered(200, 2) },
    ],
  },
  {
    weight: 9,
    carries: 'block',
    steps: [
      { level: 'DEBUG', service: 'guardian', msg: 'merkle batch sealed', fields: whole('receipts', 12, 60) },
      { level: 'INFO', service: 'guardian', msg: 'anchor submitted', fields: took(230) },
    ],
  },
  { weight: 14, carries: 'peer', steps: [{ level: 'INFO', service: 'mesh', msg: 'route refreshed', fields: whole('hops', 1, 3) }] },
  { weight: 10, steps: [{ level: 'DEBUG', service: 'oracle', msg: 'cache hit', fields: whole('age_ms', 20, 9000) }] },
  { weight: 8, steps: [{ level: 'INFO', service: 'treasury', msg: 'balance reconciled', fields: whole('accounts', 40, 60) }] },
];

/** Steps of what the backlog does to those who wait for the guardian. */
const TIMED_OUT: readonly Step[] = [
  { level: 'ERROR', service: 'treasury', msg: 'anchor_request timed out', fields: () => ' upstream=guardian timeout_ms=2000' },
  { level: 'ERROR', service: 'portal', msg: 'settlement failed', fields: ({ random }) => ` status=504 duration_ms=${2_040 + Math.floor(random() * 400)}` },
];
const RETRYING: readonly Step[] = [{ level: 'WARN', service: 'treasury', msg: 'retrying anchor_request', fields: whole('attempt', 2, 5) }];
const SLOW_CYCLE: readonly Step[] = [{ level: 'WARN', service: 'guardian', msg: 'anchor cycle slow', fields: took(1_400) }];
const UPSTREAM: readonly Step[] = [{ level: 'ERROR', service: 'portal', msg: 'upstream timeout', fields: () => ' upstream=treasury path=/treasury/balance status=504 timeout_ms=5000' }];
const DEFERRED: readonly Step[] = [{ level: 'WARN', service: 'treasury', msg: 'receipt queue full, settlement deferred', fields: whole('waiting', 200, 640) }];

/** While the backlog presses. */
export const TROUBLE: readonly Kind[] = [
  { weight: 6, carries: 'tx', steps: TIMED_OUT },
  { weight: 5, carries: 'tx', steps: RETRYING },
  { weight: 4, steps: SLOW_CYCLE },
  { weight: 3, steps: UPSTREAM },
  { weight: 2, steps: DEFERRED },
];

/** Trouble of an ordinary day: retried, forgotten. It knows the words of the backlog's too, so that only their number is new then. */
export const NOISE: readonly Kind[] = [
  { weight: 20, carries: 'peer', steps: [{ level: 'WARN', service: 'mesh', msg: 'peer slow to answer', fields: (draw) => `${peer(draw)}${whole('rtt_ms', 180, 900)(draw)}` }] },
  { weight: 20, steps: [{ level: 'WARN', service: 'oracle', msg: 'low confidence answer', fields: ({ random }) => ` confidence=0.${40 + Math.floor(random() * 20)}` }] },
  { weight: 12, steps: [{ level: 'WARN', service: 'portal', msg: 'client closed the connection', fields: answered(499, 60) }] },
  { weight: 4, steps: [{ level: 'ERROR', service: 'oracle', msg: 'upstream refused the connection', fields: () => ' upstream=price-feed-2 attempt=1' }] },
  { weight: 2, carries: 'tx', steps: TIMED_OUT },
  { weight: 3, carries: 'tx', steps: RETRYING },
  { weight: 3, steps: SLOW_CYCLE },
  { weight: 2, steps: UPSTREAM },
  { weight: 2, steps: DEFERRED },
];

/** The wire column a kind fills. */
export function carried(kind: Kind, random: () => number, second: number): Columns {
  if (kind.carries === 'peer') return { peer: PEERS[Math.floor(random() * PEERS.length)] ?? PEERS[0] };
  if (kind.carries === 'tx') return { tx: `0x${hex16(random)}` };
  return kind.carries === 'block' ? { block: 871_000 + Math.floor(second / 600) } : {};
}

/** A draw by weight among the kinds of at most `room` steps: prepared once, because it happens for every few rows. */
export function chooser(kinds: readonly Kind[]): (random: () => number, room: number) => Kind {
  const longest = Math.max(...kinds.map(({ steps }) => steps.length));
  const bags = Array.from({ length: longest + 1 }, (_, room) =>
    kinds.filter(({ steps }) => steps.length <= room).flatMap((kind) => Array.from({ length: kind.weight }, () => kind)),
  );
  return (random, room) => {
    const bag = bags[Math.min(room, longest)] ?? [];
    return bag[Math.floor(random() * bag.length)] ?? HEARTBEAT;
  };
}
