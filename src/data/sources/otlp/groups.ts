// The three levels that all exports have in common: resources, scopes, records.
import { isFields } from '../decode/values.ts';

export type Fields = Readonly<Record<string, unknown>>;

export interface Group {
  /** Undefined where there is none. */
  readonly resource: unknown;
  readonly scope: Fields;
  /** Of any shape: whoever decodes them counts those that are none. */
  readonly records: readonly unknown[];
}

/** Names of the lists from the outside in, such as resourceLogs, scopeLogs, logRecords. */
export type Levels = readonly [resources: string, scopes: string, records: string];

export function groupsOf(document: Fields, [resources, scopes, records]: Levels): readonly Group[] {
  return listOf(document[resources]).flatMap((group) =>
    listOf(group[scopes]).map((scoped) => ({
      resource: group['resource'],
      scope: isFields(scoped['scope']) ? scoped['scope'] : {},
      records: Array.isArray(scoped[records]) ? scoped[records] : [],
    })),
  );
}

export function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
