// Where rows come from. A source is told apart by name, kind and target; when one of them changes it is another source.
import type { SourceId } from '../../../model/signal.ts';
import type { Connection } from '../connection.ts';

export interface SourceDefinition {
  readonly name: string;
  readonly kind: string;
  /** Where it reads from, free of secrets. */
  readonly target: string;
}

interface SourceRow extends SourceDefinition {
  readonly id: SourceId;
}

export class Sources {
  readonly #known: SourceRow[];
  readonly #insert;
  #unwritten: SourceRow[] = [];

  constructor(db: Connection) {
    this.#known = db.prepare<[], SourceRow>('SELECT id, name, kind, target FROM source ORDER BY id').all();
    this.#insert = db.prepare<[SourceId, number, string, string, string]>('INSERT INTO source VALUES (?,?,?,?,?)');
  }

  add({ name, kind, target }: SourceDefinition): SourceId {
    const same = this.#known.find((row) => row.name === name && row.kind === kind && row.target === target);
    if (same !== undefined) return same.id;
    const row = { id: (this.#known.at(-1)?.id ?? 0) + 1, name, kind, target };
    this.#known.push(row);
    this.#unwritten.push(row);
    return row.id;
  }

  /** Writes the new ones after `seq`; gives the seq that was used last. They count as new until the commit is through. */
  write(seq: number): number {
    let last = seq;
    for (const { id, name, kind, target } of this.#unwritten) {
      last += 1;
      this.#insert.run(id, last, name, kind, target);
    }
    return last;
  }

  committed(): void {
    this.#unwritten = [];
  }
}
