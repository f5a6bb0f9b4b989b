// Texts that repeat in many rows are stored once and named by a small number. What is remembered here is bounded; the file knows all.
import type { SampleDraft, SourceId } from '../../../model/signal.ts';
import type { Connection } from '../connection.ts';

const REMEMBERED = 20_000;

/** Services and nodes. */
export class Words {
  readonly #ids = new Map<string, number>();
  readonly #find;
  readonly #add;

  constructor(db: Connection) {
    this.#find = db.prepare<[string], number>('SELECT id FROM word WHERE text = ?').pluck();
    this.#add = db.prepare<[string]>('INSERT INTO word(text) VALUES (?)');
  }

  idOf(text: string | undefined): number | null {
    if (text === undefined) return null;
    return remember(this.#ids, text, () => this.#find.get(text) ?? Number(this.#add.run(text).lastInsertRowid));
  }

  forget(): void {
    this.#ids.clear();
  }
}

/** Metric names with their labels. Labels are kept as JSON with sorted names, so that equal sets are equal texts. */
export class SeriesIds {
  readonly #ids = new Map<string, number>();
  readonly #find;
  readonly #add;

  constructor(db: Connection) {
    this.#find = db
      .prepare<[string, string, SourceId, string | null], number>('SELECT id FROM series WHERE name = ? AND labels = ? AND source = ? AND panel IS ?')
      .pluck();
    this.#add = db.prepare<[number, SourceId, string | null, string, string]>('INSERT INTO series(seq, source, panel, name, labels) VALUES (?,?,?,?,?)');
  }

  /** `seq` is that of the sample at hand; a series keeps the seq of its first one. */
  idOf(draft: SampleDraft, source: SourceId, seq: number): number {
    const labels = canonical(draft.labels);
    const panel = draft.panel ?? null;
    return remember(this.#ids, `${source}\n${panel === null ? '' : `=${panel}`}\n${draft.name}\n${labels}`, () => {
      const known = this.#find.get(draft.name, labels, source, panel);
      return known ?? Number(this.#add.run(seq, source, panel, draft.name, labels).lastInsertRowid);
    });
  }

  forget(): void {
    this.#ids.clear();
  }
}

function canonical(labels: Readonly<Record<string, string>>): string {
  const names = Object.keys(labels);
  if (names.length < 2) return JSON.stringify(labels);
  return JSON.stringify(Object.fromEntries(names.toSorted().map((name) => [name, labels[name]])));
}

function remember(ids: Map<string, number>, key: string, find: () => number): number {
  const known = ids.get(key);
  if (known !== undefined) return known;
  const id = find();
  if (ids.size >= REMEMBERED) ids.clear();
  ids.set(key, id);
  return id;
}
