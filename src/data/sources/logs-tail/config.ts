// The configuration of one /logs/tail source, and what in it cannot work, told before anything is sent.
import { z } from 'zod';
import { accessFields, accessIssues } from '../http/auth.ts';
import { isPrivateTransport } from '../http/base-url.ts';
import { secretRef } from '../http/secret-ref.ts';
import { searchUrl } from './endpoint.ts';

const address = z.url({ protocol: /^(?:ws|http)s?$/, error: 'give an address that begins with ws://, wss://, http:// or https://' });

const backfill = z.union([
  z.literal(false),
  z.strictObject({
    minutes: z.number().positive().max(100_000).prefault(15).describe('How far back, by the server\'s own newest row.'),
    rows: z.int().min(1).max(50_000).prefault(5_000).describe('At most so many rows, the newest.'),
  }),
]);

const fields = z.strictObject({
  name: z.string().min(1).describe('Name of the source on the screen.'),
  kind: z.literal('logs-tail'),
  url: address.describe('Address of the server; /logs/tail and /logs/search are added to its path.'),
  message: z
    .enum(['text', 'logfmt', 'json'])
    .prefault('text')
    .describe('How the message itself is written: time, service, node, trace and span are taken out of logfmt and json.'),
  peer: z.string().min(1).optional().describe('Only rows of this peer.'),
  tx: z.string().min(1).optional().describe('Only rows of this transaction.'),
  block: z.int().min(0).optional().describe('Only rows of this block.'),
  correlation: z.string().min(1).optional().describe('Only rows with this correlation id.'),
  level: z.string().min(1).optional().describe('Only rows of this level, exactly as the server spells it: ERROR, INFO, WARN, DEBUG.'),
  limit: z
    .int()
    .min(1)
    .max(200_000)
    .prefault(5_000)
    .describe('Most rows of one frame. The server silently leaves out what is beyond; obs-tui then fetches it by search.'),
  interval_ms: z.int().min(10).max(60_000).prefault(250).describe('How often the server looks for new rows, in milliseconds.'),
  backfill: backfill.prefault({}).describe('History read at the start; false for none.'),
  db: z.string().min(1).optional().describe('Path of the log database on the server, where it serves several.'),
  passphrase: secretRef.optional().describe('Decrypts message bodies. It travels in the address, which is how this server wants it.'),
  ...accessFields,
});

export type LogsTailConfig = z.output<typeof fields>;

export const logsTailConfig: z.ZodType<LogsTailConfig> = fields.superRefine((config, context) => {
  const given = new URL(config.url);
  const issue = (path: string, message: string): void => {
    context.addIssue({ code: 'custom', path: [path], message });
  };
  if (given.search !== '') issue('url', 'leave the query out of the address: every parameter has a field of its own');
  if (given.username !== '' || given.password !== '') issue('url', 'leave user and password out of the address: use `basic`');
  const http = searchUrl(given);
  for (const { path, message } of accessIssues(config, [http])) issue(path, message);
  if (config.passphrase !== undefined && !isPrivateTransport(http) && !config.allow_insecure) {
    issue('allow_insecure', `the passphrase would cross the network unencrypted to ${http.host}: use wss, or set allow_insecure: true`);
  }
});
