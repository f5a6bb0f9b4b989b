// The health endpoints of a system: what it says of itself as a whole, whether it lives, whether it is ready, and each of its checks.
import { baseUrl, shownUrl } from '../http/base-url.ts';
import type { Adapter } from '../source.ts';
import { healthConfig, type HealthConfig } from './config.ts';
import { streamHealth } from './stream.ts';

export const healthAdapter: Adapter<HealthConfig> = {
  kind: 'health',
  title: 'Health endpoints (/health, /health/live, /health/ready)',
  provides: ['check', 'health'],
  config: healthConfig,
  target: (config) => shownUrl(baseUrl(config.url).url),
  open: (config, deps) => ({ stream: (options) => streamHealth(config, deps, options) }),
};
