import { describe, expect, it } from 'vitest';
import { HOSTILE } from '../../support/builders.ts';
import { Driver } from '../../support/driver.ts';
import { growingSession } from '../../support/recorded.ts';
import { aLog, at } from '../../support/session.ts';
import type { Draft } from '../../../src/model/signal.ts';
import { CHOSEN } from './chosen.ts';

function shown(drafts: readonly Draft[] = CHOSEN, size = { columns: 80, rows: 24 }): { readonly driver: Driver; readonly take: () => void } {
  const growing = growingSession();
  growing.commit(100, [aLog(30), ...drafts]);
  const driver = new Driver(growing.session, { screen: 'story', size });
  /** What was asked of the recorder is recorded. */
  const take = (): void => {
    const asked = driver.effects.splice(0).flatMap((effect): readonly Draft[] => (effect.kind === 'ask' && effect.ask.kind === 'pin' ? [{ kind: 'pin', at: effect.ask.at, ...effect.ask.pin }] : []));
    growing.commit(110, asked);
  };
  return { driver, take };
}

const textOf = (driver: Driver): string => driver.screen().join('\n');

describe('the story on the screen', () => {
  it('says how it is filled while it is empty', () => {
    expect(textOf(shown([]).driver)).toMatch(/Nothing is in the story yet\. x takes a row of the timeline/);
  });

  it('shows its rows in order with what they are, and how much is left to do', () => {
    const text = textOf(shown().driver);
    expect(text).toMatch(/3 rows +1 to do[^]*14:00:30 +row +anchor queue depth increasing[^]*14:01:00 +note +brick-02 drained[^]*14:01:30 +to do +□ alert at a queue of 200/);
  });

  it('words a row anew, removes it, and brings it back', () => {
    const { driver, take } = shown();
    driver.press('g', 'j', 'e');
    driver.press('ctrl+u');
    driver.type('brick-02 taken out');
    driver.press('enter');
    take();
    expect(textOf(driver)).toContain('brick-02 taken out');
    driver.press('x');
    take();
    expect(textOf(driver)).not.toContain('brick-02 taken out');
    driver.press('u');
    take();
    expect(textOf(driver)).toContain('brick-02 taken out');
  });

  it('leaves the cursor where a row was removed, so that the one below can go next', () => {
    const { driver, take } = shown();
    driver.press('g', 'x');
    take();
    expect(textOf(driver)).toMatch(/2 rows[^]*›14:01:00 +note/u);
    driver.press('x');
    take();
    expect(textOf(driver)).toMatch(/1 row [^]*›14:01:30 +to do/u);
  });

  it('adds what is left to do and marks it as done', () => {
    const { driver, take } = shown();
    driver.press('F');
    driver.type('write to the vendor');
    driver.press('enter');
    take();
    expect(textOf(driver)).toMatch(/2 to do[^]*□ write to the vendor/);
    driver.press('G', 'd');
    take();
    expect(textOf(driver)).toMatch(/1 to do/);
  });

  it('leads to the row itself and copies all of it as a list', () => {
    const { driver } = shown();
    driver.press('y');
    expect(driver.effects).toMatchObject([{ kind: 'copy', text: ['- 2026-11-21T14:00:30Z anchor queue depth increasing', '- 2026-11-21T14:01:00Z brick-02 drained', '- [ ] 2026-11-21T14:01:30Z alert at a queue of 200'] }]);
    driver.press('g', 'enter');
    expect(driver.app.screen).toBe('logs');
  });

  it('fits every size with any text in it', () => {
    for (const size of [{ columns: 40, rows: 10 }, { columns: 80, rows: 24 }, { columns: 200, rows: 60 }]) {
      const { driver } = shown(HOSTILE.map((text, index) => ({ kind: 'note', at: at(index), text })), size);
      expect(driver.screen()).toHaveLength(size.rows);
    }
  });
});
