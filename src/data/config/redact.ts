// `redact:` of the configuration: what besides the built-in rules is replaced before anything leaves.
import { z } from 'zod';
import { ownRuleProblem } from '../../model/redact/own-rules.ts';

const MOST_RULES = 50;

const rule = z
  .strictObject({
    name: z.string().describe('Stands in the mark that replaces a value: small letters, digits and hyphens.'),
    pattern: z.string().describe('Regular expression of JavaScript; all that it matches is redacted. One that might never finish is refused.'),
  })
  .superRefine((own, context) => {
    const problem = ownRuleProblem(own);
    if (problem !== undefined) context.addIssue({ code: 'custom', path: [problem.startsWith('a name') ? 'name' : 'pattern'], message: problem });
  });

export const redactConfig = z.strictObject({
  ips: z.boolean().default(false).describe('Addresses of machines (IPv4, IPv6) go too.'),
  copy: z.boolean().default(true).describe('What a key copies to the clipboard is redacted as well.'),
  rules: z.array(rule).max(MOST_RULES).default([]).describe('Rules of your own, beside the built-in ones (docs/redaction.md).'),
});
