import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { configJsonSchema, schemasAt } from '../../../src/data/config/json-schema.ts';
import { ADAPTERS } from '../../../src/data/sources/index.ts';

describe('the JSON Schema of the configuration', () => {
  const schema = configJsonSchema();
  // Read back by a second implementation: what an editor would say.
  const editor = z.fromJSONSchema(JSON.parse(JSON.stringify(schema)));

  it('says which schema it is, and refuses unknown names', () => {
    expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object', additionalProperties: false });
  });

  it('takes what obs-tui takes', () => {
    const config = {
      title: 'prod',
      sources: [
        { name: 'tail', kind: 'logs-tail', url: 'ws://localhost:8545', passphrase: { env: 'P' } },
        { name: 'node', kind: 'scrape', targets: [{ url: 'http://localhost:9100' }], interval: '1s' },
        { name: 'prom', kind: 'prometheus', url: 'http://localhost:9090' },
        { name: 'files', kind: 'follow', paths: ['a.log'] },
      ],
      panels: [{ title: 'up', expr: 'up', source: 'prom' }],
    };
    expect(editor.safeParse(config).error?.issues).toBeUndefined();
  });

  it.each([
    ['an unknown name', { suorces: [] }],
    ['a source of no kind', { sources: [{ name: 'a', kind: 'pigeon' }] }],
    ['a source without its address', { sources: [{ name: 'a', kind: 'logs-tail' }] }],
    ['a number for a title', { title: 5 }],
  ])('refuses %s', (_, config) => {
    expect(editor.safeParse(config).success).toBe(false);
  });

  it('has one arm for every kind of source, each field with a description', () => {
    const arms = schemasAt(schema, ['sources', 0]);
    expect(arms.map(({ properties }) => properties?.['kind'])).toEqual(ADAPTERS.map(({ kind }) => ({ type: 'string', const: kind })));
    const silent = arms.flatMap(({ title, properties }) =>
      Object.entries(properties ?? {}).filter(([name, field]) => name !== 'kind' && (typeof field !== 'object' || field.description === undefined)).map(([name]) => `${title}: ${name}`),
    );
    expect(silent).toEqual([]);
  });
});
