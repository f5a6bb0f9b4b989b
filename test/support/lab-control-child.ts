// A lab in a process of its own that its parent can question: the load it makes must not run beside what is measured. Reads one
// request a message and answers with the same number.
import { startLab, type LabOptions } from '../../src/lab/index.ts';
import type { LabAnswer, LabRequest } from './lab-control.ts';

const lab = await startLab(JSON.parse(process.argv[2] ?? '{}') as LabOptions);
if (process.argv[3] === 'held') lab.hold();
const answer = (message: LabAnswer): void => void process.send?.(message);

async function obey({ number, ask }: LabRequest): Promise<void> {
  if (ask === 'hold' || ask === 'settle') lab.hold();
  if (ask === 'release') lab.release();
  // The lab writes rows only when somebody asks for them: this brings it up to the moment at which it stands still.
  if (ask === 'settle') await fetch(`${lab.url}/logs/search?limit=1`).then((page) => page.text());
  answer({ number, sent: lab.sent() });
}

process.on('message', (request: LabRequest) => void obey(request));
process.on('disconnect', () => process.exit());
answer({ number: 0, url: lab.url, sent: lab.sent() });
