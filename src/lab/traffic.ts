// All rows of one second of the story, a pure function of the world and the second: history of any age can be made again, in any
// order and at any pace, byte for byte. Rows are in time order; ids follow it.
import { seededRandom } from '../lib/random.ts';
import { BlockWriter, type Block } from './block.ts';
import { hex16, hex32 } from './ids.ts';
import { carried, chooser, HEARTBEAT, HOMES, NOISE, ORDINARY, TROUBLE, type Draw, type Kind } from './kinds.ts';
import { mix } from './noise.ts';
import { odds, type Odds } from './odds.ts';
import { ordinaryRows } from './pace.ts';
import { columns, wireSecond, type Line } from './row.ts';
import { script } from './script.ts';
import { PRESSURE, story, type Story } from './story.ts';

export interface Traffic {
  /** How many rows a second has: cheap, makes none of them. */
  count(second: number): number;
  /** The rows of a second; the first one gets the id `firstId`. */
  block(second: number, firstId: number): Block;
}

/** `startSecond` is the Unix time of 14:20:00, `rate` the ordinary rows of a story second. */
export function traffic(seed: number, rate: number, startSecond: number): Traffic {
  const told = story(seed);
  const scripted = script(seed, told);
  const count = (second: number): number => ordinaryRows(seed, rate, second) + scripted(second).length;
  return {
    count,
    block: (second, firstId) => {
      const writer = new BlockWriter(wireSecond(startSecond + second), firstId, count(second));
      const pending = [...scripted(second)];
      const tellUntil = (micros: number): void => {
        for (let next = pending[0]; next !== undefined && next.micros <= micros; next = pending[0]) {
          writer.put(next.micros, next.line);
          pending.shift();
        }
      };
      ordinary(seed, rate, told, second, (micros, line) => {
        tellUntil(micros);
        writer.put(micros, line);
      });
      tellUntil(999_999);
      return writer.finish();
    },
  };
}

/** One request under way: what its rows share. */
interface Errand {
  readonly kind: Kind;
  readonly traceId: string;
  readonly columns: string;
  /** Chooses the node of each service, the same one for the whole errand. */
  readonly home: number;
  step: number;
}

/** A few errands run side by side, so rows of one trace are near each other but not in one heap; each ends within its second. */
function ordinary(seed: number, rate: number, told: Story, second: number, put: (micros: number, line: Line) => void): void {
  const count = ordinaryRows(seed, rate, second);
  const random = seededRandom(mix(seed, 53, second));
  const draw: Draw = { random, pressure: PRESSURE.value(second) };
  const chances = odds(told.trouble.value(second));
  const abreast = Math.max(1, Math.min(12, Math.floor(count / 6)));
  const open: Errand[] = [];
  let room = count;
  let turn = 0;
  for (let index = 0; index < count; index += 1) {
    while (open.length < abreast && room > 0) {
      const kind = choose(random, chances, room);
      room -= kind.steps.length;
      open.push(begin(kind, random, second));
    }
    turn %= open.length;
    const errand = open[turn] ?? begin(HEARTBEAT, random, second);
    put(Math.floor(((index + random()) * 1_000_000) / count), nextLine(errand, draw));
    if (errand.step < errand.kind.steps.length) turn += 1;
    else open.splice(turn, 1);
  }
}

function begin(kind: Kind, random: () => number, second: number): Errand {
  return { kind, traceId: hex32(random), columns: columns(hex16(random), carried(kind, random, second)), home: random(), step: 0 };
}

function nextLine(errand: Errand, draw: Draw): Line {
  const { level, service, msg, fields } = errand.kind.steps[errand.step] ?? HEARTBEAT.steps[0];
  errand.step += 1;
  const homes = HOMES[service];
  return {
    level,
    service,
    node: homes[Math.floor(errand.home * homes.length)] ?? 'brick-01',
    traceId: errand.traceId,
    spanId: hex16(draw.random),
    msg,
    fields: fields?.(draw) ?? '',
    columns: errand.columns,
  };
}

const ordinaryKind = chooser(ORDINARY);
const noiseKind = chooser(NOISE);
const troubleKind = chooser(TROUBLE);

/** A kind of at most `room` steps. */
function choose(random: () => number, { trouble, noise }: Odds, room: number): Kind {
  const luck = random();
  if (luck < trouble) return troubleKind(random, room);
  return luck < trouble + noise ? noiseKind(random, room) : ordinaryKind(random, room);
}
