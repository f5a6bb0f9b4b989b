// Names that tell that their value is a credential: of fields, of assignments in text, of parameters in addresses, of flags.

/** Whatever such a field holds goes. */
const HARD = String.raw`pass(?:word|wd|phrase|code)|pwd|secret|(?:_|db|user|admin|root)pass|(?:api|private|signing|encryption|account|shared|sharedaccess|secret)[-_. ]?(?:access[-_. ]?)?key`;
/** The beginning of a word, also behind an escaped line end. */
const WORD = String.raw`(?<!(?<!\\)[a-z])`;
/** Numbers and short words of such a field stay: counts and kinds of tokens are no secret. */
const SOFT = String.raw`token|(?:access|auth|master|storage|service|subscription)[-_. ]?key|credentials?|_auth|${WORD}(?:pass|pw)`;
const SESSION = String.raw`sess(?:ion)?[-_. ]?id|session[-_. ]?(?:key|cookie)|connect\.sid`;
/** What may follow the word within the name: passwordHash, token2, secrets. */
const TAIL = String.raw`s?(?:[-_. ]?(?:hash|value|b64|base64|enc|plain|text|\d{1,2}))?`;

/** Source of a regex, to be used without regard to letter case, for the end of a telling name. */
export const TELLING = `(?:${HARD}|${SOFT}|${SESSION})${TAIL}`;

/** The same for names whose value goes whatever it is. */
export const TELLING_HARD = `(?:${HARD})${TAIL}`;

/** How much the name says about the value: `session` values are long, `soft` ones are no numbers. */
export type NameKind = 'hard' | 'soft' | 'session' | 'cookie' | 'authorization';

const KINDS: readonly (readonly [NameKind, RegExp])[] = [
  ['cookie', /(?:^|[^a-z])(?:set[-_. ]?)?cookies?2?$|setcookies?$/i],
  ['authorization', /authorization$|x-auth$/i],
  ['session', new RegExp(`(?:${SESSION})${TAIL}$`, 'i')],
  ['hard', new RegExp(`(?:${HARD})${TAIL}$`, 'i')],
  ['soft', new RegExp(`(?:${SOFT})${TAIL}$`, 'i')],
];

/** Longer names are data that fell into the place of a name. */
const MOST_NAME = 128;

/** The names of fields are few, and each stands in row after row. */
const MOST_KNOWN = 4_096;
const known = new Map<string, NameKind | undefined>();

export function kindOfName(name: string): NameKind | undefined {
  if (name.length > MOST_NAME) return undefined;
  if (known.has(name)) return known.get(name);
  const kind = KINDS.find(([, pattern]) => pattern.test(name))?.[0];
  if (known.size < MOST_KNOWN) known.set(name, kind);
  return kind;
}

/** Shortest value that is taken for a credential under such a name. */
export function shortestOf(kind: NameKind): number {
  return kind === 'session' ? 16 : kind === 'soft' ? 6 : 1;
}
