// Entry of the recorder thread: sockets, decoding and the only write connection live here, so that a terminal that stops reading
// cannot stop the recording.
import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '../../lib/clock.ts';
import { invariant } from '../../lib/invariant.ts';
import { ObsError } from '../../model/errors.ts';
import type { FromRecorder, RecorderPlan, ToRecorder } from './protocol.ts';
import { startRecording } from './record.ts';

invariant(parentPort !== null, 'the recorder runs as a worker');
const port = parentPort;
const tell = (message: FromRecorder): void => port.postMessage(message);

try {
  const recording = startRecording(workerData as RecorderPlan, { clock: systemClock, random: Math.random, tell });
  port.on('message', (message: ToRecorder) => {
    if (message.type === 'ask') recording.ask(message.ask);
    else recording.close();
  });
  recording.done.then(
    () => {
      tell({ type: 'closed' });
      port.close();
    },
    (error: unknown) => fail(error),
  );
} catch (error) {
  fail(error);
}

function fail(error: unknown): void {
  const known = error instanceof ObsError;
  tell({ type: 'failed', code: known ? error.code : 'RECORDER', detail: error instanceof Error ? error.message : String(error) });
  port.close();
}
