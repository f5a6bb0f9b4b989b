// Names and labels of OpenTelemetry as Prometheus would call them, so that expressions, panels and labels of all sources agree.
import type { Value } from '../../../model/signal.ts';
import { otlpResource } from '../decode/otlp-spans.ts';
import { otlpAttributes, type OtlpLosses } from '../decode/otlp-values.ts';
import { isFields } from '../decode/values.ts';
import { LabelSet } from '../label-set.ts';

const UNITS: ReadonlyMap<string, string> = new Map([
  ['d', 'days'], ['h', 'hours'], ['min', 'minutes'], ['s', 'seconds'], ['ms', 'milliseconds'], ['us', 'microseconds'], ['ns', 'nanoseconds'],
  ['By', 'bytes'], ['KiBy', 'kibibytes'], ['MiBy', 'mebibytes'], ['GiBy', 'gibibytes'], ['TiBy', 'tebibytes'],
  ['KBy', 'kilobytes'], ['MBy', 'megabytes'], ['GBy', 'gigabytes'], ['TBy', 'terabytes'],
  ['m', 'meters'], ['V', 'volts'], ['A', 'amperes'], ['J', 'joules'], ['W', 'watts'], ['g', 'grams'],
  ['Cel', 'celsius'], ['Hz', 'hertz'], ['%', 'percent'],
]);

const PER: ReadonlyMap<string, string> = new Map([
  ['s', 'second'], ['min', 'minute'], ['h', 'hour'], ['d', 'day'], ['wk', 'week'], ['mo', 'month'], ['y', 'year'],
]);

const MOST_NAME = 512;

/** `http.server.duration` in `s` is http_server_duration_seconds; what only ever grows ends with _total. */
export function metricName(name: string, unit: string, type: 'counter' | 'gauge' | 'other'): string {
  const plain = safeName(name.slice(0, MOST_NAME).replace(/_total$/, type === 'counter' ? '' : '_total'));
  const words = plain.split('_');
  const suffix = unitWords(unit, type).filter((word) => !words.includes(word)).join('_');
  return `${plain}${suffix === '' ? '' : `_${suffix}`}${type === 'counter' ? '_total' : ''}`;
}

function unitWords(unit: string, type: 'counter' | 'gauge' | 'other'): readonly string[] {
  if (unit === '1') return type === 'gauge' ? ['ratio'] : [];
  // What stands in braces is a remark, such as {request}.
  const [main = '', per] = unit.slice(0, 64).replaceAll(/\{[^}]*\}/g, '').split('/');
  const first = UNITS.get(main.trim()) ?? safeName(main.trim());
  const second = per === undefined ? '' : (PER.get(per.trim()) ?? safeName(per.trim()));
  return [...(isWord(first) ? [first] : []), ...(isWord(second) ? ['per', second] : [])];
}

function isWord(text: string): boolean {
  return text !== '' && text !== '1' && /[a-z\d]/i.test(text);
}

/** Runs of other characters become one `_`; a name cannot begin with a digit. */
function safeName(name: string): string {
  const safe = name.replaceAll(/[^a-zA-Z\d_:]+/g, '_').replaceAll(/__+/g, '_').replace(/_$/, '');
  return /^\d/.test(safe) ? `_${safe}` : safe;
}

/** Labels that all points of one resource carry: who it is by the names of Prometheus, and by those that rows of other kinds have. */
export function resourceLabels(given: unknown, losses: OtlpLosses): Readonly<Record<string, string>> {
  const { service, node, resource = {} } = otlpResource(given, losses);
  const space = resource['service.namespace'];
  const instance = resource['service.instance.id'];
  return {
    ...(service === undefined ? {} : { job: typeof space === 'string' && space !== '' ? `${space}/${service}` : service, service }),
    ...(instance === undefined || instance === null ? {} : { instance: labelText(instance) }),
    ...(node === undefined ? {} : { node }),
  };
}

/** Those of the resource win. Empty values are left out: to Prometheus a label with an empty value is absent. */
export function pointLabels(attributes: unknown, shared: Readonly<Record<string, string>>, losses: OtlpLosses): LabelSet {
  const labels = new LabelSet();
  for (const [key, value] of Object.entries(otlpAttributes(attributes, losses))) {
    const [name, text] = [safeName(key.slice(0, MOST_NAME)).replaceAll(':', '_'), labelText(value)];
    if (name !== '' && text !== '') labels[name] = text;
  }
  return Object.assign(labels, shared);
}

function labelText(value: Value): string {
  if (value === null) return '';
  return isFields(value) || Array.isArray(value) ? JSON.stringify(value) : String(value);
}
