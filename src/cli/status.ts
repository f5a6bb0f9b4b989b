// `obs-tui status`: one screen of text that says what is recorded, what is wrong and what is missing.
import { systemClock } from '../lib/clock.ts';
import { answerFrom, panelContext, textOf, zoneOf, type TraceOptions } from './trace/open.ts';
import { statusLines } from './status/lines.ts';
import { isWrong, readStatus } from './status/read.ts';
import { statusJson } from './status/status-json.ts';

interface StatusOptions extends TraceOptions {
  readonly exitCode?: boolean;
}

/** What ends a command whose finding is the answer, apart from what ends one that failed. */
const WRONG = 6;

export async function status(options: StatusOptions): Promise<number> {
  let wrong = false;
  const code = await answerFrom(options, (session, frame) => {
    const found = readStatus(panelContext(session, frame, options), systemClock.now());
    wrong = isWrong(found);
    return options.json === true ? statusJson(found) : textOf(statusLines(found, zoneOf(options)), options);
  });
  return wrong && options.exitCode === true ? WRONG : code;
}
