import { describe, expect, it } from 'vitest';
import { UTC } from '../../../../src/data/sources/decode/zone.ts';
import { LineSplitter, MOST_BYTES } from '../../../../src/data/sources/follow/lines.ts';
import type { TextRecord } from '../../../../src/data/sources/follow/open-record.ts';
import { MOST_LINES, RecordJoiner } from '../../../../src/data/sources/follow/records.ts';
import { micros } from '../../../../src/lib/micros.ts';

const CONTEXT = { zone: UTC, now: micros(Date.UTC(2026, 10, 21, 3, 0, 0) * 1_000) };

function joined(text: string): TextRecord[] {
  const splitter = new LineSplitter();
  const joiner = new RecordJoiner();
  const records: TextRecord[] = [];
  splitter.feed(Buffer.from(text));
  for (let line = splitter.next(); line !== undefined; line = splitter.next()) joiner.push(line, CONTEXT, records);
  const rest = splitter.rest();
  if (rest !== undefined) joiner.push(rest, CONTEXT, records);
  joiner.flush(records);
  return records;
}

const BEFORE = '2026-11-21 01:00:00 INFO before';
const AFTER = '2026-11-21 01:00:02 INFO after';

/** What comes out where the record stands between two ordinary lines. */
function amid(record: string): string[] {
  return joined(`${BEFORE}\n${record}\n${AFTER}\n`).map(({ text }) => text);
}

describe('a stack trace stays one record', () => {
  it.each([
    ['of Java, behind the line that logged it', `2026-11-21 01:00:01 ERROR [main] Boot - failed
java.lang.IllegalStateException: no context
\tat com.acme.Boot.run(Boot.java:12)
\tat com.acme.Boot.main(Boot.java:5)
Caused by: java.io.IOException: disk
\tat com.acme.Disk.open(Disk.java:99)
\t... 2 more
\tSuppressed: java.io.IOException: close
\t\tat com.acme.Disk.close(Disk.java:120)`],
    ['of Java, uncaught', `Exception in thread "main" java.lang.NullPointerException: x
\tat com.acme.Boot.main(Boot.java:5)`],
    ['of Python, logged', `2026-11-21 01:00:01 ERROR root: cycle failed
Traceback (most recent call last):
  File "/app/guardian.py", line 7, in cycle
    submit()
ValueError: queue full`],
    ['of Python, with a cause', `Traceback (most recent call last):
  File "/app/a.py", line 1, in <module>
    a()
KeyError: 'x'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/app/a.py", line 3, in <module>
    b()
acme.errors.Failed: no`],
    ['of Go', `panic: runtime error: index out of range [5] with length 3

goroutine 1 [running]:
main.cycle(0xc0000140a0, 0x3)
\t/app/main.go:12 +0x1d
main.main()
\t/app/main.go:7 +0x1a

goroutine 18 [select]:
net/http.(*Server).Serve(0xc0001, {0x1, 0x2})
\t/usr/lib/go/src/net/http/server.go:3056 +0x1
created by main.main in goroutine 1
\t/app/main.go:5 +0x2
exit status 2`],
    ['of Go, logged by its server', `2026/11/21 01:00:01 http: panic serving 127.0.0.1:5: boom
goroutine 7 [running]:
net/http.(*conn).serve.func1()
\t/usr/lib/go/src/net/http/server.go:1850 +0xbf`],
    ['of Node, uncaught', `/app/index.js:10
    throw new Error('boom');
    ^

Error: boom
    at Object.<anonymous> (/app/index.js:10:9)
    at Module._compile (node:internal/modules/cjs/loader:1356:14) {
  code: 'E_BOOM',
  [cause]: TypeError: x
      at y (/app/y.js:1:1)
}

Node.js v24.21.0`],
    ['of Node, printed', `Error: boom
    at run (/app/index.js:10:9)
    at async main (/app/index.js:3:1)`],
    ['of Node, logged', `2026-11-21T01:00:01Z ERROR request failed
TypeError: Cannot read properties of undefined (reading 'id')
    at handler (/app/api.js:20:5)`],
    ['of Rust', `thread 'main' panicked at src/main.rs:4:5:
boom
note: run with \`RUST_BACKTRACE=1\` environment variable to display a backtrace`],
  ])('%s', (_what, record) => {
    expect(amid(record)).toEqual([BEFORE, record, AFTER]);
  });
});

describe('what does not belong together stays apart', () => {
  it('two crashes, one behind the other', () => {
    const crash = 'Traceback (most recent call last):\n  File "a.py", line 1, in <module>\nValueError: x';
    expect(joined(`${crash}\n${crash}\n`).map(({ text }) => text)).toEqual([crash, crash]);
  });

  it('a crash behind a harmless line: it would hide there', () => {
    expect(joined('2026-11-21 01:00:00 INFO listening\nTraceback (most recent call last):\n  File "a.py", line 1, in f\nValueError: x\n')).toHaveLength(2);
    expect(joined('2026-11-21 01:00:00 INFO listening\nError: boom\n    at x (/a.js:1:1)\n')).toHaveLength(2);
  });

  it('an error without frames behind a line of trouble', () => {
    expect(joined('2026-11-21 01:00:00 WARN slow\nError: connection refused\n2026-11-21 01:00:01 INFO ok\n')).toHaveLength(3);
    expect(joined('2026-11-21 01:00:00 WARN slow\nError: connection refused')).toHaveLength(2);
  });

  it('plain lines, and JSON objects with a stray indented line behind', () => {
    expect(joined('one\ntwo\n{"a":1}\n  stray\n{"a":2}\n').map(({ text }) => text)).toEqual(['one', 'two', '{"a":1}', '  stray', '{"a":2}']);
  });

  it('half a JSON object and the whole one behind it', () => {
    expect(joined('{"a":1,"b\n{"a":2}\n').map(({ text }) => text)).toEqual(['{"a":1,"b', '{"a":2}']);
  });

  it('blank lines are no records', () => {
    expect(joined('\n\na\n\n\nb\n\n').map(({ text }) => text)).toEqual(['a', 'b']);
  });
});

describe('other records of several lines', () => {
  it('JSON printed over lines is one record each', () => {
    const one = '{\n  "msg": "x",\n  "list": [\n    1\n  ]\n}';
    expect(joined(`${one}\n${one}\nafter\n`).map(({ text }) => text)).toEqual([one, one, 'after']);
  });

  it('wrapped CEF', () => {
    const cef = 'CEF:0|v|p|1|id|n|3|\n  src=a dst=b\n  cn1=45';
    expect(amid(cef)).toEqual([BEFORE, cef, AFTER]);
  });

  it('blank lines inside stay, those at the end do not', () => {
    expect(joined('a\n\n  b\n\n\nc').map(({ text }) => text)).toEqual(['a\n\n  b', 'c']);
  });

  it('says how much of an endless record was cut', () => {
    const line = `  ${'x'.repeat(1_000)}`;
    const [record] = joined(`head\n${`${line}\n`.repeat(400)}`);
    expect((record?.text.length ?? 0) <= MOST_BYTES).toBe(true);
    expect((record?.text.length ?? 0) + Number(record?.marks?.['truncated_bytes'])).toBe(4 + 400 * 1_003);
  });

  it('gives out a record of too many lines and begins another', () => {
    const records = joined(`head\n${'  x\n'.repeat(MOST_LINES + 10)}`);
    expect(records).toHaveLength(2);
  });
});

describe('what container runtimes wrap', () => {
  it('CRI lines are unwrapped, long ones put together, and traces inside kept whole', () => {
    const cri = (text: string, flag = 'F'): string => `2026-01-15T10:30:00.123456789Z stderr ${flag} ${text}`;
    const records = joined([cri('{"msg":"half', 'P'), cri(' and half"}'), cri('Error: boom'), cri('    at x (/a.js:1:1)'), cri('next')].join('\n'));
    expect(records.map(({ text }) => text)).toEqual(['{"msg":"half and half"}', 'Error: boom\n    at x (/a.js:1:1)', 'next']);
    expect(records[0]?.envelope).toMatchObject({ attributes: { stream: 'stderr' } });
  });

  it("Docker's JSON lines likewise", () => {
    const docker = (log: string): string => JSON.stringify({ log, stream: 'stdout', time: '2026-01-15T10:30:00.123456789Z' });
    const records = joined([docker('Error: boom\n'), docker('    at x (/a.js:1:1)\n'), docker('long '), docker('line\n'), docker('{"msg":"x"}\n')].join('\n'));
    expect(records.map(({ text }) => text)).toEqual(['Error: boom\n    at x (/a.js:1:1)', 'long line', '{"msg":"x"}']);
  });

  it('the service that docker compose puts in front is taken off', () => {
    const records = joined('guardian-1  | Error: boom\nguardian-1  |     at x (/a.js:1:1)\ntreasury-2  | {"msg":"x"}\na | b\n');
    expect(records.map(({ text, envelope }) => [text, envelope?.service])).toEqual([
      ['Error: boom\n    at x (/a.js:1:1)', 'guardian'], ['{"msg":"x"}', 'treasury'], ['a | b', undefined],
    ]);
  });
});
