// THE list of the formats of a report: a new one is a file and a line here.
import { cef } from './cef.ts';
import { csv } from './csv.ts';
import type { Exporter } from './exporter.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { receipts } from './receipts.ts';

export const EXPORTERS: readonly Exporter[] = [markdown, html, json, csv, cef, receipts];
