import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { operatorName } from '../../../src/cli/operator.ts';
import { openWriter } from '../../../src/data/session/writer.ts';
import { HOSTILE } from '../../support/builders.ts';
import { aSilence, anAlert } from '../../support/facts.ts';
import { closedPort } from '../../support/loopback.ts';
import { runCli, sessionsBelow } from '../../support/run-cli.ts';
import { at, from, tempFolder } from '../../support/session.ts';
import { aListedAlert, fakeAlertmanager, type FakeAlertmanager } from '../../data/sources/alertmanager/fake-alertmanager.ts';

const ID = '20261121T140000Z';

/** A home folder with one session: an alert that came, was silenced and went, one that fires, one that waits. */
function recorded(): string {
  const home = tempFolder();
  const writer = openWriter(join(sessionsBelow(home), `${ID}.db`), { title: 'a test' });
  const source = writer.addSource({ name: 'am', kind: 'alertmanager', target: 'http://am:9093' });
  const disk = { id: 'd1', name: 'DiskFull', node: 'n1', severity: 'critical' } as const;
  writer.append(from(source, anAlert(0, { state: 'pending' }), anAlert(1, disk)), at(1));
  writer.append(from(source, anAlert(60), anAlert(61, { id: 'w1', name: 'Waiting', state: 'pending', node: 'n2' })), at(61));
  writer.append(from(source, aSilence(100), anAlert(100, { ...disk, silencedBy: ['s1'] })), at(100));
  writer.append(from(source, anAlert(200, { state: 'resolved' })), at(200));
  writer.finalise();
  return home;
}

async function alert(argv: readonly string[], home = recorded()): Promise<string> {
  const { code, out, err } = await runCli(['alert', ...argv], { home });
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return out;
}

const names = (out: string): readonly string[] => out.split('\n').slice(0, -1).map((row) => row.split('\t').slice(0, 3).join(' '));

describe('alert list', () => {
  it('prints the alerts that are not over, those that are heard first', async () => {
    expect(names(await alert(['list']))).toEqual(['w1 pending warning', 'd1 silenced critical']);
  });

  it.each([
    ['firing', ['--at', '14:01:30', '--status', 'firing'], ['f00d firing warning', 'd1 firing critical']],
    ['pending', ['--status', 'pending'], ['w1 pending warning']],
    ['resolved', ['--status', 'resolved'], ['f00d resolved warning']],
    ['silenced', ['--status', 'silenced'], ['d1 silenced critical']],
    ['of a node', ['--node', 'n1'], ['d1 silenced critical']],
  ])('prints those that are %s', async (_, argv, expected) => {
    expect(names(await alert(['list', '--utc', ...argv]))).toEqual(expected);
  });

  it('prints one document with --json', async () => {
    const document = JSON.parse(await alert(['list', '--json', '--node', 'n1']));
    expect(document).toMatchObject({
      schema: 'obs-tui.alerts/1', session: ID,
      alerts: [{ id: 'd1', name: 'DiskFull', status: 'firing', severity: 'critical', node: 'n1', source: 'am', silenced_by: ['s1'], expression: 'cpu_percent > 80', threshold: 80, value: 87.3 }],
    });
  });

  it('says so where nothing matches', async () => {
    expect(await runCli(['alert', 'list', '--node', 'nowhere'], { home: recorded() })).toEqual({ code: 0, out: '', err: 'No alert matches.\n' });
  });

  it('prints one line an alert and no control, whatever its labels hold', async () => {
    const home = tempFolder();
    const writer = openWriter(join(sessionsBelow(home), `${ID}.db`), { title: 'hostile' });
    const source = writer.addSource({ name: 'am', kind: 'alertmanager', target: 'http://am:9093' });
    writer.append(from(source, ...HOSTILE.map((text, index) => anAlert(index, { id: `i${index}`, name: text, node: text, annotations: { summary: text, [text]: text } }))), at(100));
    writer.finalise();
    const out = await alert(['list'], home) + await alert(['list', '--json'], home) + await alert(['show', 'i0'], home);
    expect(out).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202e]/);
    expect((await alert(['list'], home)).split('\n')).toHaveLength(HOSTILE.length + 1);
  });
});

describe('alert show', () => {
  it('prints what is known, the silence with its words, and the history', async () => {
    const out = await alert(['show', 'd1', '--utc']);
    expect(out).toContain('alert         DiskFull\n');
    expect(out).toContain('expression    cpu_percent > 80\n');
    expect(out).toContain('silence       s1 by sovereign until 2026-11-21 15:01:40: maintenance {node="brick-02"}\n');
    expect(out).toContain('history       2026-11-21 14:00:01 firing\nhistory       2026-11-21 14:01:40 silenced\n');
  });

  it('finds an alert by its name, and tells every change with --json', async () => {
    const document = JSON.parse(await alert(['show', 'HighCPUUsage', '--json']));
    expect(document).toMatchObject({ schema: 'obs-tui.alert/1', id: 'f00d', status: 'resolved' });
    expect(document.history.map(({ status }: { status: string }) => status)).toEqual(['pending', 'firing', 'resolved']);
  });

  it('says so for an alert that is not there', async () => {
    expect(await runCli(['alert', 'show', 'x'], { home: recorded() })).toMatchObject({ code: 2, out: '', err: expect.stringContaining('there is no alert "x" in this session') });
  });
});

/** An Alertmanager that is configured, with two alerts that fire. */
async function running(): Promise<{ readonly server: FakeAlertmanager; readonly home: string }> {
  const server = await fakeAlertmanager();
  onTestFinished(() => server.close());
  server.alerts = [aListedAlert('HighCPU', { fingerprint: '00000000000000aa' }), aListedAlert('HighCPU', { fingerprint: '00000000000000bb', labels: { alertname: 'HighCPU', instance: 'brick-03:9100' } }), aListedAlert('DiskFull')];
  const home = tempFolder();
  mkdirSync(`${home}/config/obs-tui`, { recursive: true });
  writeFileSync(`${home}/config/obs-tui/config.yaml`, `sources:\n  - name: am\n    kind: alertmanager\n    url: ${server.url().href}\n  - name: logs\n    kind: follow\n    paths: [/dev/null]\n`);
  return { server, home };
}

const equals = (name: string, value: string) => ({ name, value, isRegex: false, isEqual: true });

describe('a request of the command line', () => {
  it('acknowledges an alert by all its labels, in the name of the account', async () => {
    const { server, home } = await running();
    const ran = await runCli(['alert', 'ack', '00000000000000aa', '--comment', 'on it'], { home });
    expect(ran).toMatchObject({ code: 0, err: '', out: `HighCPU acknowledged by a silence; \`obs-tui alert expire ${server.silences[0]?.id}\` ends it\n` });
    expect(server.silences).toMatchObject([{
      comment: expect.stringMatching(/^ACK! on it \[obs-tui:[0-9a-f]{16}\]$/), createdBy: operatorName(),
      matchers: [equals('alertname', 'HighCPU'), equals('node', 'brick-02'), equals('severity', 'warning')],
    }]);
  });

  it.each([
    ['an alert by its name', ['DiskFull'], [equals('alertname', 'DiskFull'), equals('node', 'brick-02'), equals('severity', 'warning')]],
    ['a node', ['--node', 'brick-02'], [equals('node', 'brick-02')]],
    ['a node that only instances tell of', ['--node', 'brick-03'], [{ name: 'instance', value: '\\[?brick-03\\]?(:[0-9]+)?', isRegex: true, isEqual: true }]],
    ['a node that is quiet now', ['--node', 'n9'], [equals('node', 'n9')]],
    ['matchers', ['--matcher', 'job=~"batch-.*"', '--matcher', 'team!=x'], [{ name: 'job', value: 'batch-.*', isRegex: true, isEqual: true }, { name: 'team', value: 'x', isRegex: false, isEqual: false }]],
  ])('silences %s', async (_, argv, matchers) => {
    const { server, home } = await running();
    expect(await runCli(['alert', 'silence', ...argv, '--duration', '1h', '--reason', 'maintenance', '--json'], { home })).toMatchObject({ code: 0, err: '' });
    expect(server.silences).toMatchObject([{ matchers, comment: expect.stringMatching(/^maintenance \[/) }]);
  });

  it('ends a silence', async () => {
    const { server, home } = await running();
    await runCli(['alert', 'silence', 'DiskFull', '--duration', '1h', '--reason', 'r'], { home });
    const ran = await runCli(['alert', 'expire', server.silences[0]?.id ?? ''], { home });
    expect(ran).toEqual({ code: 0, err: '', out: 'the silence has ended\n' });
    expect(server.lasting()).toEqual([]);
  });

  it('that fails ends with code 4 and the words of the server, one whose end is unknown says so', async () => {
    const { server, home } = await running();
    server.fates = [{ applied: false, answer: 400, body: '"silence invalid"' }, { applied: false, answer: 504 }];
    const argv = ['alert', 'silence', 'DiskFull', '--duration', '1h', '--reason', 'r'];
    expect(await runCli(argv, { home })).toEqual({ code: 4, out: '', err: 'obs-tui: this was not carried out: Alertmanager answered 400: silence invalid\n' });
    const unknown = await runCli([...argv, '--json'], { home });
    expect(unknown).toMatchObject({ code: 4, err: expect.stringContaining('it is not known whether this was carried out') });
    expect(JSON.parse(unknown.out)).toMatchObject({ schema: 'obs-tui.act/1', state: 'unknown', source: 'am' });
  });

  it.each([
    ['nothing to silence', ['silence', '--duration', '1h', '--reason', 'r'], 2, 'name what to silence'],
    ['an alert and a node', ['silence', 'x', '--node', 'n', '--duration', '1h', '--reason', 'r'], 2, 'leave out --node and --matcher'],
    ['a matcher that is none', ['silence', '--matcher', 'severity', '--duration', '1h', '--reason', 'r'], 2, 'is not a matcher such as'],
    ['no reason', ['silence', 'x', '--duration', '1h'], 2, '--reason'],
    ['an alert that is not on', ['ack', 'nope', '--comment', 'c'], 2, 'no alert "nope" is on now at "am"'],
    ['a name that two alerts have', ['ack', 'HighCPU', '--comment', 'c'], 2, '2 alerts are called "HighCPU"'],
    ['a source that is not there', ['ack', 'DiskFull', '--comment', 'c', '--source', 'x'], 2, 'no source of kind alertmanager or portal is called "x"'],
    ['a silence that is not there', ['expire', 'nope'], 4, 'Alertmanager knows no silence nope'],
  ])('with %s is refused', async (_, argv, code, words) => {
    const { server, home } = await running();
    expect(await runCli(['alert', ...argv], { home })).toMatchObject({ code, out: '', err: expect.stringContaining(words) });
    expect(server.silences).toEqual([]);
  });

  it('without a backend says how to name one, and with one that is down what is wrong', async () => {
    const argv = ['alert', 'expire', 's1'];
    expect(await runCli(argv)).toMatchObject({ code: 2, err: expect.stringContaining('name one with --url, or configure it') });
    expect(await runCli([...argv, '--url', `http://127.0.0.1:${await closedPort()}`])).toMatchObject({ code: 4, err: expect.stringContaining('[SOURCE_REFUSED]') });
  });
});
