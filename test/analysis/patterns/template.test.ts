import { describe, expect, it } from 'vitest';
import { templateOf } from '../../../src/analysis/patterns/template.ts';

describe('the template of a message', () => {
  it.each([
    ['queue depth 97 of 512', 'queue depth <*> of <*>'],
    ['GET /api/v1/items/4711?x=1 took 12.5ms', 'GET /<*>?x=<*> took <*>'],
    ['connect to 10.0.0.7:5432 failed', 'connect to <*> failed'],
    ['job 550e8400-e29b-41d4-a716-446655440000 done', 'job <*> done'],
    ['user "ann o\'hare" left', 'user "…" left'],
    ['an open "quote 7', 'an open "quote <*>'],
    ['2026-11-21T14:00:00.123Z  start\tnow', '<*> start now'],
    ['grün 世界 größe=3', 'grün 世界 größe=<*>'],
    ['\u001b[31mred\u001b[0m', ' [<*> [<*>'],
    ['', ''],
  ])('of %j is %j', (message, template) => {
    expect(templateOf(message)).toBe(template);
  });

  it('looks at the beginning of a long one alone', () => {
    expect(templateOf(`${'a'.repeat(300)} 7`)).toBe('a'.repeat(200));
    expect(templateOf('x '.repeat(5_000_000))).toHaveLength(200);
  });
});
