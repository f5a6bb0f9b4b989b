// Plain text: a time anywhere in the line, a level in its head. A time and level that lead the line move out of the message,
// since the screen has columns for them; the very characters stay in the attribute `prefix`, so nothing that came is lost.
import type { Level } from '../../../model/level.ts';
import type { Value } from '../../../model/signal.ts';
import { findTime, type FoundTime } from './find-time.ts';
import { LEVEL_WORDS, levelInText } from './levels.ts';
import type { Mapped, NewLog, Surroundings } from './mapped.ts';

const COLOUR = String.raw`\u001b\[[0-9;]{0,16}m`;
const LEAD = new RegExp(String.raw`^(?:${COLOUR}|[\s[(<]){0,8}$`);
const BETWEEN = /^[\])>\s,|:-]{0,16}/;
/** A level right behind the time: in capitals, in brackets, or before a colon. `error opening file` is a sentence. */
const LEVELS_BEHIND: readonly RegExp[] = [
  new RegExp(String.raw`^(?:[\])>\s,|:-]|${COLOUR}){0,16}(?:${LEVEL_WORDS})(?![\w./-])(?:[\])>\s|:-]|${COLOUR}){0,16}`),
  new RegExp(String.raw`${BETWEEN.source}[[(<]\s{0,4}(?:${LEVEL_WORDS})\s{0,4}[\])>][\s|:-]{0,8}`, 'i'),
  new RegExp(String.raw`${BETWEEN.source}(?:${LEVEL_WORDS}):\s{0,8}`, 'i'),
];
const TARGET = new RegExp(String.raw`^(?:${COLOUR}){0,4}((?:[A-Za-z_][\w-]{0,64}::){1,8}[A-Za-z_][\w-]{0,64})(?:${COLOUR}){0,4}:`);

export function draftOfText(text: string, around: Surroundings): Mapped {
  const line = firstLine(text);
  const time = findTime(line, around);
  const lead = time === undefined || !LEAD.test(line.slice(0, Math.min(time.from, 40))) || time.from > 40 ? 0 : leadEnd(line, time);
  const message = text.slice(lead);
  const attributes: Record<string, Value> = { ...around.attributes };
  if (lead > 0) attributes['prefix'] = line.slice(0, lead);
  const target = TARGET.exec(message.slice(0, 600))?.[1];
  if (target !== undefined) attributes['target'] = target;
  const service = target?.split('::', 1)[0] ?? around.service;
  const log: NewLog = {
    kind: 'log',
    at: time?.at ?? around.at,
    level: levelOf(text, lead > 0 ? (time?.to ?? 0) : 0) ?? around.level ?? 'info',
    message,
    ...(service === undefined ? undefined : { service }),
    ...(around.node === undefined ? undefined : { node: around.node }),
    ...(Object.keys(attributes).length === 0 ? undefined : { attributes }),
  };
  return { log, timed: time !== undefined, losses: { deep: false, digits: false } };
}

/** The level letter of klog stands in front of the time, all others behind it. */
function levelOf(text: string, behindTime: number): Level | undefined {
  return levelInText(text.slice(behindTime, behindTime + 2_048)) ?? (/^[IWEF]\d{4} /.test(text) ? levelInText(text) : undefined);
}

function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return end < 0 ? text : text.slice(0, end);
}

/** Where the message begins behind a leading time and level; 0 where nothing would be left of it. */
function leadEnd(line: string, time: FoundTime): number {
  const rest = line.slice(time.to, time.to + 160);
  let taken = BETWEEN.exec(rest)?.[0].length ?? 0;
  for (const pattern of LEVELS_BEHIND) taken = Math.max(taken, pattern.exec(rest)?.[0].length ?? 0);
  const end = time.to + taken;
  return end < line.length ? end : 0;
}
