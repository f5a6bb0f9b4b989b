// Save: the form of an incident file, what it would give before anything is written, and the writing of it.
import { definePanel } from '../../state/panel.ts';
import { saveCommands } from './commands.ts';
import { saveLines } from './lines.ts';
import { savePrompts } from './prompts.ts';
import { selectSave, type SaveModel } from './select.ts';
import { INITIAL, updateSave, type SaveEvent, type SaveState } from './state.ts';

export const savePanel = definePanel<SaveState, SaveModel, SaveEvent>({
  id: 'save', title: 'Save', init: INITIAL, update: updateSave, select: selectSave, lines: saveLines, commands: saveCommands, prompts: savePrompts,
});
