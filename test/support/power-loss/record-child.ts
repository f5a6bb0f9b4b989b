// The traced recorder: commits batches of numbered rows, says after each how many rows are safe now, and makes one file of the session
// at the end. `node record-child.ts PATH COMMITS FULL|OFF`. Checkpoints come early, so that crashes fall into them too; OFF leaves
// out every sync, to show that the harness notices.
import { writeSync } from 'node:fs';
import Database from 'better-sqlite3';
import { openWriter } from '../../../src/data/session/writer.ts';
import { micros, SECOND } from '../../../src/lib/micros.ts';
import { numbered } from '../numbered-rows.ts';

const [, , path = '', commits = '0', synchronous = 'FULL'] = process.argv;
const START = 1_795_269_600 * SECOND;
const unmet = new Map([
  ['synchronous = FULL', `synchronous = ${synchronous}`],
  ['wal_autocheckpoint = 4000', 'wal_autocheckpoint = 60'],
]);

const { pragma } = Database.prototype;
Database.prototype.pragma = function replaced(this: Database.Database, source: string, options?: Database.PragmaOptions): unknown {
  const instead = unmet.get(source);
  unmet.delete(source);
  return pragma.call(this, instead ?? source, options);
};

const writer = openWriter(path, { title: 'power loss' });
if (unmet.size > 0) throw new Error(`the writer no longer sets ${[...unmet.keys()].join(', ')}`);
const source = writer.addSource({ name: 'numbers', kind: 'test', target: 'none' });
let last = 0;
for (let commit = 0; commit < Number(commits); commit += 1) {
  const rows = Array.from({ length: 1 + ((commit * 7) % 40) }, (_, index) => ({ source, draft: numbered(last + 1 + index) }));
  last += rows.length;
  writer.append(rows, micros(START + last * 1_000));
  writeSync(1, `${last}\n`);
}
writer.finalise();
writeSync(1, `${last}\n`);
