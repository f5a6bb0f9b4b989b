import { expect, it } from 'vitest';
import { duration, durationMillis, shownDuration } from '../../../../src/data/sources/http/duration.ts';

it.each([
  ['5s', 5_000],
  ['250ms', 250],
  ['1m30s', 90_000],
  ['1.5s', 1_500],
  ['15m', 900_000],
  ['2h', 7_200_000],
  ['1d', 86_400_000],
  ['0', 0],
  ['0s', 0],
])('reads %s', (text, millis) => expect(durationMillis(text)).toBe(millis));

it.each(['', '5', 's', '5 s', '-5s', '5sec', '1e3s', '5s ', 'ms', '5µs', `${'9'.repeat(40)}s`])('refuses %j', (text) => {
  expect(durationMillis(text)).toBeUndefined();
});

it('refuses a duration outside the bounds with words that name them', () => {
  const schema = duration(1_000, 60_000);
  expect(schema.safeParse('1s').success).toBe(true);
  expect(schema.safeParse('1m').success).toBe(true);
  for (const text of ['999ms', '61s']) {
    expect(schema.safeParse(text).error?.issues[0]?.message).toBe('give a duration from 1s to 1m');
  }
});

it.each([
  [60_000, '1m'],
  [90_000, '90s'],
  [86_400_000, '1d'],
  [1, '1ms'],
  [0, '0ms'],
])('writes %i back as %s', (millis, text) => {
  expect(durationMillis(shownDuration(millis))).toBe(millis);
  expect(shownDuration(millis)).toBe(text);
});
