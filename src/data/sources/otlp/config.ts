// The configuration of the receiver, and what in it would let strangers in.
import { isIP } from 'node:net';
import { z } from 'zod';
import { secretRef } from '../http/secret-ref.ts';
import { samplingField } from '../sampling/config.ts';
import { isLoopbackAddress } from './own-host.ts';

const port = z.union([z.int().min(1).max(65_535), z.literal(false)], { error: 'give a port from 1 to 65535, or false' });

const fields = z.strictObject({
  name: z.string().min(1).describe('Name of the source on the screen.'),
  kind: z.literal('otlp'),
  address: z
    .string()
    .refine((address) => address === 'localhost' || isIP(address) !== 0, 'give an IP address of this machine, or localhost')
    .prefault('127.0.0.1')
    .describe('Address to listen on. Another one than that of the machine itself needs a token; connections are not encrypted.'),
  http: port.prefault(4_318).describe('Port for OTLP/HTTP (protobuf and JSON), or false for none.'),
  grpc: port.prefault(4_317).describe('Port for OTLP/gRPC, or false for none.'),
  sampling: samplingField,
  token: secretRef.optional().describe('Token that emitters must send as `Authorization: Bearer TOKEN`.'),
});

export type OtlpConfig = z.output<typeof fields>;

export const otlpConfig: z.ZodType<OtlpConfig> = fields.superRefine(({ address, http, grpc, token }, context) => {
  const issue = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
  if (!isLoopbackAddress(address) && token === undefined) issue('address', `${address} can be reached from other machines: name a token, or listen on 127.0.0.1`);
  if (http === false && grpc === false) issue('http', 'with neither http nor grpc there is nothing to listen on');
  if (http === grpc && http !== false) issue('grpc', 'http and grpc need ports of their own');
});
