import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWriter } from '../../src/data/session/writer.ts';
import { runCli, sessionsBelow } from '../support/run-cli.ts';
import { aLog, at, from, tempFolder } from '../support/session.ts';

/** A home folder with one session: 40 rows, some in blocks, some not. */
function recorded(): string {
  const home = tempFolder();
  const writer = openWriter(join(sessionsBelow(home), '20261121T140000Z.db'), { title: 'a test', blockRows: 16 });
  const source = writer.addSource({ name: 'app', kind: 'follow', target: 'app.log' });
  for (let second = 0; second < 40; second += 1) writer.append(from(source, aLog(second, { level: second % 10 === 0 ? 'error' : 'info', service: 'api' })), at(second));
  writer.finalise();
  return home;
}

const sql = (...argv: readonly string[]) => runCli(['sql', ...argv], { home: recorded() });

describe('sql', () => {
  it('asks one table of all log rows, wherever they are stored', async () => {
    const { code, out, err } = await sql('SELECT level, count(*) AS rows, min(word.text) AS service FROM log JOIN word ON word.id = log.service GROUP BY level');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe('{"level":2,"rows":36,"service":"api"}\n{"level":4,"rows":4,"service":"api"}\n');
  });

  it('gives whole times, and the rows in the order of learning', async () => {
    const { out } = await sql('SELECT typeof(at) AS kind, at, message FROM log', '--limit', '2');
    expect(out).toBe(`{"kind":"integer","at":${at(0)},"message":"message 0"}\n{"kind":"integer","at":${at(1)},"message":"message 1"}\n`);
  });

  it.each([
    ['what is no SQL', 'SELEC 1', 'syntax error'],
    ['a table that is not there', 'SELECT * FROM logs', 'no such table: logs'],
    ['a change', 'DELETE FROM tick', 'reads rows'],
    ['two statements', 'SELECT 1; SELECT 2', 'more than one statement'],
  ])('refuses %s', async (_, statement, why) => {
    const { code, out, err } = await sql(statement);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(why);
  });
});
