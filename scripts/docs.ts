// Writes the pages of docs/ that are made from the source: `npm run docs`. With --check it writes nothing, names every page that is
// stale with its first difference, and ends with 1.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { firstDifference } from './docs/difference.ts';
import { generatedPages } from './docs/pages.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

function main(check: boolean): number {
  const stale = generatedPages().filter((page) => textOf(page.file) !== page.text);
  for (const { file, text } of stale) {
    if (check) process.stdout.write(`${file} is stale; npm run docs writes it anew\n${firstDifference(textOf(file), text)}`);
    else writeFileSync(ROOT + file, text);
    if (!check) process.stdout.write(`${file}\n`);
  }
  return check && stale.length > 0 ? 1 : 0;
}

/** Empty where the page is not there yet. */
function textOf(file: string): string {
  try {
    return readFileSync(ROOT + file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

process.exitCode = main(process.argv.includes('--check'));
