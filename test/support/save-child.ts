// Saves the whole session as incident files 1.obsx, 2.obsx … and says after each that it is safe: `node save-child.ts SESSION FOLDER
// COUNT [unsynced|MILLIS]`. `unsynced` leaves out every sync, to show that a test notices; so many milliseconds after the start it kills
// itself. A fault is said in its words and ends the saving.
import fs, { writeSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { saveIncident } from '../../src/data/incident/save.ts';
import { ObsError } from '../../src/model/errors.ts';
import { dieAfter } from './die-after.ts';
import { planOfNumbers } from './saved-files.ts';

const [, , session = '', folder = '', count = '1', fault = ''] = process.argv;
const say = (line: string | number): void => void writeSync(1, `${line}\n`);

if (fault === 'unsynced') {
  fs.fsyncSync = () => undefined;
  syncBuiltinESMExports();
}
try {
  say('ready');
  if (fault !== '' && fault !== 'unsynced') dieAfter(Number(fault));
  for (let number = 1; number <= Number(count); number += 1) {
    saveIncident(planOfNumbers(session), join(folder, `${number}.obsx`), { redactor: undefined });
    say(number);
  }
} catch (error) {
  say(error instanceof ObsError ? `${error.code} ${error.message}` : String(error));
}
