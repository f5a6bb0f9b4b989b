// Lines through given points: what the incident does to a quantity. The area under a line is exact, which lets a counter be a
// pure function of time and still never fall.

export type Knot = readonly [second: number, value: number];

export interface Curve {
  /** Height at a second; constant before the first knot and after the last. */
  value(second: number): number;
  /** Area under the line from the first knot to a second; negative before it. Only differences mean something. */
  area(second: number): number;
}

/** A line through the knots, which must be in time order and at least one. */
export function curve(first: Knot, ...rest: readonly Knot[]): Curve {
  const knots = [first, ...rest];
  const areas = knots.map((_, index) => areaOf(knots.slice(0, index + 1)));
  const before = (second: number): number => Math.max(0, knots.findLastIndex(([at]) => at <= second));

  const value = (second: number): number => {
    const index = before(second);
    const [at, height] = knots[index] ?? first;
    const next = knots[index + 1];
    if (second <= at || next === undefined) return height;
    return height + ((next[1] - height) * (second - at)) / (next[0] - at);
  };

  const area = (second: number): number => {
    const index = before(second);
    const [at, height] = knots[index] ?? first;
    const done = areas[index] ?? 0;
    return done + ((height + value(second)) / 2) * (second - at);
  };

  return { value, area };
}

function areaOf(knots: readonly Knot[]): number {
  return knots.reduce((sum, [at, height], index) => {
    const previous = knots[index - 1];
    return previous === undefined ? sum : sum + ((previous[1] + height) / 2) * (at - previous[0]);
  }, 0);
}
