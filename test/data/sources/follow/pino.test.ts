// Lines that a real logger of Node programs writes, not lines we think it writes.
import { PassThrough } from 'node:stream';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { followFrom } from '../../../../src/data/sources/follow/adapter.ts';
import type { Draft, LogDraft } from '../../../../src/model/signal.ts';
import { systemClock } from '../../../../src/lib/clock.ts';

async function followed(write: (logger: pino.Logger) => void): Promise<readonly LogDraft[]> {
  const stream = new PassThrough();
  write(pino({ level: 'trace', base: { service: 'orders' } }, stream));
  stream.end();
  const adapter = followFrom(() => stream);
  const source = adapter.open(adapter.config.parse({ name: 'stdin', kind: 'follow', paths: ['-'] }), { clock: systemClock, random: () => 0.5 });
  const drafts: Draft[] = [];
  for await (const batch of source.stream({ signal: new AbortController().signal })) drafts.push(...batch.drafts);
  return drafts.filter((draft) => draft.kind === 'log');
}

describe('lines of pino', () => {
  it('carry level, message, service and time', async () => {
    const before = Date.now();
    const [first] = await followed((logger) => logger.error({ duration_ms: 12 }, 'pool exhausted'));
    expect(first).toMatchObject({ level: 'error', message: 'pool exhausted', service: 'orders', attributes: { duration_ms: 12 } });
    expect(Math.abs((first?.at ?? 0) / 1_000 - before)).toBeLessThan(60_000);
  });

  it('name every level by its number', async () => {
    const logs = await followed((logger) => {
      logger.trace('a');
      logger.debug('b');
      logger.info('c');
      logger.warn('d');
      logger.error('e');
      logger.fatal('f');
    });
    expect(logs.map((log) => log.level)).toEqual(['trace', 'debug', 'info', 'warn', 'error', 'fatal']);
  });

  it('keep an error with its stack', async () => {
    const [log] = await followed((logger) => logger.error(new Error('boom'), 'request failed'));
    expect(log?.message).toBe('request failed');
    expect(JSON.stringify(log?.attributes)).toContain('pino.test.ts');
  });
});
