// Signing and encrypting from the form: as the configuration says unless the operator says otherwise, and a passphrase that is shown,
// kept and told nowhere.
import { describe, expect, it } from 'vitest';
import type { SealOffers } from '../../../src/model/incident.ts';
import { Driver } from '../../support/driver.ts';
import { sharedSession } from '../../support/recorded.ts';
import { aLog } from '../../support/session.ts';
import { tell } from '../incidents/library.ts';

const session = sharedSession((run) => run.commit(1, [aLog(1)]));
const MEASURE = { rows: 1, bytes: 100, redactions: {} };
const NOTHING: SealOffers = { signs: false, recipients: [] };
const TEAM: SealOffers = { key: '/keys/team.pem', signs: true, recipients: ['age1zvkyg2lqzraa2lnjvqej32', 'age1other'] };

function form(offers: SealOffers): Driver {
  const driver = new Driver(session(), { screen: 'logs' }).press('ctrl+o');
  return tell(driver, 'save', { type: 'offered', offers }, { type: 'measured', measure: MEASURE });
}

const text = (driver: Driver): string => driver.screen().join('\n').replace(/\s+/g, ' ');
const seals = ({ effects }: Driver): unknown => effects.flatMap((effect) => (effect.kind === 'incident' && effect.request.type === 'save' ? [effect.request.seals] : []));

describe('the signature', () => {
  it('is none without a key, and the form says how to make one', () => {
    const driver = form(NOTHING);
    expect(text(driver)).toContain('signed no no key yet: `obs-tui incident key` makes one; R looks again');
    driver.press('G', 'k', 'k', 'enter');
    expect(driver.toast).toContain('`obs-tui incident key` makes one');
    expect(seals(driver.press('s'))).toEqual([{ sign: false, lock: 'none' }]);
  });

  it('is what is configured, and is switched off and on', () => {
    const driver = form(TEAM);
    expect(text(driver)).toContain('signed yes with /keys/team.pem');
    expect(text(driver.press('G', 'k', 'k', 'enter'))).toContain('signed no Enter signs it with /keys/team.pem');
    expect(text(driver.press('enter'))).toContain('signed yes');
    expect(seals(driver.press('s'))).toEqual([{ sign: true, lock: 'recipients' }]);
  });

  it('with a key that was only made is one Enter away', () => {
    const driver = form({ ...NOTHING, key: '/made.pem' });
    expect(text(driver)).toContain('signed no Enter signs it with /made.pem');
    expect(seals(driver.press('G', 'k', 'k', 'enter', 's'))).toEqual([{ sign: true, lock: 'none' }]);
  });
});

describe('who can open it', () => {
  it('is anybody or whoever knows a passphrase where nobody is configured', () => {
    const driver = form(NOTHING).press('G', 'k');
    expect(text(driver)).toContain('encrypted no whoever has the file can read it');
    expect(text(driver.press('enter'))).toContain('encrypted yes with a passphrase, which is asked for when it is written');
    expect(text(driver.press('enter'))).toContain('encrypted no');
  });

  it('is those who are configured, a passphrase, or anybody', () => {
    const driver = form(TEAM).press('G', 'k');
    expect(text(driver)).toContain('encrypted yes for age1zvkyg2lqzraa… and 1 more');
    expect(text(driver.press('enter'))).toContain('encrypted yes with a passphrase');
    expect(text(driver.press('enter'))).toContain('encrypted no');
    expect(seals(driver.press('s'))).toEqual([{ sign: true, lock: 'none' }]);
  });

  it('is measured once: neither changes the rows', () => {
    const driver = form(TEAM).press('G', 'k', 'enter', 'k', 'enter');
    expect(driver.effects).toHaveLength(1);
  });
});

describe('a passphrase', () => {
  const asked = (): Driver => form(NOTHING).press('G', 'k', 'enter', 's');

  it('is asked for twice when the file is written, shown as bullets, and goes with the request alone', () => {
    const driver = asked();
    expect(seals(driver)).toEqual([]);
    expect(text(driver)).toContain('Whoever knows it can open the file');
    driver.type('night shift');
    expect(driver.screen().at(-1)).toBe(' passphrase ▸ •••••••••••█');
    driver.press('enter').type('night shift');
    expect(driver.screen().at(-1)).toBe(' again ▸ •••••••••••█');
    driver.press('enter');
    expect(seals(driver)).toEqual([{ sign: false, lock: 'passphrase', passphrase: 'night shift' }]);
    expect(JSON.stringify(driver.app)).not.toContain('night');
    expect(text(driver)).toContain('Writing');
  });

  it('is refused empty and where the two differ', () => {
    const driver = asked().press('enter');
    expect(text(driver)).toContain('Write a passphrase, or Esc.');
    driver.type('one').press('enter').type('two').press('enter');
    expect(text(driver)).toContain('It is not the same yet');
    expect(seals(driver.press('ctrl+u').type('one').press('enter'))).toMatchObject([{ passphrase: 'one' }]);
  });

  it.each(['esc', 'ctrl+c'])('is forgotten with %s, and nothing is written', (key) => {
    const driver = asked().type('night').press('enter').type('ni').press(key);
    expect(JSON.stringify(driver.app)).not.toContain('ni"');
    expect(JSON.stringify(driver.app)).not.toContain('night');
    expect(seals(driver)).toEqual([]);
    expect(text(driver)).toContain('will write 1 rows');
  });

  it('is taken as it is pasted, blanks and all, without the line end', () => {
    const driver = asked();
    driver.paste('two  blanks\u00a0and a line\n').press('enter');
    driver.paste('two  blanks\u00a0and a line\n').press('enter');
    expect(seals(driver)).toMatchObject([{ passphrase: 'two  blanks\u00a0and a line' }]);
  });

  it('shows the caret between its bullets', () => {
    const driver = asked().type('grün').press('left', 'left');
    expect(driver.lines().at(-1)?.spans.filter(({ style }) => style === 'hit').map((part) => String(part.text))).toEqual(['•']);
    expect(driver.screen().at(-1)).toBe(' passphrase ▸ ••••');
  });
});
