// Entry of the lab's process: outside the program's memory, CPU and latency, as a real backend would be.
import { startLab, type LabOptions } from '../lab/index.ts';

const options = JSON.parse(process.argv[2] ?? '{}') as LabOptions;
void startLab(options).then((lab) => process.send?.({ url: lab.url }));
// The parent is gone: so is the lab.
process.on('disconnect', () => process.exit());
process.on('SIGINT', () => undefined);
