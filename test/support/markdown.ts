// Reads the written pages of the project just far enough to check them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Block {
  readonly language: string;
  readonly text: string;
}

/** README, CONTRIBUTING, CHANGELOG and everything in docs/ and test/, from the root of the project. */
export function writtenPages(): readonly string[] {
  const below = (folder: string): readonly string[] => readdirSync(ROOT + folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`);
  return [...readdirSync(ROOT, { encoding: 'utf8' }), ...below('docs'), ...below('test')].filter((name) => name.endsWith('.md')).toSorted();
}

export function pageText(page: string): string {
  return readFileSync(ROOT + page, 'utf8');
}

/** Fenced blocks. */
export function blocksOf(text: string): readonly Block[] {
  return [...text.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].map(([, language = '', inside = '']) => ({ language, text: inside }));
}

/** Lines of code: those of fenced shell blocks, those that are indented by four, and code in running text. */
export function codeLines(text: string): readonly string[] {
  const prose = text.replaceAll(/^```(\w*)\n([^]*?)^```$/gm, '');
  const fenced = blocksOf(text).filter(({ language }) => language === 'sh').flatMap((block) => block.text.split('\n'));
  const indented = [...prose.matchAll(/^ {4}(.*)$/gm)].map(([, line = '']) => line);
  const inline = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
  return [...fenced, ...indented, ...inline];
}

/** Links of a page that lead nowhere: to a file that is not there, or to a heading that its page does not have. */
export function deadLinks(page: string): readonly string[] {
  const links = [...pageText(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link).filter((link) => !/^[a-z]+:/.test(link));
  return links.filter((link) => {
    const [file = '', anchor] = link.split('#', 2);
    const target = file === '' ? page : posix.join(posix.dirname(page), file);
    if (!existsSync(ROOT + target)) return true;
    return anchor !== undefined && !headings(pageText(target)).includes(anchor);
  });
}

/** Anchors as the usual sites make them. */
function headings(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(/[^\w\- ]/g, '').replaceAll(' ', '-'));
}
