// One decoded record's fields become a log draft: known names fill the draft, every other field stays an attribute under its
// own name. Pure, and total: whatever the fields hold, a draft comes out.
import { parseLogfmt, readLogfmt, type LogfmtOptions } from './logfmt.ts';
import type { Mapped, Surroundings } from './mapped.ts';
import { ROLES, WRAPPERS } from './roles.ts';
import { FieldSorter } from './sorter.ts';
import { isFields } from './values.ts';

const sorter = new FieldSorter();

export function draftOfFields(fields: Readonly<Record<string, unknown>>, around: Surroundings): Mapped {
  sorter.begin(around);
  let wrappers: [string, Readonly<Record<string, unknown>>][] | undefined;
  for (const key in fields) {
    const value = fields[key];
    if (isFields(value) && WRAPPERS.has(key)) (wrappers ??= []).push([key, value]);
    else sorter.place(key, value, ROLES.get(key));
  }
  sorter.endOwn();
  for (const [wrapper, inner] of wrappers ?? []) {
    for (const key in inner) sorter.placeWrapped(wrapper, key, inner[key]);
  }
  return sorter.finish();
}

/**
 * The draft of a logfmt line, as of the fields that parseLogfmt finds in it; undefined where it finds none. With `prose` a single pair with
 * a name that says nothing is taken for prose.
 */
export function draftOfLogfmt(line: string, around: Surroundings, options: LogfmtOptions & { readonly prose?: boolean } = {}): Mapped | undefined {
  sorter.begin(around);
  if (!readLogfmt(line, options, sorter)) return undefined;
  if (sorter.doubtful) {
    const fields = parseLogfmt(line, options) ?? {};
    const [name = '', second] = Object.keys(fields);
    return options.prose === true && second === undefined && !ROLES.has(name) ? undefined : draftOfFields(fields, around);
  }
  sorter.endOwn();
  return sorter.finish();
}
