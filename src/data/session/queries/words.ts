// Texts of the dictionary by number. Entries never change, so they may be remembered; how many is bounded.
import type { Connection } from '../connection.ts';

const REMEMBERED = 20_000;

export function wordQueries(db: Connection): (id: number) => string {
  const find = db.prepare<[number], string>('SELECT text FROM word WHERE id = ?').pluck();
  const texts = new Map<number, string>();
  return (id) => {
    const known = texts.get(id);
    if (known !== undefined) return known;
    const text = find.get(id) ?? '';
    if (texts.size >= REMEMBERED) texts.clear();
    texts.set(id, text);
    return text;
  };
}
