import { createHash } from 'node:crypto';

/** Id of the panel that asks `expr` of the source with this name: the same in every session, 16 hexadecimal digits. */
export function panelId(source: string, expr: string): string {
  // The separator cannot stand in a name, so two pairs never melt into one text.
  return createHash('sha256').update(`${source}\u0000${expr}`).digest('hex').slice(0, 16);
}
