// How the state of a file of the library is shown: a mark, a word, a style, and what the word means.
import type { Style } from '../../lib/line.ts';
import type { IncidentEntry, IncidentState } from '../../model/incident.ts';

interface StateLook {
  readonly mark: string;
  readonly style: Style;
  readonly means: string;
}

const LOOKS: Readonly<Record<IncidentState, StateLook>> = {
  unfinished: { mark: '▲', style: 'warn', means: 'The program that recorded it ended without closing it. c makes one whole file of it: every acknowledged row is there.' },
  recording: { mark: '●', style: 'good', means: 'It is being recorded now. "obs-tui attach" follows it from another terminal.' },
  session: { mark: '·', style: 'dim', means: 'A closed recording that was not saved as an incident. Enter opens it; Ctrl+O there saves a stretch of it.' },
  sealed: { mark: '■', style: 'plain', means: 'Saved here; nobody has read it to its seal since. V reads every line and checks it.' },
  imported: { mark: '←', style: 'plain', means: 'It comes from elsewhere; nobody has read it to its seal here. V reads every line and checks it.' },
  verified: { mark: '✔', style: 'good', means: 'Every line was read and the seal holds.' },
  altered: { mark: '✖', style: 'bad', means: 'It is not what was sealed, or it cannot be read. Do not rely on it; V names the place.' },
};

export function stateLook(state: IncidentState): StateLook {
  return LOOKS[state];
}

/** What is known of the file's truth, in words; an unsigned root is never made to say more than it does. */
export function stateMeaning({ state, signedBy }: IncidentEntry): string {
  const { means } = LOOKS[state];
  if (state !== 'verified') return means;
  return signedBy === undefined ? `${means} It is not signed: the root shows that nothing was changed since it was computed, not who computed it.` : means;
}

/** Whether it is an incident file; the others are recordings. */
export function isFile({ state }: IncidentEntry): boolean {
  return state === 'sealed' || state === 'imported' || state === 'verified' || state === 'altered';
}
