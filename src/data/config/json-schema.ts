// The whole configuration as JSON Schema, one arm for every kind of source: for editors, for the page of the documentation, and for
// the names that a mistyped key is compared with.
import { z } from 'zod';
import { ADAPTERS } from '../sources/index.ts';
import { configSchema } from './schema.ts';

export type JsonSchema = z.core.JSONSchema.JSONSchema;

export function configJsonSchema(): JsonSchema {
  const schema = schemaOf(configSchema);
  const items = { anyOf: ADAPTERS.map((adapter) => sourceSchema(adapter.kind)) };
  const sources = { ...objectOf(schema.properties?.['sources']), items };
  return { ...schema, title: 'config.yaml of obs-tui', properties: { ...schema.properties, sources } };
}

/** The fields of one kind of source; nothing where the kind is unknown. */
export function sourceSchema(kind: string): JsonSchema {
  const adapter = ADAPTERS.find((candidate) => candidate.kind === kind);
  if (adapter === undefined) return {};
  const { $schema: _, ...schema } = schemaOf(adapter.config);
  return { title: adapter.title, ...schema };
}

function schemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}

/** A schema may be `true`, which allows everything and says nothing. */
export function objectOf(schema: JsonSchema | boolean | undefined): JsonSchema {
  return typeof schema === 'object' ? schema : {};
}

/** The schemas that may describe what stands at this place; none where the path leaves what is described. */
export function schemasAt(root: JsonSchema, path: readonly PropertyKey[]): readonly JsonSchema[] {
  let here: readonly JsonSchema[] = armsOf(root);
  for (const step of path) here = here.flatMap((schema) => armsOf(childOf(schema, step)));
  return here;
}

function childOf(schema: JsonSchema, step: PropertyKey): JsonSchema {
  if (typeof step === 'number') return objectOf(Array.isArray(schema.items) ? schema.items[step] : schema.items);
  const named = schema.properties?.[String(step)];
  return objectOf(named ?? schema.additionalProperties);
}

/** A union as its members, unions inside them included. */
function armsOf(schema: JsonSchema): readonly JsonSchema[] {
  const arms = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return arms.length === 0 ? [schema] : arms.flatMap((arm) => armsOf(objectOf(arm)));
}
