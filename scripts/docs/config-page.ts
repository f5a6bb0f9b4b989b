// docs/config.md, from the schemas that check the configuration.
import { readFileSync } from 'node:fs';
import { accessFields } from '../../src/data/sources/http/auth.ts';
import { configJsonSchema, sourceSchema, type JsonSchema } from '../../src/data/config/json-schema.ts';
import { ADAPTERS } from '../../src/data/sources/index.ts';
import { fieldRows } from './fields.ts';
import { block, page, table } from './markdown.ts';

const EXAMPLE = new URL('../../docs/config.example.yaml', import.meta.url);
const HEAD = ['Field', 'Type', 'Default', 'What it is'];

export function configPage(): string {
  const example = readFileSync(EXAMPLE, 'utf8').trimEnd().split('\n');
  return page(
    'Configuration',
    'obs-tui reads `config.yaml` in `$XDG_CONFIG_HOME/obs-tui` (`~/.config/obs-tui`), or the file that `--config` or `OBS_TUI_CONFIG` names. There need not be one. ' +
      'A name that is not known is an error; `obs-tui config check` tells every mistake as file:line:column, `obs-tui config show` prints what was understood, ' +
      '`obs-tui config schema` prints JSON Schema for editors.',
    block('yaml', example),
    `## The file\n\n${table(HEAD, fieldRows(configJsonSchema(), (name) => name !== 'sources[]'))}`,
    ...ADAPTERS.map(({ kind, title }) => source(kind, title)),
    `## Access\n\nFields of every source that speaks HTTP.\n\n${table(HEAD, fieldRows(accessSchema(), () => true))}`,
    '## Secrets\n\nA secret never stands in the file. It is named, and read when a source connects:',
    block('yaml', ['bearer: { env: PROM_TOKEN }                # a variable of the environment', 'bearer: { file: /run/secrets/prom }         # a file that only its owner can read', 'bearer: { command: [pass, show, prom] }     # what a program prints within 5 s']),
    'Credentials go over TLS or to this machine only, unless `allow_insecure: true` says otherwise. They are never recorded, shown or logged.',
  );
}

function source(kind: string, title: string): string {
  const schema = sourceSchema(kind);
  const hasAccess = schema.properties?.['bearer'] !== undefined;
  const rows = fieldRows(schema, (name) => !hasAccess || !isAccess(name));
  return `## kind: ${kind}\n\n${title}.${hasAccess ? ' Takes the fields of [access](#access) as well.' : ''}\n\n${table(HEAD, rows)}`;
}

function isAccess(name: string): boolean {
  return Object.hasOwn(accessFields, name.split(/[.[]/, 1)[0] ?? '');
}

/** The fields of access as they stand in the schema of a source that has them. */
function accessSchema(): JsonSchema {
  const found = ADAPTERS.map(({ kind }) => sourceSchema(kind)).find(({ properties }) => properties?.['bearer'] !== undefined);
  return { properties: Object.fromEntries(Object.entries(found?.properties ?? {}).filter(([name]) => isAccess(name))) };
}
