import { describe, expect, it } from 'vitest';
import { fromMillis, micros } from '../../../../src/lib/micros.ts';
import { MOST_REJECTS, scanExposition, type Scan, type ScanOptions } from '../../../../src/data/sources/scrape/scan.ts';

const AT = micros(1_795_220_813_000_000);

function text(page: string, over: Partial<ScanOptions> = {}): Scan {
  return scanExposition(page, { format: 'text', at: AT, ...over });
}

function openMetrics(page: string): Scan {
  return scanExposition(page, { format: 'openmetrics', at: AT });
}

/** `name{label=value} value` of every sample, and `line: reason` of every reject. */
function told(scan: Scan): string[] {
  const samples = scan.samples.map(({ name, labels, value }) => {
    const pairs = Object.entries(labels).map(([label, text]) => `${label}=${text}`);
    return `${name}{${pairs.join(',')}} ${Object.is(value, -0) ? '-0' : value}`;
  });
  return [...samples, ...scan.rejects.map(({ line, reason }) => `${line}: ${reason}`)];
}

describe('a page without anything to read', () => {
  it.each(['', '\n', '\n\n  \n', '# a comment\n#\n# HELP x y\n', '\r\n'])('yields nothing for %j', (page) => {
    expect(told(text(page))).toEqual([]);
  });
});

describe('lines', () => {
  it.each([
    ['without labels', 'up 1', ['up{} 1']],
    ['with empty braces', 'up{} 1', ['up{} 1']],
    ['with a label', 'up{a="b"} 1', ['up{a=b} 1']],
    ['with a trailing comma', 'up{a="b",} 1', ['up{a=b} 1']],
    ['with blanks everywhere', ' \tup { a = "b" , c\t=\t"d" , } \t 1 ', ['up{a=b,c=d} 1']],
    ['with no blank after the brace', 'up{a="b"}1', ['up{a=b} 1']],
    ['with a colon in the name', 'job:up:sum 1', ['job:up:sum{} 1']],
    ['ended by CRLF', 'up 1\r\ndown{a="b"} 2\r\n', ['up{} 1', 'down{a=b} 2']],
    ['ended by nothing', 'up 1\ndown 2', ['up{} 1', 'down{} 2']],
    ['with braces inside a value', 'up{a="}{ 1 #"} 2', ['up{a=}{ 1 #} 2']],
    ['with an empty label value, which counts as absent', 'up{a="",b="c"} 1', ['up{b=c} 1']],
  ])('%s are read', (_, page, expected) => expect(told(text(page))).toEqual(expected));

  it.each([
    ['\\\\', '\\'],
    ['\\"', '"'],
    ['\\n', '\n'],
    ['\\\\n', '\\n'],
    ['\\t', '\\t'],
    ['C:\\\\dir\\\\', 'C:\\dir\\'],
    ['é 日本 🧱', 'é 日本 🧱'],
    ['\u001b[31m\u0007', '\u001b[31m\u0007'],
  ])('undo the escapes of %j', (written, meant) => {
    expect(text(`up{a="${written}"} 1`).samples[0]?.labels['a']).toBe(meant);
  });

  it.each([
    ['a quoted metric name', '{"my.metric"} 1', ['my.metric{} 1']],
    ['a quoted metric name with labels', '{"my.metric","a.b"="v",c="d"} 1', ['my.metric{a.b=v,c=d} 1']],
    ['a quoted label name', 'up{"a.b"="v"} 1', ['up{a.b=v} 1']],
    ['escapes in quoted names', '{"a\\"b\\\\"} 1', ['a"b\\{} 1']],
  ])('take %s', (_, page, expected) => expect(told(text(page))).toEqual(expected));

  it.each([
    ['only a name', 'up', 'no value'],
    ['labels and no value', 'up{a="b"}', 'no value'],
    ['no name', '{a="b"} 1', 'no metric name'],
    ['nothing but braces', '{} 1', 'no metric name'],
    ['a name that begins with a digit', '1up 1', 'a metric name holds letters, digits, _ and : only, unless it is quoted in braces'],
    ['a dot in a bare name', 'my.metric 1', 'a metric name holds letters, digits, _ and : only, unless it is quoted in braces'],
    ['a brace that is never closed', 'up{a="b" 1', 'the labels are not closed'],
    ['a quote that is never closed', 'up{a="b} 1', 'the labels are not closed'],
    ['a label without quotes', 'up{a=b} 1', 'a label value is not in closed quotes'],
    ['a label without a value', 'up{a} 1', 'a label has no ='],
    ['a label name that begins with a digit', 'up{1a="b"} 1', 'a label name is expected'],
    ['a colon in a label name', 'up{a:b="c"} 1', 'a label has no ='],
    ['an empty label name', 'up{""="c"} 1', 'a label name is expected'],
    ['a comma alone', 'up{,} 1', 'a label name is expected'],
    ['two commas', 'up{a="b",,c="d"} 1', 'a label name is expected'],
    ['no comma between labels', 'up{a="b" c="d"} 1', 'a comma or closing brace is expected'],
    ['the same label twice', 'up{a="b",a="c"} 1', 'the label a stands twice'],
    ['a reserved label', 'up{__name__="x"} 1', 'the label __name__ is reserved'],
    ['a quoted name after a bare one', 'up{"down"} 1', 'a label has no ='],
    ['a quoted name that is not first', '{a="b","up"} 1', 'a label has no ='],
    ['a value that is a word', 'up one', 'the value is no number'],
    ['text after the timestamp', 'up 1 1795220813000 x', 'unexpected text after the timestamp'],
    ['an HTML page', '<html><body>', 'no value'],
    ['JSON', '{"status":"success"} 1', 'a comma or closing brace is expected'],
  ])('are refused with %s', (_, line, reason) => {
    expect(told(text(`before 1\n${line}\nafter 2\n`))).toEqual(['before{} 1', 'after{} 2', `2: ${reason}`]);
  });

  it('of more than 64 KiB are refused, and the excerpt stays short', () => {
    const scan = text(`a 1\nup{a="${'x'.repeat(10_000_000)}"} 1\nb 2\n`);
    expect(scan.samples.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(scan.rejects).toHaveLength(1);
    expect(scan.rejects[0]?.excerpt).toHaveLength(512);
  });

  it('that are bad by the thousand are all counted and only the first are kept', () => {
    const scan = text('bad\n'.repeat(5_000));
    expect(scan.rejected).toBe(5_000);
    expect(scan.rejects).toHaveLength(MOST_REJECTS);
    expect(scan.rejects.at(-1)?.line).toBe(MOST_REJECTS);
  });
});

describe('values', () => {
  it.each([
    ['0', 0], ['-0', -0], ['+5', 5], ['1.', 1], ['.5', 0.5], ['1e3', 1_000], ['1E-3', 0.001], ['-1.5e+2', -150],
    ['9007199254740993', 9_007_199_254_740_992], ['123456789012345', 123_456_789_012_345],
    ['1.7976931348623157e+308', Number.MAX_VALUE], ['1e-400', 0],
    ['Inf', Infinity], ['+Inf', Infinity], ['-Inf', -Infinity], ['inf', Infinity], ['+infinity', Infinity], ['-INFINITY', -Infinity],
    ['0x1p-2', 0.25], ['0X1.8P1', 3], ['-0x.8p0', -0.5], ['0xffp0', 255],
  ])('reads %s', (written, meant) => {
    const scan = text(`up ${written}\n`);
    expect(scan.rejects).toEqual([]);
    expect(scan.samples[0]?.value).toBe(meant);
  });

  it.each(['NaN', 'nan', 'NAN', '+nan', '-NaN'])('reads %s', (written) => {
    expect(text(`up ${written}\n`).samples[0]?.value).toBeNaN();
  });

  it.each([
    '', '+', '.', 'e5', '1e', '1_000', '0x10', '0b1', '0o7', '1,5', 'Infinit', 'infinityy', 'null', 'true', '1e999', '-1e999',
    '0x1p999999', '0xp1', '1.2.3', '--1', '"1"', '١',
  ])('refuses %j', (written) => {
    const scan = text(`up ${written}\n`);
    expect(scan.samples).toEqual([]);
    expect(scan.rejected).toBe(1);
  });
});

describe('timestamps', () => {
  const near = Math.round(AT / 1_000) - 1_500;

  it('are whole milliseconds in the text format', () => {
    expect(text(`up 1 ${near}\n`).samples[0]?.at).toBe(fromMillis(near));
  });

  it('are seconds with a fraction in OpenMetrics', () => {
    expect(openMetrics(`up 1 ${near / 1_000}\n# EOF\n`).samples[0]?.at).toBe(fromMillis(near));
    expect(openMetrics('up 1 1795220811\n# EOF\n').samples[0]?.at).toBe(micros(1_795_220_811_000_000));
    expect(openMetrics('up 1 1.795220811e9\n# EOF\n').samples[0]?.at).toBe(micros(1_795_220_811_000_000));
  });

  it('default to the moment of the request', () => {
    expect(text('up 1\n').samples[0]?.at).toBe(AT);
  });

  it('may be old or early where no other unit explains them', () => {
    expect(text('up 1 1600000000000\n').samples[0]?.at).toBe(fromMillis(1_600_000_000_000));
    expect(text('up 1 0\n').samples[0]?.at).toBe(0);
  });

  it.each([
    ['seconds', String(Math.round(near / 1_000))],
    ['microseconds', String(near * 1_000)],
    ['nanoseconds', `${near}000000`],
  ])('in %s are told, not kept', (unit, written) => {
    expect(told(text(`up 1 ${written}\n`))).toEqual([`1: the timestamp is in ${unit}, not in milliseconds`]);
  });

  it('in milliseconds are told in OpenMetrics', () => {
    expect(told(openMetrics(`up 1 ${near}\n# EOF\n`))).toEqual(['1: the timestamp is in milliseconds, not in seconds']);
  });

  it.each([
    ['12.5', 'the timestamp is not in whole milliseconds'],
    ['NaN', 'the timestamp is no number'],
    ['later', 'the timestamp is no number'],
    ['-1', 'the timestamp is not between the years 1970 and 2254'],
    ['99999999999999999999', 'the timestamp is not between the years 1970 and 2254'],
  ])('such as %s are told', (written, reason) => {
    expect(told(text(`up 1 ${written}\n`))).toEqual([`1: ${reason}`]);
  });
});

describe('types', () => {
  it('are read from TYPE lines, by family', () => {
    const { types, rejects } = text(
      '# HELP a_total Help \\n text\n# TYPE a_total counter\n#  TYPE\tb   gauge \n# TYPE c untyped\n# TYPE "my.h" histogram\n# TYPE s summary\n',
    );
    expect(Object.fromEntries(types)).toEqual({ a_total: 'counter', b: 'gauge', c: 'unknown', 'my.h': 'histogram', s: 'summary' });
    expect(rejects).toEqual([]);
  });

  it.each(['# TYPE', '# TYPE a', '# TYPE a gouge', '# TYPE a counter extra'])('are refused in %j', (line) => {
    expect(text(`${line}\na 1\n`)).toMatchObject({ rejected: 1, samples: [{ name: 'a' }] });
  });

  it('may be called like a property of every object', () => {
    expect(text('# TYPE constructor gauge\n# TYPE __proto__ counter\n').types.get('__proto__')).toBe('counter');
  });
});

describe('OpenMetrics', () => {
  it('is read to its # EOF', () => {
    const page = [
      '# TYPE requests counter',
      '# UNIT requests seconds',
      '# HELP requests With "quotes" and \\\\.',
      'requests_total{path="/a"} 17.0 1795220811.25 # {trace_id="9f3c 0a"} 0.5 1795220811.1',
      'requests_created{path="/a"} 1795220000.5',
      'lat_bucket{le="+Inf"} 3 # {trace_id="x"} 0.1',
      '# EOF',
      '',
    ];
    const scan = openMetrics(page.join('\n'));
    expect(told(scan)).toEqual(['requests_total{path=/a} 17', 'requests_created{path=/a} 1795220000.5', 'lat_bucket{le=+Inf} 3']);
    expect(scan.samples[0]?.at).toBe(micros(1_795_220_811_250_000));
    expect(scan.samples[2]?.at).toBe(AT);
  });

  it('without # EOF tells that the page may be cut off, and keeps what came', () => {
    expect(told(openMetrics('a 1\nb 2\n'))).toEqual(['a{} 1', 'b{} 2', '3: no # EOF at the end: the page may be cut off']);
  });

  it('tells text after # EOF', () => {
    expect(told(openMetrics('a 1\n# EOF\nb 2\n'))).toEqual(['a{} 1', '3: text after # EOF']);
  });

  it('takes # EOF for a comment in the text format', () => {
    expect(told(text('a 1\n# EOF\nb 2\n'))).toEqual(['a{} 1', 'b{} 2']);
  });

  it('may hold one series at several times', () => {
    const scan = openMetrics('a 1 1795220811\na 2 1795220812\n# EOF\n');
    expect(scan.samples.map(({ at, value }) => [at - AT, value])).toEqual([[-2_000_000, 1], [-1_000_000, 2]]);
  });
});

describe('one series twice', () => {
  const reason = 'the same series stands twice on the page; the first one counts';

  it.each([
    ['word for word', 'a{x="1"} 1\na{x="1"} 2\n'],
    ['in other blanks', 'a{x="1"} 1\na { x = "1", } 2\n'],
    ['with its labels in another order', 'a{x="1",y="2"} 1\na{y="2",x="1"} 2\n'],
    ['with an empty label', 'a{x="1"} 1\na{x="1",y=""} 2\n'],
    ['with another escape', 'a{x="1\\\\d"} 1\na{x="1\\d"} 2\n'],
  ])('%s keeps the first and tells the second', (_, page) => {
    const scan = text(page);
    expect(scan.samples.map(({ value }) => value)).toEqual([1]);
    expect(scan.rejects).toEqual([expect.objectContaining({ line: 2, reason })]);
    expect(text(page, { known: scan.table }).rejects).toEqual(scan.rejects);
  });

  it('is told also when a later page brings the other order for the first time', () => {
    const { table } = text('a{x="1",y="2"} 1\n');
    expect(text('a{x="1",y="2"} 1\na{y="2",x="1"} 2\n', { known: table }).rejected).toBe(1);
  });

  it('is not confused by values that look like separators', () => {
    expect(text('a{x="1",y="2"} 1\na{x="1\\",y=\\"2"} 2\na{x="1,y",z="2"} 3\n').rejected).toBe(0);
  });
});

describe('labels of the target', () => {
  const target = { instance: 'brick-02:9100', job: 'node' };

  it('are added to every series', () => {
    expect(told(text('up{a="b"} 1\n', { target }))).toEqual(['up{a=b,instance=brick-02:9100,job=node} 1']);
  });

  it('win over labels of the page, which are kept under another name', () => {
    expect(told(text('up{job="x",exported_job="y"} 1\n', { target }))).toEqual([
      'up{exported_exported_job=x,exported_job=y,instance=brick-02:9100,job=node} 1',
    ]);
  });

  it('are left out where they are empty', () => {
    expect(told(text('up 1\n', { target: { job: '' } }))).toEqual(['up{} 1']);
  });
});

describe('labels called like properties of every object', () => {
  it('are ordinary labels', () => {
    const [sample] = text('up{__proto__="a",constructor="b",toString="c",hasOwnProperty="d"} 1\n').samples;
    expect(Object.keys(sample?.labels ?? {})).toEqual(['__proto__', 'constructor', 'toString', 'hasOwnProperty']);
    expect(sample?.labels['__proto__']).toBe('a');
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  it('are absent where the page has none of them', () => {
    const labels = text('up 1\n').samples[0]?.labels ?? {};
    for (const name of ['constructor', '__proto__', 'toString']) expect(labels[name]).toBeUndefined();
  });

  it('survive a copy to another thread', () => {
    const copy = structuredClone(text('up{__proto__="a",b="c"} 1\n').samples[0]);
    expect(Object.entries(copy?.labels ?? {})).toEqual([['__proto__', 'a'], ['b', 'c']]);
  });
});

describe('the next page of a target', () => {
  it('shares the labels of the series it knows', () => {
    const first = text('a{x="1"} 1\nb 2\n');
    const second = text('b 3\na{x="1"} 4\nc 5\n', { known: first.table });
    expect(told(second)).toEqual(['b{} 3', 'a{x=1} 4', 'c{} 5']);
    expect(second.samples[1]?.labels).toBe(first.samples[0]?.labels);
  });

  it('forgets series that have gone, so that churn costs no memory', () => {
    const first = text('a 1\nb 1\n');
    expect([...text('b 2\n', { known: first.table }).table.heads.keys()]).toEqual(['b']);
  });
});
