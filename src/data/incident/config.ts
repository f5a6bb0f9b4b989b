// `incidents:` of the configuration: how saved incidents are signed and encrypted where nothing else is asked for.
import { z } from 'zod';

/** More are not opened: each costs a key agreement. */
const MOST_RECIPIENTS = 20;

/** A path that means the same from everywhere: the program is started in any folder. */
const keyFile = z.string().refine((path) => /^(?:~?\/).+/.test(path), { error: 'give the whole path of the key, from / or ~/ on' });
/** Its words never repeat the value: a secret key in the place of a public one is the likeliest slip. */
const recipient = z.string().regex(/^age1[a-z0-9]+$/, { error: 'give a recipient of age (age1...), the public half of a key' });

export const incidentsConfig = z.strictObject({
  sign: keyFile.optional().describe('File of the secret key that signs saved incidents; `obs-tui incident key` makes one. Unsigned when absent.'),
  encrypt_to: z.array(recipient).max(MOST_RECIPIENTS).default([]).describe('Recipients of age that saved incidents are encrypted for: age1...'),
});
