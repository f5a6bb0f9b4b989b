// The configuration of files that hold traces.
import { z, type ZodType } from 'zod';

export interface TraceFileConfig {
  readonly name: string;
  readonly kind: 'trace-file';
  readonly paths: readonly string[];
}

export const traceFileConfig: ZodType<TraceFileConfig> = z.strictObject({
  name: z.string().min(1).describe('Name of the source on the screen.'),
  kind: z.literal('trace-file'),
  paths: z
    .array(z.string().min(1))
    .min(1)
    .max(100)
    .describe('Files to read once: traces as Jaeger or OTLP JSON, one document or one to a line, or as a list or a tree of spans. At most 64 MiB for one document.'),
});
