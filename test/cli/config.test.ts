import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runCli } from '../support/run-cli.ts';
import { tempFolder } from '../support/session.ts';

function file(text: string): string {
  const path = join(tempFolder(), 'config.yaml');
  writeFileSync(path, text);
  return path;
}

describe('config check', () => {
  it('says what a sound file holds', async () => {
    const path = file('sources: [{name: files, kind: follow, paths: [app.log]}]\n');
    expect(await runCli(['config', 'check', '--config', path])).toEqual({ code: 0, out: `${path}: ok, 1 source, 0 panels\n`, err: '' });
  });

  it('names every mistake as file:line:column, and ends with 3', async () => {
    const path = file('titel: x\nsources:\n  - {name: a, kind: promethues, url: "http://h"}\n');
    const ran = await runCli(['config', 'check', '--config', path]);
    expect(ran).toMatchObject({ code: 3, out: '' });
    expect(ran.err).toBe(
      `obs-tui: ${path}:1:1: titel: there is no "titel" here; did you mean "title"?\n` +
        `  ${path}:3:21: sources.0.kind: no source is of kind "promethues"; did you mean "prometheus"? [CONFIG]\n` +
        '  Mend the line; `obs-tui config check` names every mistake, `obs-tui config schema` the shape.\n',
    );
  });

  it.each([
    ['a command that is none', 'keys: {global.paus: [p]}', '1:8: keys.global.paus: there is no command "global.paus"; did you mean "global.pause"?'],
    ['a key that no terminal sends', 'keys: {global.pause: [p, ctrl+i]}', '1:26: keys.global.pause.1: ctrl+i does not arrive as a key of its own'],
    ['a key of another command', 'keys: {global.pause: [q]}', '1:23: keys.global.pause.0: q belongs to global.quit already'],
  ])('knows %s', async (_, text, message) => {
    const path = file(text);
    expect((await runCli(['config', 'check', '--config', path])).err).toContain(`${path}:${message}`);
  });

  it('takes keys that swap two commands', async () => {
    const path = file('keys: {global.pause: [q], global.quit: [space]}');
    expect(await runCli(['config', 'check', '--config', path])).toMatchObject({ code: 0 });
  });

  it('tells apart a file that is not there and one that cannot be read', async () => {
    const missing = await runCli(['config', 'check', '--config', '/nowhere/config.yaml']);
    expect(missing).toMatchObject({ code: 3, err: expect.stringContaining('/nowhere/config.yaml: there is no such file [CONFIG]') });
    const folder = await runCli(['config', 'check', '--config', tempFolder()]);
    expect(folder).toMatchObject({ code: 3, err: expect.stringContaining('the file cannot be read (EISDIR) [CONFIG]') });
  });

  it('reads the usual place when no file is named, and misses it there', async () => {
    const home = tempFolder();
    const ran = await runCli(['config', 'check'], { home });
    expect(ran).toMatchObject({ code: 3, err: expect.stringContaining(`${home}/config/obs-tui/config.yaml: there is no such file`) });
  });
});

describe('config show', () => {
  it('prints the defaults where nothing is configured', async () => {
    const ran = await runCli(['config', 'show']);
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(parse(ran.out)).toEqual({ sources: [], panels: [], keys: {}, redact: { copy: true, ips: false, rules: [] }, incidents: { encrypt_to: [] }, retention: { apply_at_start: false }, ui: { zone: 'local', ascii: false } });
  });

  it('never shows a secret, and never asks for one', async () => {
    const path = file(
      'sources:\n' +
        '  - {name: a, kind: prometheus, url: "https://ada:hunter2@h"}\n' +
        '  - {name: b, kind: prometheus, url: "https://h?key=hunter2", bearer: {env: PROM_TOKEN}, headers: {X-A: hunter2}}\n' +
        '  - {name: c, kind: prometheus, url: "https://i", bearer: {command: [pass, hunter2]}}\n',
    );
    const ran = await runCli(['config', 'show', '--config', path], { env: { PROM_TOKEN: 'hunter2' } });
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toContain('env: PROM_TOKEN');
    expect(ran.out).not.toContain('hunter2');
  });

  it('is found through the environment, where a missing file is an error', async () => {
    const home = tempFolder();
    mkdirSync(join(home, 'c'));
    writeFileSync(join(home, 'c', 'prod.yaml'), 'title: prod-eu');
    expect((await runCli(['config', 'show'], { home, env: { OBS_TUI_CONFIG: join(home, 'c', 'prod.yaml') } })).out).toContain('title: prod-eu');
    expect(await runCli(['config', 'show'], { home, env: { OBS_TUI_CONFIG: join(home, 'gone.yaml') } })).toMatchObject({ code: 3 });
  });
});

it('config schema prints JSON Schema', async () => {
  const ran = await runCli(['config', 'schema']);
  expect(ran).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(ran.out)).toMatchObject({ $schema: expect.stringContaining('json-schema.org'), type: 'object' });
});
