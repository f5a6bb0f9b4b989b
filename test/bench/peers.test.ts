import { describe, expect, it } from 'vitest';
import { installPeers, type Installer } from '../../bench/peers.ts';

/** A machine that has these programs; what is run on it and said by it is noted. */
function machine(has: readonly string[], over: Partial<Installer> = {}) {
  const ran: string[] = [];
  const said: string[] = [];
  const installer: Installer = {
    has: (program) => has.includes(program),
    isRoot: true,
    run: (program, args) => {
      ran.push([program, ...args].join(' '));
      return { code: 0, output: '' };
    },
    say: (line) => said.push(line),
    ...over,
  };
  installPeers(installer);
  return { ran, said };
}

describe('the programs that ours is compared with', () => {
  it('are left alone where they are there', () => {
    expect(machine(['lnav', 'less', 'apt-get'])).toEqual({ ran: [], said: [] });
  });

  it('are installed where they are missing, and only those', () => {
    const { ran } = machine(['less', 'apt-get']);
    expect(ran).toEqual(['apt-get -qq update', 'apt-get -qq install -y --no-install-recommends lnav']);
  });

  it.each([
    ['without rights', ['apt-get'], { isRoot: false }],
    ['without apt-get', [], {}],
  ] as const)('are named %s, with what would install them', (_, has, over) => {
    const { ran, said } = machine(has, over);
    expect(ran).toEqual([]);
    expect(said.join()).toMatch(/^NOT COMPARED, not installed: lnav, less \(Debian: apt-get install lnav less\)/);
  });

  it('are named with the end of what apt-get said where it fails', () => {
    const { said } = machine(['apt-get'], { run: (_program, args) => ({ code: args.includes('update') ? 0 : 100, output: 'a\nb\nno route\nno luck\n' }) });
    expect(said.at(-1)).toBe('NOT COMPARED: apt-get install lnav less failed: b / no route / no luck');
  });
});
