// JSON Schema as rows of a table: one for each field, those inside lists and groups under their path.
import { objectOf, type JsonSchema } from '../../src/data/config/json-schema.ts';
import { code } from './markdown.ts';

/** Rows of name, type, default and description, without those whose path `wanted` refuses. */
export function fieldRows(schema: JsonSchema, wanted: (path: string) => boolean, above = ''): readonly (readonly string[])[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, child]) => {
    const path = `${above}${name}`;
    if (!wanted(path)) return [];
    const field = objectOf(child);
    const need = schema.required?.includes(name) === true ? ' (needed)' : '';
    return [[code(path), `${typeOf(field)}${need}`, defaultOf(field), field.description ?? ''], ...inner(field, path, wanted)];
  });
}

function inner(field: JsonSchema, path: string, wanted: (path: string) => boolean): readonly (readonly string[])[] {
  if (isSecret(field)) return [];
  const items = Array.isArray(field.items) ? undefined : field.items;
  if (items !== undefined && wanted(`${path}[]`)) return fieldRows(objectOf(items), wanted, `${path}[].`);
  const group = [field, ...(field.anyOf ?? []).map(objectOf)].find(({ properties }) => properties !== undefined);
  return group === undefined ? [] : fieldRows(group, wanted, `${path}.`);
}

function typeOf(field: JsonSchema): string {
  if (isSecret(field)) return '[secret](#secrets)';
  if (field.const !== undefined) return code(String(field.const));
  if (field.enum !== undefined) return field.enum.map((word) => code(String(word))).join(', ');
  if (field.anyOf !== undefined) return [...new Set(field.anyOf.map((arm) => typeOf(objectOf(arm))))].join(' or ');
  switch (field.type) {
    case 'array':
      return `list of ${plural(objectOf(Array.isArray(field.items) ? true : field.items))}`;
    case 'object':
      return field.properties === undefined ? `${plural(objectOf(field.additionalProperties))} by name` : 'group';
    case 'integer':
    case 'number':
      return `number${bounds(field)}`;
    case 'boolean':
      return 'true or false';
    default:
      return field.format === 'uri' ? 'address' : 'text';
  }
}

function plural(items: JsonSchema): string {
  const type = typeOf(items);
  return type === 'text' ? 'texts' : type === 'group' ? 'groups' : type;
}

/** Bounds that a person set; those of all numbers are left out. */
function bounds({ minimum, maximum }: JsonSchema): string {
  const isOurs = (bound: number | undefined): bound is number => bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  if (isOurs(minimum) && isOurs(maximum)) return ` from ${minimum} to ${maximum}`;
  return isOurs(minimum) ? ` from ${minimum}` : isOurs(maximum) ? ` up to ${maximum}` : '';
}

function defaultOf({ default: value }: JsonSchema): string {
  const empty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return value === undefined || empty ? '' : code(typeof value === 'string' ? value : JSON.stringify(value));
}

/** The union of the three ways to name a secret. */
function isSecret({ anyOf }: JsonSchema): boolean {
  const names = (anyOf ?? []).flatMap((arm) => Object.keys(objectOf(arm).properties ?? {}));
  return names.join() === 'env,file,command';
}
