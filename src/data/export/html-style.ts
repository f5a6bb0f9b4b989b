// How the page looks: dark text on white, one column, quiet lines; on paper A4 with nothing torn apart between two pages.

export const STYLE = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 2.5rem 1.5rem 4rem; background: #fff; color: #1c1f23; font: .9375rem/1.5 system-ui, "Segoe UI", Helvetica, Arial, sans-serif; }
h1 { margin: 0 0 .25rem; font-size: 1.75rem; line-height: 1.25; }
h2 { margin: 2.25rem 0 .5rem; padding-top: .75rem; border-top: 1px solid #d9dce1; font-size: 1.15rem; }
p { margin: .5rem 0; }
code { font: .8125rem/1.45 ui-monospace, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.about, .small { color: #565c65; }
.small { font-size: .8125rem; }
.severity { display: inline-block; padding: 0 .5rem; border: 1px solid currentColor; border-radius: 3px; font-weight: 600; }
.critical, .high { color: #a3211a; }
.medium { color: #7a4a06; }
.low { color: #3c5a3f; }
.summary { font-size: 1.05rem; }
table { width: 100%; border-collapse: collapse; }
th { padding: .35rem .75rem .35rem 0; border-bottom: 1px solid #9aa0a8; color: #565c65; font-size: .8125rem; font-weight: 600; text-align: left; }
td { padding: .45rem .75rem .45rem 0; border-bottom: 1px solid #eceef1; min-width: 5.5rem; vertical-align: top; overflow-wrap: anywhere; }
td.time, td.kind, .figure { min-width: 0; white-space: nowrap; }
td.name { min-width: 9.5rem; }
td.time, .figure { font-variant-numeric: tabular-nums; }
.figure { text-align: right; }
td.kind { color: #565c65; }
td .small { display: block; }
td .small code { font-size: .75rem; }
.warning { color: #a3211a; }
figure { margin: 1.25rem 0; }
figcaption { margin-bottom: .25rem; }
svg { display: block; width: 100%; height: auto; }
ul { margin: .5rem 0; padding-left: 1.25rem; }
@page { size: A4; margin: 16mm 14mm; }
@media print {
  html { font-size: 13.5px; }
  body { max-width: none; padding: 0; }
  h2 { margin-top: 1.25rem; }
  h2, h2 + p { break-after: avoid; }
  figure { margin: .75rem 0; }
  svg { max-height: 46mm; }
  thead { display: table-header-group; }
  tr, figure, li { break-inside: avoid; }
}
`;
