// The question before a request, at a real terminal.
import { afterEach, expect, it, onTestFinished } from 'vitest';
import { closeAll, spawnTui } from '../../support/pty.ts';
import { aListedAlert, fakeAlertmanager } from '../../data/sources/alertmanager/fake-alertmanager.ts';

afterEach(closeAll);

const PROGRAM = new URL('../../../src/cli/program.ts', import.meta.url).href;
const QUESTION = 'Silence DiskFull {alertname="DiskFull", node="brick-02", severity="warning"} until ';

async function asking(...more: readonly string[]) {
  const server = await fakeAlertmanager();
  onTestFinished(() => server.close());
  server.alerts = [aListedAlert('DiskFull')];
  const argv = ['alert', 'silence', 'DiskFull', '--duration', '1h', '--reason', 'works', '--url', server.url().href, ...more];
  const run = `import(${JSON.stringify(PROGRAM)}).then(async ({ runProgram }) => process.exit(await runProgram(${JSON.stringify(argv)})))`;
  return { server, terminal: spawnTui({ program: process.execPath, args: ['-e', run], cols: 200 }) };
}

it.each([
  ['yes', ['y', 'enter'], 0, 1, 'DiskFull silenced'],
  ['no', ['n', 'enter'], 1, 0, 'nothing was sent'],
  ['nothing', ['enter'], 1, 0, 'nothing was sent'],
  ['the end of input', ['ctrl+d'], 1, 0, 'nothing was sent'],
])('is answered with %s', async (_, keys, code, made, words) => {
  const { server, terminal } = await asking();
  await terminal.waitFor(QUESTION);
  expect(server.silences).toEqual([]);
  terminal.press(...keys);
  await terminal.waitFor(words);
  expect(await terminal.exit()).toMatchObject({ code });
  expect(server.silences).toHaveLength(made);
});

it('is not asked with --yes', async () => {
  const { server, terminal } = await asking('--yes');
  await terminal.waitFor('DiskFull silenced');
  expect(await terminal.exit()).toMatchObject({ code: 0 });
  expect(terminal.text()).not.toContain('[y/N]');
  expect(server.silences).toHaveLength(1);
});
