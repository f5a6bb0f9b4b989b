// How saved incidents are sealed, as the configuration says it: refused where it stands, and no secret is repeated.
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/data/config/load.ts';

const problems = (text: string): readonly string[] => {
  const loaded = loadConfig(`incidents:\n  ${text}\n`, () => []);
  return loaded.ok ? [] : loaded.problems.map(({ line, path, message }) => `${line}: ${path}: ${message}`);
};
const RECIPIENT = 'age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj';

describe('incidents of the configuration', () => {
  it('names a key and recipients', () => {
    for (const text of ['sign: ~/keys/ada.pem', 'sign: /etc/ada.pem', `encrypt_to: [${RECIPIENT}]`, 'encrypt_to: []']) expect(problems(text)).toEqual([]);
  });

  it.each([
    ['sign: ada.pem', /^2: incidents\.sign: give the whole path of the key/],
    ['sign: ~ada/key.pem', /the whole path/],
    ['encrypt_to: [ada]', /^2: incidents\.encrypt_to\.0: give a recipient of age \(age1\.\.\.\)/],
    ['encrypt_to: [AGE-SECRET-KEY-1QQQQ]', /give a recipient of age \(age1\.\.\.\), the public half of a key$/],
    [`encrypt_to: [${`${RECIPIENT}, `.repeat(21)}]`, /incidents\.encrypt_to: /],
    ['encrypt-to: []', /did you mean "encrypt_to"\?/],
  ])('refuses %s', (text, message) => {
    expect(problems(text)).toEqual([expect.stringMatching(message)]);
  });
});
