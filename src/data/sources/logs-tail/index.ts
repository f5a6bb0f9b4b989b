// The-Block's log index, followed live over a WebSocket, with history by REST.
import type { Adapter } from '../source.ts';
import { logsTailConfig, type LogsTailConfig } from './config.ts';
import { shownTail } from './endpoint.ts';
import { streamTail } from './stream.ts';

export const logsTailAdapter: Adapter<LogsTailConfig> = {
  kind: 'logs-tail',
  title: 'Log tail of a node (WebSocket /logs/tail)',
  provides: ['log', 'gap', 'reject', 'health'],
  config: logsTailConfig,
  target: (config) => shownTail(new URL(config.url)),
  open: (config, deps) => ({ stream: (options) => streamTail(config, deps, options) }),
};
