import { describe, expect, it } from 'vitest';
import { visible } from '../../src/lib/text.ts';
import { copyText } from '../../src/terminal/clipboard.ts';
import { FORBIDDEN, HOSTILE } from '../support/builders.ts';

function copied(text: string): { readonly sent: string; readonly decoded: string; readonly bytes: number } {
  let sent = '';
  const bytes = copyText([visible(text, 100_000)], { write: (chunk) => (sent += chunk) });
  const payload = /^\u001b\]52;c;([A-Za-z0-9+/]*={0,2})\u0007$/.exec(sent)?.[1] ?? 'not a copy';
  return { sent, decoded: Buffer.from(payload, 'base64').toString('utf8'), bytes };
}

describe('copying', () => {
  it('sends the text as one OSC 52 of base64', () => {
    expect(copied('conn reset 漢😀')).toEqual({ sent: '\u001b]52;c;Y29ubiByZXNldCDmvKLwn5iA\u0007', decoded: 'conn reset 漢😀', bytes: 18 });
  });

  it.each(HOSTILE)('makes harmless what would act where it is pasted: %j', (text) => {
    const { decoded } = copied(text);
    expect(decoded).not.toMatch(FORBIDDEN);
    expect(decoded).not.toMatch(/[\r\n]/);
  });

  it('cuts what terminals refuse, and never inside a character', () => {
    for (const character of ['a', 'é', '漢', '😀']) {
      const { decoded, bytes } = copied(character.repeat(80_000));
      expect(bytes).toBeLessThanOrEqual(74_000);
      expect(bytes).toBeGreaterThan(73_990);
      expect(decoded.endsWith(character)).toBe(true);
    }
  });
});
