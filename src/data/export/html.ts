// The report as one page: no script, nothing fetched, and a policy that forbids both. It prints on A4.
import type { Report } from '../../analysis/report/report.ts';
import { rangeWords } from '../../analysis/report/words.ts';
import type { Exporter } from './exporter.ts';
import { alertSection, chartSection, evidenceSection, followUpSection, gapSection, sloSection, sourceSection, storySection } from './html-sections.ts';
import { STYLE } from './html-style.ts';
import { markup, type Markup } from './markup.ts';
import { originWords, SEVERITY_WORDS } from './words.ts';

export const html: Exporter = {
  id: 'html', extension: 'html', title: 'HTML page',
  write: (report) => [{ name: 'report.html', text: page(report).tags }],
};

function page(report: Report): Markup {
  const { title, summary, severity, range } = report;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${{ tags: STYLE }}</style>
</head>
<body>
<h1>${title}</h1>
<p class="about"><span class="severity ${severity}">${SEVERITY_WORDS[severity]}</span> ${rangeWords(range)}<br>${originWords(report)}</p>
<p class="summary">${summary.join(' ')}</p>
${[storySection, followUpSection, chartSection, alertSection, sloSection, gapSection, sourceSection, evidenceSection].flatMap((section) => section(report) ?? [])}</body>
</html>
`;
}
