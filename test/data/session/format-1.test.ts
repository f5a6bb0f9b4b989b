// A session of format 1, where every log row is a row of the table `log`: fixtures/session-format-1.db.zst was written when there was no
// other. 300 rows, a second apart, message n at second n, ten to a commit; then one from a clock that runs ahead, and a note.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { dumpOf } from '../../../src/data/session/dump/dump.ts';
import { recover } from '../../../src/data/session/recover.ts';
import { openSql } from '../../../src/data/session/sql.ts';
import { openWriter } from '../../../src/data/session/writer.ts';
import type { Filter } from '../../../src/model/filter/ast.ts';
import type { LogQuery } from '../../../src/model/session.ts';
import type { Seq } from '../../../src/model/signal.ts';
import { aLog, aReader, at, frameAt, from, tempFolder } from '../../support/session.ts';

const FIXTURE = new URL('../../fixtures/session-format-1.db.zst', import.meta.url);

function written(): string {
  const path = join(tempFolder(), 'old.db');
  writeFileSync(path, zstdDecompressSync(readFileSync(FIXTURE)));
  return path;
}

/** What stands behind the last space of each message. */
function words(path: string, query: Partial<LogQuery>): readonly (string | undefined)[] {
  const session = aReader(path);
  return session.logs(frameAt(session.head()), { direction: 'older', limit: 3, ...query }).rows.map(({ message }) => message.split(' ').at(-1));
}

const TRACE: Filter = { op: 'match', field: 'trace_id', value: 'aB12' };

describe('a session of format 1', () => {
  it('is read page by page, by level, by trace and by words', () => {
    const path = written();
    expect(words(path, {})).toEqual(['ahead', '299', '298']);
    expect(words(path, { direction: 'newer', from: { at: at(7), seq: 0 as Seq } })).toEqual(['7', '8', '9']);
    expect(words(path, { filter: { op: 'level', compare: '>=', level: 'error' } })).toEqual(['250', '200', '150']);
    expect(words(path, { filter: TRACE, limit: 9 })).toEqual(['202', '201', '200', '102', '101', '100', '2', '1', '0']);
    expect(words(path, { filter: { op: 'text', text: 'MESSAGE 77' } })).toEqual(['77']);
  });

  it('is continued as it was begun, and recovered', () => {
    const path = written();
    const writer = openWriter(path, { title: 'x', blockRows: 4 });
    const before = writer.head()?.seq ?? 0;
    const head = writer.append(from(1, ...Array.from({ length: 20 }, (_, row) => aLog(310 + row))), at(330));
    writer.close();
    expect(head.seq).toBe(before + 21);
    expect(recover(path)).toEqual(head);
    expect(words(path, { limit: 22 }).at(-1)).toBe('299');
    const db = new Database(path, { readonly: true });
    expect([db.pragma('user_version', { simple: true }), db.prepare('SELECT count(*) FROM log').pluck().get()]).toEqual([1, 321]);
    db.close();
  });

  it('can be saved and asked in SQL', () => {
    const path = written();
    const dump = dumpOf(path, { range: { from: at(100), to: at(103) } });
    const logs = [...dump.lines()].flatMap(({ json }) => (json.startsWith('{"k":"log"') ? [/"message":"(.*?)"/.exec(json)?.[1]] : []));
    dump.close();
    expect(logs).toEqual(['message 100', 'message 101', 'message 102']);
    const { db, close } = openSql(path);
    expect(db.prepare('SELECT count(*) FROM log').pluck().get()).toBe(301);
    close();
  });
});
