import { describe, expect, it } from 'vitest';
import { withPart } from '../../scripts/docs/parts.ts';

const PAGE = 'before\n<!-- a: made by `npm run docs` -->\nold\n<!-- end of a -->\nbetween\n<!-- b: made by `npm run docs` -->\n<!-- end of b -->\n';

describe('a part of a page', () => {
  it('is replaced, and nothing around it', () => {
    expect(withPart(PAGE, 'a', 'new')).toBe(PAGE.replace('old\n', '\nnew\n\n'));
    expect(withPart(PAGE, 'b', 'new')).toBe(PAGE.replace('docs` -->\n<!-- end of b', 'docs` -->\n\nnew\n\n<!-- end of b'));
  });

  it('stays as it is when it is made again', () => {
    const once = withPart(PAGE, 'a', 'x | y');
    expect(withPart(once, 'a', 'x | y')).toBe(once);
  });

  it('must be there', () => {
    expect(() => withPart(PAGE, 'c', 'new')).toThrow('there is no <!-- c');
    expect(() => withPart('<!-- c: made by `npm run docs` -->\n', 'c', 'new')).toThrow('there is no <!-- end of c');
  });
});
