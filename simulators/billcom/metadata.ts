import { refuse } from './apiError';
import type { EntityDefinition, FieldRule } from './entityDefinition';
import { definitionOf } from './entities/registry';
import type { Json, Row } from './wireValues';

const TYPES: Readonly<Record<FieldRule['kind'], string>> = {
  text: 'StringField',
  code: 'EnumField',
  reference: 'IdField',
  number: 'DecimalField',
  flag: 'BooleanField',
  date: 'DateField',
  time: 'DateTimeField',
  lines: 'ListField',
};

/**
 * `GetEntityMetadata`: a list of names is answered by name, one name by its `fields` alone. Both shapes have been
 * seen. Type names other than IdField are this double's own.
 */
export function entityMetadata(asked: Json | undefined): Json {
  if (typeof asked === 'string') return metadataOf(asked);
  if (!Array.isArray(asked) || asked.length === 0) throw refuse.missingData('entity');
  return Object.fromEntries(asked.map((name) => [String(name), metadataOf(String(name))]));
}

function metadataOf(name: string): Row {
  const definition = definitionOf(name);
  if (!definition) throw refuse.badEntity(name);
  return { fields: fieldsOf(definition) };
}

function fieldsOf(definition: EntityDefinition): Row {
  return Object.fromEntries(
    Object.entries(definition.fields).map(([field, rule]) => [
      field,
      {
        readonly: (definition.isReadOnly || rule.isReadOnly) ?? false,
        required: rule.isRequired ?? false,
        type: field === 'id' ? 'IdField' : TYPES[rule.kind],
        entity: definition.name,
        label: field.charAt(0).toUpperCase() + field.slice(1),
      },
    ]),
  );
}
