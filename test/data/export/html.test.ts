// The page: text from outside is text, nothing is fetched or run, and the charts show what was measured.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html } from '../../../src/data/export/html.ts';
import { own } from '../../../src/lib/text.ts';
import type { Report } from '../../../src/analysis/report/report.ts';
import { aReport, RANGE, reportOfText } from '../../support/report.ts';
import { at } from '../../support/session.ts';

const HOSTILE: readonly string[] = [
  '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", '</title><script>', '</style><script>', '</svg><script>', '&lt;b&gt;', 'javascript:alert(1)', '<!--', ']]>', '\u202ereversed', '\u001b[31mred', '`${1}`', '{{x}}',
];

describe('the page of a report', () => {
  it.each(HOSTILE)('shows %j as text', (text) => {
    const page = pageOf(reportOfText(text));
    expect(tagsOf(page)).toEqual(tagsOf(pageOf(reportOfText('harmless'))));
  });

  it('has the same tags and attributes whatever the text is', () => {
    const plain = tagsOf(pageOf(reportOfText('harmless')));
    fc.assert(fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), (text) => {
      expect(tagsOf(pageOf(reportOfText(`x${text}`)))).toEqual(plain);
    }), { numRuns: 200 });
  });

  it('forbids everything but its own style, and holds no script, link or address to fetch', () => {
    const page = pageOf(reportOfText('harmless'));
    expect(page).toContain(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`);
    expect(tagsOf(page).filter((tag) => /^<(?:script|link|img|iframe|object|a|form|base)\b/iu.test(tag))).toEqual([]);
    expect(tagsOf(page).filter((tag) => /\s(?:on\w+|href|src|srcset|style|xlink:href)\s*=/iu.test(tag))).toEqual([]);
    expect(page).not.toMatch(/url\(|@import/u);
  });

  it('closes every tag that it opens, in order', () => {
    const open: string[] = [];
    for (const tag of tagsOf(pageOf(reportOfText('harmless')))) {
      const [, slash, name = ''] = /^<(\/?)([a-z0-9]+)/iu.exec(tag) ?? [];
      if (slash === '/') expect(open.pop()).toBe(name);
      else if (!tag.endsWith('/>') && !['meta', 'br', '!doctype', ''].includes(name)) open.push(name);
    }
    expect(open).toEqual([]);
  });

  it('leaves out the sections that have nothing to say', () => {
    const titles = [...pageOf(aReport()).matchAll(/<h2>([^<]*)<\/h2>/gu)].map(([, title]) => title);
    expect(titles).toEqual(['What happened', 'Evidence']);
    expect(pageOf(aReport({ story: [] }))).toContain('Nothing stands out in this time.');
  });

  it('prints on A4 and tears no row or chart apart', () => {
    expect(pageOf(aReport())).toMatch(/@page \{ size: A4;[^}]*\}[\s\S]*@media print[\s\S]*tr, figure, li \{ break-inside: avoid; \}/u);
  });
});

describe('its charts', () => {
  it('draw a line through what was measured and none through what was not', () => {
    const page = pageOf(charted([{ at: at(0), value: 10 }, { at: at(10), value: 20 }, { at: at(20), value: Number.NaN }, { at: at(30), value: 30 }, { at: at(1_200), value: 30 }]));
    const [, path = ''] = /<path d="([^"]*)"/u.exec(page) ?? [];
    expect(path.replaceAll(/[^ML]/gu, '')).toBe('MLMM');
    expect(path).not.toMatch(/NaN|Infinity/u);
  });

  it('stand on round values and times, with the limit, the alert and the name of the line', () => {
    const page = pageOf(charted([{ at: at(0), value: 23 }, { at: at(900), value: 87.3 }]));
    const texts = [...page.matchAll(/<text[^>]*>([^<]*)<\/text>/gu)].map(([, text]) => text);
    expect(texts).toEqual(expect.arrayContaining(['0 %', '20 %', '100 %', '14:00', '14:05', '14:30', 'limit 80 %', 'HighCPUUsage fired', 'brick-02']));
  });

  it.each([
    ['no finite value at all', [{ at: at(0), value: Infinity }]], ['one value', [{ at: at(0), value: 5 }]], ['only zeros', [{ at: at(0), value: 0 }, { at: at(5), value: 0 }]],
    ['values below zero', [{ at: at(0), value: -5 }, { at: at(5), value: -1 }]], ['huge values', [{ at: at(0), value: 1e300 }, { at: at(5), value: -1e300 }]],
  ])('hold for %s', (_, points) => {
    const page = pageOf(charted(points, undefined));
    expect(page.slice(page.indexOf('<svg'), page.indexOf('</svg>'))).not.toMatch(/NaN|Infinity/u);
  });
});

function pageOf(report: Report): string {
  return html.write(report)[0]?.text ?? '';
}

function tagsOf(page: string): readonly string[] {
  // Figures of a drawing move with the lengths of its names; what may not change is which tags and attributes there are.
  return [...page.replace(/<style>[\s\S]*?<\/style>/u, '<style></style>').matchAll(/<[^>]*>/gu)].map(([tag]) => tag.replaceAll(/="[^"]*"/gu, '=""'));
}

function charted(points: Report['charts'][number]['series'][number]['points'], threshold: number | undefined = 80): Report {
  return aReport({ charts: [{ title: own('cpu'), expr: own('cpu'), unit: 'percent', source: own('m'), threshold, span: RANGE, left: 0, marks: [{ at: at(600), text: own('HighCPUUsage fired') }], series: [{ name: own('brick-02'), loud: true, points }] }] });
}
