// Puts the follower together from its configuration.
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { zoneOf, localZone } from '../decode/zone.ts';
import type { Adapter, Batch, Source, SourceDeps, StreamOptions } from '../source.ts';
import { Alarm } from './alarm.ts';
import { followConfig, STANDARD_INPUT, type FollowConfig } from './config.ts';
import { CHUNK_BYTES } from './file-tail.ts';
import { FollowedPath } from './followed-path.ts';
import type { Input } from './input.ts';
import { PipeInput } from './pipe-input.ts';
import { positionsOf } from './position.ts';
import type { ReaderOptions } from './reader.ts';
import { StreamInput } from './stream-input.ts';
import { followed } from './stream.ts';

/** `openStdin` opens standard input; it is called once for each source that names `-`. */
export function followFrom(openStdin: () => Readable): Adapter<FollowConfig> {
  return {
    kind: 'follow',
    title: 'Files and standard input',
    provides: ['log'],
    config: followConfig,
    target: ({ paths }) => paths.map((path) => (path === STANDARD_INPUT ? 'standard input' : path)).join(', '),
    open: (config, deps) => sourceOf(config, deps, openStdin),
  };
}

function sourceOf(config: FollowConfig, deps: SourceDeps, openStdin: () => Readable): Source {
  let streamed = false;
  return {
    stream: (options) => {
      const again = streamed;
      streamed = true;
      return stream(config, deps, options, again ? undefined : openStdin);
    },
  };
}

/** `openStdin` is undefined where an earlier stream has already used up what came in. */
async function* stream(config: FollowConfig, deps: SourceDeps, options: StreamOptions, openStdin: (() => Readable) | undefined): AsyncGenerator<Batch, void> {
  const alarm = new Alarm();
  const positions = positionsOf(options.resume);
  const paths = [...new Set(config.paths)];
  const inputs: Input[] = [];
  const scratch = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  const standardInput = (reading: ReaderOptions): Input | undefined =>
    openStdin === undefined ? undefined : new StreamInput('standard input', openStdin(), reading, deps.clock, () => alarm.ring());
  for (const path of paths) {
    const reading: ReaderOptions = {
      format: config.format ?? 'auto',
      zone: (config.zone === undefined ? undefined : zoneOf(config.zone)) ?? localZone(),
      service: config.service,
      file: paths.length > 1 ? basename(path) : undefined,
    };
    const input = path === STANDARD_INPUT ? standardInput(reading) : await PipeInput.open(path, reading, deps.clock, scratch);
    if (input !== undefined) inputs.push(input);
    if (input !== undefined || path === STANDARD_INPUT) continue;
    const from = config.from ?? 'start';
    inputs.push(new FollowedPath({ ...reading, path, from, clock: deps.clock, scratch, positions: positions.get(path) ?? [] }));
  }
  if (inputs.length > 0) yield* followed({ inputs, clock: deps.clock, signal: options.signal, alarm });
}
