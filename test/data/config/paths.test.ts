import { describe, expect, it } from 'vitest';
import { pathsFor } from '../../../src/data/config/paths.ts';

describe('the paths of a user', () => {
  it('lie below the home directory where nothing is said', () => {
    expect(pathsFor({}, '/home/ada')).toEqual({
      configFile: '/home/ada/.config/obs-tui/config.yaml',
      sessions: '/home/ada/.local/state/obs-tui/sessions',
      crashes: '/home/ada/.local/state/obs-tui/crashes',
    });
  });

  it('follow the XDG variables', () => {
    const paths = pathsFor({ XDG_STATE_HOME: '/var/s', XDG_CONFIG_HOME: '/etc/c' }, '/home/ada');
    expect(paths).toEqual({ configFile: '/etc/c/obs-tui/config.yaml', sessions: '/var/s/obs-tui/sessions', crashes: '/var/s/obs-tui/crashes' });
  });

  it.each(['', 'state', './state', '~/state'])('ignore the relative XDG variable "%s", as its specification asks', (value) => {
    expect(pathsFor({ XDG_STATE_HOME: value }, '/home/ada').sessions).toBe('/home/ada/.local/state/obs-tui/sessions');
  });

  it('take another configuration file from OBS_TUI_CONFIG, but not an empty one', () => {
    expect(pathsFor({ OBS_TUI_CONFIG: './staging.yaml' }, '/home/ada').configFile).toBe('./staging.yaml');
    expect(pathsFor({ OBS_TUI_CONFIG: '' }, '/home/ada').configFile).toBe('/home/ada/.config/obs-tui/config.yaml');
  });
});
