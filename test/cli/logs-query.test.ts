import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWriter } from '../../src/data/session/writer.ts';
import { HOSTILE } from '../support/builders.ts';
import { runCli, sessionsBelow } from '../support/run-cli.ts';
import { aLog, at, from, tempFolder } from '../support/session.ts';

const ID = '20261121T140000Z';

/** A home folder with one session: 40 rows, a second apart, each learned as it happened; one row from a clock that runs ahead. */
function recorded(): string {
  const home = tempFolder();
  const writer = openWriter(join(sessionsBelow(home), `${ID}.db`), { title: 'a test' });
  const source = writer.addSource({ name: 'app', kind: 'follow', target: 'app.log' });
  for (let second = 0; second < 40; second += 1) {
    const level = second % 10 === 0 ? 'error' : 'info';
    const log = aLog(second, { level, service: second % 2 === 0 ? 'api' : 'db', node: 'n1', traceId: 'ab12', attributes: { duration_ms: second * 10 } });
    writer.append(from(source, log), at(second));
  }
  writer.append(from(source, aLog(7_200, { message: 'from a clock that runs ahead' })), at(40));
  writer.finalise();
  return home;
}

async function query(argv: readonly string[], home = recorded()): Promise<readonly string[]> {
  const { code, out, err } = await runCli(['logs', 'query', '--utc', ...argv], { home });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out.split('\n').slice(0, -1);
}

/** The last word of each row: `message 7` is 7. */
const seconds = (rows: readonly string[]): readonly number[] => rows.map((row) => Number(row.split(' ').at(-1)));

describe('logs query', () => {
  it('prints the rows of the newest session, oldest first, those of clocks that run ahead included', async () => {
    const rows = await query([]);
    expect(rows).toHaveLength(41);
    expect(rows[0]).toBe('2026-11-21 14:00:00.000 E api n1 message 0');
    expect(rows.at(-1)).toBe('2026-11-21 16:00:00.000 I - - from a clock that runs ahead');
  });

  it('takes the filter language, in one word or in several', async () => {
    expect(seconds(await query(['level>=warn service:api']))).toEqual([0, 10, 20, 30]);
    expect(seconds(await query(['level>=warn', 'duration_ms>150']))).toEqual([20, 30]);
    expect(seconds(await query(['level>=warn', '--', '-message:"message 0"']))).toEqual([10, 20, 30]);
  });

  it('keeps the newest rows where there are more than the limit', async () => {
    expect(seconds(await query(['service:api', '--limit', '3']))).toEqual([34, 36, 38]);
    expect(seconds(await query(['--limit', '1', 'level:error']))).toEqual([30]);
  });

  it.each([
    ['since a time, that time included', ['--since', '14:00:37'], [37, 38, 39]],
    ['until a time, that time left out', ['--until', '14:00:02'], [0, 1]],
    ['between two times', ['--since', '2026-11-21T14:00:05Z', '--until', '14:00:07'], [5, 6]],
    ['of a length before a time', ['--last', '2s', '--until', '14:00:20'], [18, 19]],
    ['known at a moment', ['--at', '14:00:02'], [0, 1, 2]],
    ['of the last seconds of what was known at a moment', ['--at', '14:00:20', '--last', '2s'], [19, 20]],
    ['known before the session began, which is its first commit', ['--at', '13:00'], [0]],
    ['of a stretch without rows', ['--since', '15:00', '--until', '15:01'], []],
  ])('prints what happened %s', async (_, argv, expected) => {
    const rows = await query(argv);
    expect(seconds(rows.filter((row) => !row.includes('ahead')))).toEqual(expected);
  });

  it('finds a session by its id and by its file', async () => {
    const home = recorded();
    expect(await query(['--session', ID, '--limit', '1'], home)).toHaveLength(1);
    expect(await query(['--session', join(sessionsBelow(home), `${ID}.db`), '--limit', '1'], home)).toHaveLength(1);
  });

  it('walks past more rows than one read looks at', async () => {
    const home = tempFolder();
    const writer = openWriter(join(sessionsBelow(home), `${ID}.db`), { title: 'many' });
    const source = writer.addSource({ name: 'app', kind: 'follow', target: 'app.log' });
    writer.append(from(source, ...Array.from({ length: 1_600 }, (_, index) => aLog(index, { service: index % 3 === 0 ? 'api' : 'db' }))), at(1_600));
    writer.finalise();
    expect(await query(['--limit', '100000'], home)).toHaveLength(1_600);
    expect(await query(['service:api', '--limit', '520'], home)).toHaveLength(520);
  });
});

describe('logs query for programs', () => {
  it('prints one document with --json', async () => {
    const [text = '', ...rest] = await query(['--json', '--limit', '2', 'level:error']);
    expect(rest).toEqual([]);
    expect(JSON.parse(text)).toEqual({
      schema: 'obs-tui.logs/1',
      session: ID,
      rows: [expect.objectContaining({ message: 'message 20' }), expect.objectContaining({ ts: '2026-11-21T14:00:30.000000Z', level: 'error', service: 'api', node: 'n1', trace_id: 'ab12', message: 'message 30', attributes: { duration_ms: 300 } })],
    });
  });

  it('prints one object a line with --ndjson, and nothing for no rows', async () => {
    const lines = await query(['--ndjson', '--limit', '2', 'level:error']);
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ schema: 'obs-tui.log/1', seq: expect.any(Number), message: 'message 20' }),
      expect.objectContaining({ message: 'message 30' }),
    ]);
    expect(await query(['--ndjson', 'nothing-like-this'])).toEqual([]);
  });
});

describe('logs query on a hostile log', () => {
  const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202e]/;

  function hostile(): string {
    const home = tempFolder();
    const writer = openWriter(join(sessionsBelow(home), `${ID}.db`), { title: 'hostile' });
    const source = writer.addSource({ name: 'app', kind: 'follow', target: 'app.log' });
    const rows = HOSTILE.map((text, index) => aLog(index, { message: text, service: text, node: text, attributes: { [text]: text } }));
    writer.append(from(source, ...rows), at(100));
    writer.finalise();
    return home;
  }

  it('writes one line a row, and no control among them', async () => {
    const rows = await query([], hostile());
    expect(rows).toHaveLength(HOSTILE.length);
    expect(rows.join('\n')).not.toMatch(CONTROLS);
  });

  it.each(['--json', '--ndjson'])('escapes with %s what a terminal might obey, and loses nothing that was recorded', async (form) => {
    const lines = await query([form], hostile());
    expect(lines.join('\n')).not.toMatch(CONTROLS);
    const rows = lines.flatMap((line) => (form === '--json' ? JSON.parse(line).rows : [JSON.parse(line)]));
    expect(rows.map((row: { message: string }) => row.message)).toEqual(HOSTILE.map((text) => text.toWellFormed()));
  });
});

describe('logs query that cannot be answered', () => {
  it.each([
    ['nothing was recorded', [], 5, 'nothing has been recorded yet [SESSION_MISSING]'],
    ['a session that is not there', ['--session', 'x'], 5, 'there is no session "x"'],
    ['a file that is none', ['--session', 'package.json'], 5, '[SESSION_DAMAGED]'],
    ['a folder', ['--session', 'src'], 5, 'there is no session "src"'],
    ['a filter with a mistake, with a caret below it', ['service:api level>='], 2, '\n    service:api level>=\n                ^^^^^^^'],
    ['a limit of nothing', ['--limit', '0'], 2, 'Give a whole number from 1'],
  ])('says so for %s', async (_, argv, code, words) => {
    const ran = await runCli(['logs', 'query', ...argv]);
    expect(ran).toMatchObject({ code, out: '' });
    expect(ran.err).toContain(words);
  });

  it.each([
    ['a time that is none', ['--since', 'noon'], '--since: "noon" is not a time'],
    ['a stretch that ends before it begins', ['--since', '15:00', '--until', '14:00'], '--since is not before --until'],
    ['two beginnings', ['--since', '14:00', '--last', '5m'], '--since and --last both say where to begin'],
  ])('says so for %s', async (_, argv, words) => {
    expect(await runCli(['logs', 'query', ...argv], { home: recorded() })).toMatchObject({ code: 2, out: '', err: expect.stringContaining(words) });
  });
});
