// Label sets are plain records that come from outside: a label may be called `constructor` or `__proto__`, so every read
// asks for an own property and every write makes a new record.

export type Labels = Readonly<Record<string, string>>;

export const NAME = '__name__';
export const NO_LABELS: Labels = {};

/** The value of a label; the empty string where the label is absent, which PromQL does not tell apart. */
export function labelOf(labels: Labels, name: string): string {
  return Object.hasOwn(labels, name) ? (labels[name] ?? '') : '';
}

/** `labels` with one label set; an empty value removes it. */
export function withLabel(labels: Labels, name: string, value: string): Labels {
  return value === '' ? withoutLabels(labels, [name]) : { ...labels, [name]: value };
}

export function withoutLabels(labels: Labels, names: readonly string[]): Labels {
  if (!names.some((name) => Object.hasOwn(labels, name))) return labels;
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !names.includes(name)));
}

export function onlyLabels(labels: Labels, names: readonly string[]): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => names.includes(name)));
}

export function withoutName(labels: Labels): Labels {
  return withoutLabels(labels, [NAME]);
}

/** Text that is equal for two label sets exactly when they are equal; labels without a value do not count. */
export function labelsKey(labels: Labels): string {
  return JSON.stringify(Object.entries(labels).filter(([, value]) => value !== '').toSorted(byName));
}

/** Prints `name{a="b"}` as PromQL writes it, labels in order of name; `{}` for none. */
export function seriesName(labels: Labels): string {
  const name = labelOf(labels, NAME);
  const plain = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name);
  const inside = Object.entries(labels)
    .filter(([label, value]) => label !== NAME && value !== '')
    .toSorted(byName)
    .map(([label, value]) => `${/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label) ? label : quoted(label)}=${quoted(value)}`);
  if (name !== '' && !plain) inside.unshift(quoted(name));
  return inside.length === 0 ? (plain ? name : '{}') : `${plain ? name : ''}{${inside.join(',')}}`;
}

function byName([a]: [string, string], [b]: [string, string]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}
