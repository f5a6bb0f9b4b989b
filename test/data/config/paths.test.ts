import { describe, expect, it } from 'vitest';
import { pathsFor } from '../../../src/data/config/paths.ts';

describe('the paths of a user', () => {
  it('lie below the home directory where nothing is said', () => {
    expect(pathsFor({}, '/home/ada')).toMatchObject({
      configFile: '/home/ada/.config/obs-tui/config.yaml',
      sessions: '/home/ada/.local/state/obs-tui/sessions',
      incidents: '/home/ada/.local/state/obs-tui/incidents',
      crashes: '/home/ada/.local/state/obs-tui/crashes',
      signingKey: '/home/ada/.config/obs-tui/signing-key.pem',
      trustedKeys: '/home/ada/.config/obs-tui/trusted-keys',
    });
  });

  it('follow the XDG variables', () => {
    const paths = pathsFor({ XDG_STATE_HOME: '/var/s', XDG_CONFIG_HOME: '/etc/c' }, '/home/ada');
    const config = ['config.yaml', 'signing-key.pem', 'trusted-keys'].map((name) => `/etc/c/obs-tui/${name}`);
    const state = ['sessions', 'incidents', 'crashes'].map((name) => `/var/s/obs-tui/${name}`);
    expect([paths.configFile, paths.signingKey, paths.trustedKeys]).toEqual(config);
    expect([paths.sessions, paths.incidents, paths.crashes]).toEqual(state);
  });

  it.each(['', 'state', './state', '~/state'])('ignore the relative XDG variable "%s", as its specification asks', (value) => {
    expect(pathsFor({ XDG_STATE_HOME: value }, '/home/ada').sessions).toBe('/home/ada/.local/state/obs-tui/sessions');
  });

  it('take another configuration file from OBS_TUI_CONFIG, but not an empty one', () => {
    expect(pathsFor({ OBS_TUI_CONFIG: './staging.yaml' }, '/home/ada').configFile).toBe('./staging.yaml');
    expect(pathsFor({ OBS_TUI_CONFIG: './staging.yaml' }, '/home/ada').signingKey).toBe('/home/ada/.config/obs-tui/signing-key.pem');
    expect(pathsFor({ OBS_TUI_CONFIG: '' }, '/home/ada').configFile).toBe('/home/ada/.config/obs-tui/config.yaml');
  });
});
