// Roughly the memory that a span takes while it is held: exact enough for a bound, cheap enough for every span.
import type { SpanDraft, Value } from '../../../model/signal.ts';

const SPAN = 400;
const MEMBER = 32;

export function weightOf({ name, attributes, events = [], links = [] }: SpanDraft): number {
  let weight = SPAN + name.length + links.length * 2 * MEMBER;
  if (attributes !== undefined) weight += weightOfValue(attributes);
  for (const event of events) weight += 2 * MEMBER + event.name.length + (event.attributes === undefined ? 0 : weightOfValue(event.attributes));
  return weight;
}

function weightOfValue(value: Value): number {
  if (typeof value === 'string') return MEMBER + value.length;
  if (typeof value !== 'object' || value === null) return MEMBER;
  let weight = MEMBER;
  for (const [key, member] of Object.entries(value)) weight += key.length + weightOfValue(member);
  return weight;
}
