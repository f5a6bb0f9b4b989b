// The system's own logger(1), sending to a socket of ours. The forms it writes are also checked, without it, in syslog.test.ts.
import { execFile } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { UTC } from '../../src/data/sources/decode/zone.ts';
import { decodeLine } from '../../src/data/sources/follow/decode.ts';
import { systemClock } from '../../src/lib/clock.ts';
import type { LogDraft } from '../../src/model/signal.ts';
import { binary, describeReal } from '../support/real.ts';

let socket: Socket;

beforeAll(async () => {
  socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
});

afterAll(() => {
  socket.close();
});

/** What logger sends for these arguments, decoded as a line of a file. */
async function logged(...args: readonly string[]): Promise<LogDraft | undefined> {
  const datagram = once(socket, 'message');
  await promisify(execFile)(binary('logger'), ['-d', '-n', '127.0.0.1', '-P', String(socket.address().port), ...args], { env: { ...process.env, TZ: 'UTC' } });
  const [bytes]: unknown[] = await datagram;
  const now = systemClock.now();
  return decodeLine(String(bytes), { format: 'auto', zone: UTC, now, fallback: { at: now, from: 'reading' } }).log;
}

describeReal('what logger(1) sends', ['logger'], () => {
  it.each([
    ['--rfc5424', ['--msgid', 'ID47', '--sd-id', 'ex@32473', '--sd-param', 'iut="3"'], { msgid: 'ID47', 'ex@32473': { iut: '3' } }],
    ['--rfc3164', [], {}],
  ])('is read with %s', async (format, options, attributes) => {
    const log = await logged(format, '-p', 'local0.err', '-t', 'app', '--id=42', ...options, 'hello ünï [x]: y');
    expect(log).toMatchObject({ level: 'error', service: 'app', message: 'hello ünï [x]: y', attributes: { facility: 'local0', pid: 42, ...attributes } });
    expect(log?.node).toBeTruthy();
    expect(Math.abs((log?.at ?? 0) - systemClock.now())).toBeLessThan(60_000_000);
    expect(log?.attributes).not.toHaveProperty('time_from');
  });

  it('is read where it leaves out time and host', async () => {
    expect(await logged('--rfc5424=notime,nohost,notq', '-p', 'daemon.info', '-t', 'app', 'no time')).toMatchObject({
      level: 'info', service: 'app', message: 'no time', attributes: { facility: 'daemon', time_from: 'reading' },
    });
  });
});
