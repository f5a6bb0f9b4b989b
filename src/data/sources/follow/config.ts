// The configuration of a `follow` source.
import { z, type ZodType } from 'zod';
import { zoneOf } from '../decode/zone.ts';
import { FORMATS, type Format } from './decode.ts';

/** Stands for standard input among the paths. */
export const STANDARD_INPUT = '-';

export interface FollowConfig {
  readonly name: string;
  readonly kind: 'follow';
  readonly paths: readonly string[];
  readonly format?: Format | undefined;
  readonly from?: 'start' | 'end' | undefined;
  readonly service?: string | undefined;
  readonly zone?: string | undefined;
}

export const followConfig: ZodType<FollowConfig> = z.strictObject({
  name: z.string().min(1).describe('Name of the source, shown on the screen.'),
  kind: z.literal('follow'),
  paths: z.array(z.string().min(1)).min(1).describe('Files to follow; `-` is standard input. Files that do not exist yet are waited for.'),
  format: z
    .enum(FORMATS)
    .optional()
    .describe('How records are written. `auto`, the default, tells it for each record; with another one every record that differs is also counted as rejected.'),
  from: z
    .enum(['start', 'end'])
    .optional()
    .describe('Where to begin in files that exist already. `start`, the default, reads all of them; `end` only what comes.'),
  service: z.string().min(1).optional().describe('Service of records that name none.'),
  zone: z
    .string()
    .refine((zone) => zoneOf(zone) !== undefined, { message: 'no such time zone: use a name such as Europe/Berlin, an offset such as +02:00, or UTC' })
    .optional()
    .describe('Time zone of times that name none; the zone of this machine when absent.'),
});
