import { describe, expect, it } from 'vitest';
import { importsOf, linesWith, readSource } from './source-text.ts';

const code = (text: string): string => readSource(text).code.replace(/\s+/g, ' ').trim();

describe('readSource', () => {
  it.each([
    ['a comment in a string', `f('// no comment', "/* none */"); g`, `f(' ', " "); g`],
    ['a quote in a comment', `a // it's\nb /* "x */ c`, 'a b c'],
    ['an escaped quote', `x = 'it\\'s'; y`, `x = ' '; y`],
    ['a pattern with a quote and a slash in a class', `a = /['"/]/g; b = 'x'`, `a = / g; b = ' '`],
    ['a division', 'a / b / c', 'a / b / c'],
    ['an apostrophe in the text of a component', `<Text>don't</Text>; any`, `<Text>don't</Text>; any`],
  ])('tells apart %s', (_, text, expected) => {
    expect(code(text)).toBe(expected);
  });

  it('sees the code inside the holes of nested templates, and only that', () => {
    expect(code('a = `x ${f({ k: `y ${inner} z` })} w`; after')).toContain('f({ k:');
    expect(code('a = `x ${f({ k: `y ${inner} z` })} w`; after')).toContain('inner');
    expect(code('a = `x ${f({ k: `y ${inner} z` })} w`; after')).toMatch(/; after$/);
    expect(code('a = `x ${f({ k: `y ${inner} z` })} w`; after')).not.toMatch(/[xyzw]/);
  });

  it('keeps the number of every line', () => {
    const text = '/* 1\n2 */\nconst a = `\n\n`;\nlast';
    expect(linesWith(/last/, readSource(text).code)).toEqual([6]);
  });
});

describe('importsOf', () => {
  it('finds every form of import and none in comments and strings', () => {
    const text = [
      `import a from './a.ts';`,
      `import {\n  b,\n  type C,\n} from './b.ts';`,
      `import type { D } from './d.ts';`,
      `import './e.ts';`,
      `export { f } from './f.ts';`,
      `export * from './g.ts';`,
      `const h = await import('./h.ts');`,
      `type I = typeof import('./i.ts');`,
      `// import './no.ts';`,
      `const text = "import './no.ts'";`,
      `export const from = 1;`,
    ].join('\n');
    expect(importsOf(text)).toEqual(['./a.ts', './b.ts', './d.ts', './e.ts', './f.ts', './g.ts', './h.ts', './i.ts']);
  });
});
