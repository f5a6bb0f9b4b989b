// What redaction leaves alone, and what it costs: clean lines stay as they are, and no text takes more time than its length explains.
import { describe, expect, it } from 'vitest';
import { traffic } from '../../../src/lab/traffic.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import { makeRedactor } from '../../../src/model/redact/redactor.ts';
import { cleanLines } from '../../support/clean-lines.ts';
import { PLANTED } from '../../support/secrets.ts';

const KEY = Buffer.alloc(32, 7);
const START_SECOND = Date.UTC(2026, 10, 18, 14, 20) / 1_000;

describe('clean lines', () => {
  it('stay: at most one of ten thousand is changed, among ids, hashes, times, large numbers and telling words', () => {
    const redactor = makeRedactor({ key: KEY });
    expect(cleanLines(20_000).filter((line) => redactor.text(line) !== line).length).toBeLessThanOrEqual(2);
  });

  it('of the lab stay, as rows and as text', () => {
    const redactor = makeRedactor({ key: KEY });
    const told = traffic(1, 200, START_SECOND);
    const changed = Array.from({ length: 50 }, (_, index) => told.block(index * 60, 1)).flatMap((block) =>
      Array.from({ length: block.rows }, (_, index) => block.row(index).toString()).filter((row) => redactor.json(row) !== row));
    expect(changed).toEqual([]);
  });
});

/** Fragments that make finders begin, over and over. */
const FRAGMENTS = [
  'a', '1', '-', '=', '"', '\\', '\\"', ' ', '@', '%40', 'a@', 'a.', '@a.', '%41', 'eyJ', '.eyJaaaaaaaaaaa.', 'password', 'password=', 'password="', "password '", 'token ', '--token ', 'key ', 'secret: ',
  'Authorization: ', 'bearer ', 'basic ', 'cookie: a=', 'a=b; ', '://', '://a:', 'AKIA', 'aws A1a', 'SG.', '8Q~', '-----BEGIN PRIVATE KEY-----', '4111 ', '411111111111111', '::', 'a:', '1.',
  '[REDACTED:', '[REDACTED:a:00000000]', 'pass', '?sig=A', 'key aB1', '\\u00', ...PLANTED.map(({ text }) => text),
];

/** The least of a few runs, in milliseconds: what else the machine does only adds. */
function millis(work: () => unknown): number {
  return Math.min(...Array.from({ length: 4 }, () => {
    const begin = systemClock.monotonicMillis();
    work();
    return systemClock.monotonicMillis() - begin;
  }));
}

describe('a hostile line', () => {
  const redactor = makeRedactor({ key: KEY, ips: true });
  const line = (fragment: string, length: number): string => fragment.repeat(Math.ceil(length / fragment.length)).slice(0, length);

  /** Measured anew before it counts: other programs take turns on the machine. */
  const always = (isBad: (fragment: string) => boolean): readonly string[] => Array.from({ length: 12 }).reduce<readonly string[]>((bad) => bad.filter(isBad), FRAGMENTS);

  it('costs what its length explains: four times the text, at most about four times the time', () => {
    const isSteep = (fragment: string): boolean => {
      const short = millis(() => redactor.text(line(fragment, 10_000)));
      const long = millis(() => redactor.text(line(fragment, 40_000)));
      // Below a few milliseconds the clock and the collector of garbage say more than the text does.
      return long > 8 && long > short * 9;
    };
    expect(always(isSteep)).toEqual([]);
  });

  it('of 10,000 characters is done in a few milliseconds, whatever it repeats', () => {
    expect(always((fragment) => millis(() => redactor.text(line(fragment, 10_000))) > 25)).toEqual([]);
  });
});
