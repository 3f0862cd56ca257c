import { elementsOf, keptName, type ElementRule, type Particle } from '../language/contentModel';
import { readFields, type Fields } from '../language/fields';
import { validateChildren } from '../language/validate';
import { NEWEST_VERSION } from '../language/versions';
import { branch, leaf, type XmlElement } from '../language/xmlTree';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** JSON as fields: numbers and booleans become text. */
export function toFields(json: JsonObject): Fields {
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, toField(value)]));
}

function toField(value: Json): Fields[string] {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map(toField) as readonly (string | Fields)[];
  return typeof value === 'object' ? toFields(value) : String(value);
}

/**
 * What a seed or a person gives for one entry: fields in any order, held against the model as the parser holds a
 * request of the newest version. Throws ParserRefusal with the name of what does not fit.
 */
export function fieldsFromJson(name: string, given: JsonObject, model: readonly Particle[]): Fields {
  const element = asElement(name, toFields(given), model);
  validateChildren(element, model, NEWEST_VERSION);
  return readFields(element, model);
}

/** A parent may be named by ParentFullName. */
export function withParent({ ParentFullName, ...rest }: JsonObject): JsonObject {
  return ParentFullName === undefined ? rest : { ...rest, ParentRef: { FullName: ParentFullName } };
}

/** Fields in any order as an element in the order of the model; unknown names come last and fail there. */
function asElement(name: string, fields: Fields, model: readonly Particle[]): XmlElement {
  const rules = elementsOf(model);
  const place = (field: string) => {
    const index = rules.findIndex((rule) => rule.name === field || keptName(rule) === field);
    return index < 0 ? rules.length : index;
  };
  const ordered = Object.entries(fields).sort(([a], [b]) => place(a) - place(b));
  return branch(
    name,
    ordered.flatMap(([field, value]) => {
      const rule = rules[place(field)];
      return asElements(rule?.name ?? field, value, rule);
    }),
  );
}

function asElements(name: string, value: Fields[string], rule: ElementRule | undefined): XmlElement[] {
  if (typeof value === 'string') return [leaf(name, value)];
  if (Array.isArray(value)) {
    return (value as readonly (string | Fields)[]).flatMap((each) => asElements(name, each, rule));
  }
  return [asElement(name, value as Fields, rule?.children ?? [])];
}
