import { describe, expect, it } from 'vitest';
import { asked, type Groups } from '../../bench/asked.ts';
import type { Benchmark } from '../../bench/figures.ts';

const named = (name: string): Benchmark => ({ name, run: () => Promise.resolve([]) });
const groups: Groups = { own: [named('a'), named('b')], peers: [named('c')], long: [named('d')] };

/** The names of what is run, or what is wrong. */
function names(...args: readonly string[]): readonly string[] | string {
  const found = asked(args, groups);
  return typeof found === 'string' ? found : found.benchmarks.map(({ name }) => name);
}

describe('what the benchmarks are asked for', () => {
  it('is the program by itself, the group named, or those named of any group in their order', () => {
    expect(names()).toEqual(['a', 'b']);
    expect(names('--peers')).toEqual(['c']);
    expect(names('--long')).toEqual(['d']);
    expect(names('--peers', 'd', 'a')).toEqual(['a', 'd']);
  });

  it('may be fewer rows, and to be kept', () => {
    expect(asked(['--rows', '200000'], groups)).toMatchObject({ wishes: { rows: 200_000 }, keep: false });
    expect(asked(['--keep'], groups)).toMatchObject({ wishes: {}, keep: true });
  });

  it.each([
    [['e'], 'There is no benchmark e; one of: a, b, c, d'],
    [['--markdown'], 'There is no option --markdown; one of: --peers, --long, --keep, --rows'],
    [['--rows', 'many'], '--rows takes a whole number from 100000 on'],
    [['--rows', '99999'], '--rows takes a whole number from 100000 on'],
    [['--rows', '200000', '--keep'], '--keep takes figures of all rows, not of --rows'],
    [['--rows'], '--rows takes a whole number from 100000 on'],
  ])('is refused where it is not understood: %j', (args, said) => {
    expect(names(...args)).toBe(said);
  });
});
