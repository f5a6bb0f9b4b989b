// THE list of generated pages, and of those that have generated parts.
import { commandsPage } from './commands-page.ts';
import { configPage } from './config-page.ts';
import { errorsPage } from './errors-page.ts';
import { keysPage } from './keys-page.ts';
import { measuredPages } from './measured.ts';

export interface Page {
  /** From the root of the project. */
  readonly file: string;
  readonly text: string;
}

export function generatedPages(): readonly Page[] {
  return [
    { file: 'docs/keys.md', text: keysPage() },
    { file: 'docs/commands.md', text: commandsPage() },
    { file: 'docs/config.md', text: configPage() },
    { file: 'docs/errors.md', text: errorsPage() },
    ...measuredPages(),
  ];
}
