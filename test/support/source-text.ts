// Reads source text just far enough to judge it: where strings, comments and patterns are, and what is imported. The compiler of this
// project has no programming interface, and a full parser would be another dependency.

export interface SourceText {
  /** The text with comments blanked; every line keeps its number. */
  readonly withoutComments: string;
  /** Also the contents of strings, templates and patterns are blanked: what remains are words and signs of the language. */
  readonly code: string;
}

/** Tried in this order at each place; the first that matches is taken whole. */
const TOKENS: readonly { readonly kind: 'comment' | 'literal'; readonly pattern: RegExp }[] = [
  { kind: 'comment', pattern: /\/\/[^\n]*/y },
  { kind: 'comment', pattern: /\/\*[^]*?\*\//y },
  // A quote that does not end on its line is an apostrophe in the text of a component, not a string.
  { kind: 'literal', pattern: /'(?:[^'\\\n]|\\[^])*'/y },
  { kind: 'literal', pattern: /"(?:[^"\\\n]|\\[^])*"/y },
];
const PATTERN = /\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[dgimsuvy]*/y;
/** After these a slash begins a pattern; after a name, a number or a closing bracket it divides. */
const BEFORE_PATTERN = /(?:^|[(,=:[!&|?{};+\-*%<>~^\n]|\b(?:return|typeof|case|of|in))\s*$/;

export function readSource(text: string): SourceText {
  let withoutComments = '';
  let code = '';
  let at = 0;
  /** Depth of braces at which each open `${` ends; empty outside templates. */
  const holes: number[] = [];
  let braces = 0;
  const take = (piece: string, kind: 'code' | 'comment' | 'literal'): void => {
    withoutComments += kind === 'comment' ? blank(piece) : piece;
    code += kind === 'code' ? piece : kind === 'comment' ? blank(piece) : emptied(piece);
    at += piece.length;
  };
  const takeTemplate = (): void => {
    const piece = match(/[`}](?:[^`\\$]|\\[^]|\$(?!\{))*(?:`|\$\{|$)/y, text, at) ?? '`';
    take(piece, 'literal');
    if (piece.endsWith('${')) {
      holes.push(braces);
      braces += 1;
    }
  };

  while (at < text.length) {
    const character = text.charAt(at);
    const token = TOKENS.map(({ kind, pattern }) => ({ kind, piece: match(pattern, text, at) })).find(({ piece }) => piece !== undefined);
    const pattern = character === '/' && BEFORE_PATTERN.test(code.slice(-40)) ? match(PATTERN, text, at) : undefined;
    if (token?.piece !== undefined) {
      take(token.piece, token.kind);
    } else if (pattern !== undefined) {
      take(pattern, 'literal');
    } else if (character === '`') {
      takeTemplate();
    } else if (character === '}' && holes.at(-1) === braces - 1) {
      holes.pop();
      braces -= 1;
      takeTemplate();
    } else {
      if (character === '{') braces += 1;
      if (character === '}') braces -= 1;
      take(character, 'code');
    }
  }
  return { withoutComments, code };
}

/** Every module named by an import, an export-from or a dynamic import, in the order of the text. */
export function importsOf(text: string): readonly string[] {
  const { withoutComments } = readSource(text);
  const statements = /(?:^|[;\n])\s*(?:import|export)\b[^;'"]*?\bfrom\s*(['"])([^'"\n]+)\1|(?:^|[;\n])\s*import\s*(['"])([^'"\n]+)\3|\bimport\s*\(\s*(['"])([^'"\n]+)\5/g;
  return [...withoutComments.matchAll(statements)].map((found) => found[2] ?? found[4] ?? found[6] ?? '');
}

/** Line numbers, from 1, on which the pattern occurs. */
export function linesWith(pattern: RegExp, code: string): readonly number[] {
  return code.split('\n').flatMap((line, index) => (pattern.test(line) ? [index + 1] : []));
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function blank(piece: string): string {
  return piece.replace(/[^\n]/g, ' ');
}

/** Keeps the delimiters, so that `'x'!` still shows a literal before the sign. */
function emptied(piece: string): string {
  return piece.length < 2 ? piece : `${piece.charAt(0)}${blank(piece.slice(1, -1))}${piece.at(-1) ?? ''}`;
}
