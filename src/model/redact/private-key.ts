// Private keys in PEM form: whole, with escaped line ends, cut short, or as rows of which each holds one line of the key.
import { isMixed } from './shape.ts';
import type { Found, Rule } from './rule.ts';

const BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const END = '-----END ';
/** A full line of base64 and nothing else: hashes have one letter case, so they are none. */
const BODY_LINE = /^\s{0,8}([A-Za-z0-9+/]{64})\s{0,2}$/;

export const PRIVATE_KEY: Rule = {
  name: 'private-key',
  what: 'private keys in PEM form, also with escaped line ends, cut short, or one line of the key in each row',
  find: (text) => {
    const found: Found[] = [];
    let end = 0;
    for (const match of text.matchAll(BEGIN)) {
      const from = match.index + match[0].length;
      if (from < end) continue;
      const close = text.indexOf(END, from);
      end = close < 0 ? text.length : close;
      if (/[A-Za-z0-9+/]{4}/.test(text.slice(from, end))) found.push({ from, to: end });
    }
    const body = found.length === 0 && text.length <= 80 ? BODY_LINE.exec(text)?.[1] : undefined;
    return body === undefined || !isMixed(body) ? found : [{ from: text.indexOf(body), to: text.indexOf(body) + body.length }];
  },
};
