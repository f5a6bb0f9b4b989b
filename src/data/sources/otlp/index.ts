// A receiver for OpenTelemetry: SDKs and collectors send traces, logs and metrics here.
import { isIP } from 'node:net';
import type { Adapter } from '../source.ts';
import { otlpConfig, type OtlpConfig } from './config.ts';
import { OtlpSource } from './stream.ts';

export const otlpAdapter: Adapter<OtlpConfig> = {
  kind: 'otlp',
  title: 'OpenTelemetry receiver (OTLP over HTTP and gRPC)',
  provides: ['span', 'log', 'sample', 'reject', 'health'],
  config: otlpConfig,
  target: ({ address, http, grpc }) => {
    const host = isIP(address) === 6 ? `[${address}]` : address;
    return [http === false ? [] : `${host}:${http} (HTTP)`, grpc === false ? [] : `${host}:${grpc} (gRPC)`].flat().join(', ');
  },
  open: (config, deps) => new OtlpSource(config, deps),
};
