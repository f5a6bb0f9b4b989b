// The fields about the seal, in words: whether it says who saved the file, and who can open it.
import { span, type Line } from '../../lib/line.ts';
import { own, visible } from '../../lib/text.ts';
import type { SealOffers } from '../../model/incident.ts';
import type { ChosenSeals } from './seals.ts';

type Spans = Line['spans'];

const MOST_PATH = 200;
/** Enough of a recipient to know it by. */
const MOST_RECIPIENT = 16;

export function signWords({ sign }: ChosenSeals, { key }: SealOffers): Spans {
  if (key === undefined) return said(false, 'no key yet: `obs-tui incident key` makes one; R looks again');
  return said(sign, `${sign ? 'with' : 'Enter signs it with'} ${key}`);
}

export function lockWords({ lock }: ChosenSeals, { recipients: [first = '', ...others] }: SealOffers): Spans {
  switch (lock) {
    case 'none':
      return said(false, 'whoever has the file can read it');
    case 'recipients':
      return said(true, `for ${first.slice(0, MOST_RECIPIENT)}…${others.length === 0 ? '' : ` and ${others.length} more`}`);
    case 'passphrase':
      return said(true, 'with a passphrase, which is asked for when it is written');
  }
}

function said(yes: boolean, words: string): Spans {
  return [span(own(yes ? 'yes' : 'no'), yes ? 'good' : 'plain'), span(own('  ')), span(visible(words, MOST_PATH), 'dim')];
}
