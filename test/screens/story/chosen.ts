// A story as an operator left it.
import type { Draft } from '../../../src/model/signal.ts';
import { anAct, aPin } from '../../support/facts.ts';
import { aLog, at } from '../../support/session.ts';
import type { Growing } from '../../support/recorded.ts';

export const CHOSEN: readonly Draft[] = [
  { kind: 'note', at: at(60), text: 'brick-02 drained' },
  aPin(30, { id: 'log:2', row: { kind: 'log', at: at(30), seq: 2 }, text: 'anchor queue depth increasing' }),
  aPin(90, { id: 'follow-up:1', row: { kind: 'follow-up', at: at(90), seq: 0 }, text: 'alert at a queue of 200' }),
];

export function fillChosen(run: Growing): void {
  const long = 'The guardian anchors on brick-02 alone, and treasury waits for it; a second worker on brick-03 would have halved the time until the backlog was gone.';
  run.commit(200, [
    aLog(30), ...CHOSEN, anAct(70),
    { kind: 'note', at: at(75), text: long },
    aPin(120, { id: 'follow-up:2', row: { kind: 'follow-up', at: at(120), seq: 0 }, text: 'start the second worker', done: true }),
  ]);
}
