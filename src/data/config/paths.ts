// Where obs-tui keeps things, after the XDG base directory rules: a relative XDG_* is ignored, as the specification asks.
import { isAbsolute, join } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Paths {
  readonly configFile: string;
  readonly sessions: string;
  /** The library of incident files. */
  readonly incidents: string;
  readonly crashes: string;
  /** What was copied, one row a line. */
  readonly copied: string;
  /** The secret key that signs incident files where no other is named. */
  readonly signingKey: string;
  /** The public keys whose signatures are trusted. */
  readonly trustedKeys: string;
}

export function pathsFor(env: Environment, home: string): Paths {
  const base = (variable: string, fallback: string): string => {
    const given = env[variable];
    return join(given !== undefined && isAbsolute(given) ? given : join(home, fallback), 'obs-tui');
  };
  const state = base('XDG_STATE_HOME', '.local/state');
  const config = base('XDG_CONFIG_HOME', '.config');
  return {
    configFile: env['OBS_TUI_CONFIG'] || join(config, 'config.yaml'),
    sessions: join(state, 'sessions'),
    incidents: join(state, 'incidents'),
    crashes: join(state, 'crashes'),
    signingKey: join(config, 'signing-key.pem'),
    trustedKeys: join(config, 'trusted-keys'),
    copied: join(state, 'copied.txt'),
  };
}
