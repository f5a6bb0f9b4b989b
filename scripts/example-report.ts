// Makes docs/example-incident.html: the report of the incident file of the story of the lab, as an operator left it. `node scripts/example-report.ts [FOLDER]`
// writes every format into the folder as well. The same bytes each time.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXPORTERS } from '../src/data/export/index.ts';
import { recordToldStory, savedReport } from '../test/support/told-story.ts';

const PAGE = fileURLToPath(new URL('../docs/example-incident.html', import.meta.url));

function main(folder: string | undefined): void {
  const place = mkdtempSync(join(tmpdir(), 'obs-tui-example-'));
  try {
    recordToldStory(join(place, 'story.db'));
    const report = savedReport(join(place, 'story.db'), place);
    for (const { id, write } of EXPORTERS) {
      const files = write(report);
      if (id === 'html') writeFileSync(PAGE, files[0]?.text ?? '');
      if (folder !== undefined) for (const { name, text } of files) save(join(folder, name), text);
    }
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function save(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

main(process.argv[2]);
