import { describe, expect, it } from 'vitest';
import { lineText } from '../../src/lib/line.ts';
import { promptLines } from '../../src/screens/prompt-lines.ts';
import type { PromptDefinition } from '../../src/state/command.ts';
import type { LineEditor } from '../../src/state/line-editor.ts';
import { Driver } from '../support/driver.ts';
import { sharedSession } from '../support/recorded.ts';
import { aLog } from '../support/session.ts';

const session = sharedSession((run) => run.commit(1, [aLog(1)]));
const SECRET: PromptDefinition = { id: 'secret', label: 'secret', masked: true, check: () => ({ ok: true }), submit: () => [] };

function shown(editor: LineEditor, columns = 40): string {
  const lines = promptLines({ id: 'secret', editor, option: 0, refused: undefined }, SECRET, new Driver(session()).context(), columns);
  return lines.map((row) => lineText(row).trimEnd()).join('\n');
}

describe('a masked prompt', () => {
  it('shows one bullet a character, however many cells or codes it has', () => {
    expect(shown({ text: 'ab', caret: 2 })).toBe(' secret ▸ ••█');
    expect(shown({ text: '漢字e\u0301👩‍🔧', caret: 0 })).toBe(' secret ▸ ••••');
    expect(shown({ text: '', caret: 0 })).toBe(' secret ▸ █');
  });

  it('cuts what is too long as any other', () => {
    expect(shown({ text: 'x'.repeat(100), caret: 100 }, 20)).toMatch(/^ secret ▸ …•{1,8}█$/u);
  });
});
