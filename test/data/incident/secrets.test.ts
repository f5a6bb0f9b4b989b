// Secrets of every kind, planted wherever text can stand in a session: none of them leaves in a saved file or in a report, and what is
// said to have been redacted is what was planted.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reportFiles } from '../../../src/cli/incident/report.ts';
import { configSchema } from '../../../src/data/config/schema.ts';
import { containerBlocks } from '../../../src/data/incident/container.ts';
import { loadFile } from '../../../src/data/incident/load.ts';
import { measureIncident, saveIncident } from '../../../src/data/incident/save.ts';
import { openWriter, OWN_SOURCE } from '../../../src/data/session/writer.ts';
import { makeRedactor } from '../../../src/model/redact/redactor.ts';
import type { Draft } from '../../../src/model/signal.ts';
import { anAlert, aPin } from '../../support/facts.ts';
import { aSavePlan } from '../../support/incident.ts';
import { PLANTED } from '../../support/secrets.ts';
import { aGap, aHealth, aLog, aReader, aSample, aSpan, at, from, tempFolder } from '../../support/session.ts';

const KEY = Buffer.alloc(32, 7);

/** Every place of a session that holds text of others, each with this text in it. */
function places(text: string, second: number): readonly Draft[] {
  return [
    aLog(second, { message: text, level: 'error' }),
    aLog(second, { message: 'request', attributes: { detail: text, deep: { list: [text] } } }),
    aSample(second, 1, { name: 'requests', labels: { path: text } }),
    aSpan(second, `s${second}`, { traceId: `t${second}`, name: text, status: 'error', statusMessage: text, attributes: { 'http.url': text } }),
    anAlert(second, { id: `a${second}`, labels: { node: 'n', query: text }, annotations: { summary: text } }),
    aHealth(second, { state: 'retrying', detail: text }),
    aGap(second, { gapId: `g${second}`, detail: text }),
    { kind: 'reject', at: at(second), reason: 'no JSON', excerpt: text },
    { kind: 'panel', at: at(second), panel: { id: `p${second}`, title: text, expr: 'up', source: 'logs' } },
  ];
}

function planted(): string {
  const path = join(tempFolder(), 'planted.db');
  const writer = openWriter(path, { title: 'planted' });
  const source = writer.addSource({ name: 'logs', kind: 'follow', target: 'app.log' });
  for (const [index, { text }] of PLANTED.entries()) {
    const own: readonly Draft[] = [{ kind: 'note', at: at(index), text }, aPin(index, { id: `pin:${index}`, text, pinned: true })];
    writer.append([...from(source, ...places(text, index)), ...from(OWN_SOURCE, ...own)], at(index + 1));
  }
  writer.finalise();
  return path;
}

function plainText(file: string): string {
  const bytes = readFileSync(file);
  let read = 0;
  return [...containerBlocks((length) => bytes.subarray(read, (read += Math.min(length, bytes.length - read))))].join('');
}

const survivors = (text: string): readonly string[] => PLANTED.filter(({ secret }) => text.includes(secret) || text.includes(JSON.stringify(secret).slice(1, -1))).map(({ rule }) => rule);

describe('secrets of twenty kinds and more, planted in every place', () => {
  it('are twenty kinds at least', () => {
    expect(new Set(PLANTED.map(({ rule }) => rule)).size).toBeGreaterThanOrEqual(20);
  });

  it('stand in no saved file, and the counts told before and in it are the same', () => {
    const session = planted();
    const file = join(tempFolder(), 'planted.obsx');
    const plan = aSavePlan({ session, range: 'all', redact: true, title: `about ${PLANTED[0]?.text}` });
    const before = measureIncident(plan, { redactor: makeRedactor({ key: KEY }) });
    const { summary } = saveIncident(plan, file, { redactor: makeRedactor({ key: KEY }) });
    expect(survivors(plainText(file))).toEqual([]);
    expect(summary.redactions).toEqual(before.redactions);
    // The log row alone has the text twice more in its attributes: nothing was counted that was not there, nothing left out.
    expect(PLANTED.filter(({ rule }) => (summary.redactions[rule] ?? 0) < 13)).toEqual([]);
    expect(Object.values(summary.redactions).reduce((sum, places) => sum + places, 0)).toBe(plainText(file).split('[REDACTED:').length - 1);
  });

  it.each(['md', 'html', 'json', 'csv', 'cef', 'receipts'] as const)('stand in no report as %s, of the session and of its saved file', (format) => {
    const session = planted();
    const config = configSchema.parse({});
    const live = reportFiles(aReader(session), { format, redact: true, file: 'FILE' }, config);
    expect(survivors(live.map(({ text }) => text).join(''))).toEqual([]);
    const file = join(tempFolder(), 'planted.obsx');
    saveIncident(aSavePlan({ session, range: 'all', redact: true }), file, { redactor: makeRedactor({ key: KEY }) });
    const target = join(tempFolder(), 'planted.db');
    loadFile(file, target);
    const saved = reportFiles(aReader(target), { format, redact: true, file: 'FILE' }, config);
    expect(survivors(saved.map(({ text }) => text).join(''))).toEqual([]);
  });

  it('are found by the same search where nothing is redacted', () => {
    const session = planted();
    const file = join(tempFolder(), 'raw.obsx');
    saveIncident(aSavePlan({ session, range: 'all' }), file, { redactor: undefined });
    expect(survivors(plainText(file))).toHaveLength(PLANTED.length);
  });
});
