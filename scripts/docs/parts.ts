// Pages that are written by hand but for some parts: each stands between two comments, and nothing else of the page is touched.

/** The page with this inside the part of that name. Throws where the page has no such part. */
export function withPart(page: string, name: string, inside: string): string {
  const begin = `<!-- ${name}: made by \`npm run docs\` -->\n`;
  const end = `<!-- end of ${name} -->\n`;
  const [before, rest] = cut(page, begin);
  const [, after] = cut(rest, end);
  return `${before}${begin}\n${inside}\n\n${end}${after}`;
}

function cut(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`there is no ${mark.trim()} in the page`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}
