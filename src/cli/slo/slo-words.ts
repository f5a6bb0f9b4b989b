// Figures of an SLO in words, the same in every form of output.
import { count } from '../../lib/format.ts';
import type { SloFacts } from '../../model/fact.ts';
import { sloState } from '../../model/slo.ts';
import { burnWords, leftWords, minuteWords, shareWords } from '../../screens/slo-look.ts';

export function spentWords({ budget }: SloFacts): string | undefined {
  if (budget?.consumedMinutes === undefined || budget.totalMinutes === undefined) return undefined;
  return `${minuteWords(budget.consumedMinutes)} of ${minuteWords(budget.totalMinutes)} minutes of errors spent`;
}

export function requestWords({ requests }: SloFacts): string | undefined {
  return requests === undefined ? undefined : `${count(requests.bad)} bad of ${count(requests.total)} requests`;
}

/** One state of an SLO: for its history. */
export function stateWords(slo: SloFacts): string {
  const left = leftWords(slo);
  return `${sloState(slo)}, ${shareWords(slo.achieved)}${left === undefined ? '' : `, ${left} of the budget left`}`;
}

export function burningWords(slo: SloFacts): string {
  return `burns ${burnWords(slo)} of what the window allows`;
}
