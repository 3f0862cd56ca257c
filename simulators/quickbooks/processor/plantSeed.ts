import type { CompanyFile } from '../books/companyFile';
import { NEW_PREFERENCES, newCompany } from '../books/newCompany';
import type { Seed } from '../books/seed';
import { account } from '../definitions/account';
import { classList } from '../definitions/class';
import { preferencesRet } from '../definitions/companyModel';
import { customer } from '../definitions/customer';
import type { ListDefinition } from '../definitions/listDefinition';
import { otherName } from '../definitions/otherName';
import { standardTerms } from '../definitions/terms';
import { vendor } from '../definitions/vendor';
import { elementsOf, type ElementRule, type Particle } from '../language/contentModel';
import { readFields, type Fields } from '../language/fields';
import { validateChildren } from '../language/validate';
import { branch, leaf, type XmlElement } from '../language/xmlTree';
import { newEntry } from './listAdd';
import type { RequestContext } from './requestContext';

/** In the order in which they refer to one another. */
const PLANTED: readonly (readonly [key: keyof Seed, definition: ListDefinition])[] = [
  ['accounts', account],
  ['classes', classList],
  ['terms', standardTerms],
  ['customers', customer],
  ['vendors', vendor],
  ['otherNames', otherName],
];

/** Beyond what an Add may hold, a seed may set what QuickBooks itself sets. */
const OWN_FIELDS = ['SpecialAccountType', 'Balance'];

/** Fills a new company file by the same rules as every Add; throws on the first entry that breaks one. */
export function plantSeed(file: CompanyFile, seed: Seed, context: () => RequestContext): void {
  const preferences = mergePreferences(NEW_PREFERENCES, toFields(seed.preferences ?? {}));
  file.commit([
    { do: 'setCompany', fields: newCompany(seed.companyName ?? 'Bayshore Supplies') },
    { do: 'setPreferences', fields: preferences },
  ]);
  for (const [key, definition] of PLANTED) {
    for (const given of (seed[key] ?? []) as readonly JsonObject[]) {
      try {
        file.commit([{ do: 'put', record: newEntry(definition, seedFields(definition, given), context()) }]);
      } catch (error) {
        throw new Error(`Seed ${key}: ${JSON.stringify(given)}: ${String(error)}`);
      }
    }
  }
}

/** Lays preferences over preferences, group by group; throws where a group or name is unknown. */
export function mergePreferences(old: Fields, changes: Fields): Fields {
  const merged: Record<string, Fields[string]> = { ...old };
  for (const [name, value] of Object.entries(changes)) {
    const rule = preferencesRet.find((each) => each.name === name);
    if (!rule) throw new Error(`There is no preference group ${name}.`);
    const known = elementsOf(rule.children ?? []).map((each) => each.name);
    const unknown = Object.keys(value as Fields).find((each) => !known.includes(each));
    if (unknown !== undefined) throw new Error(`There is no preference ${name}.${unknown}.`);
    merged[name] = { ...(old[name] as Fields | undefined), ...(value as Fields) };
  }
  return merged;
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** JSON as fields: numbers and booleans become text. */
export function toFields(json: JsonObject): Fields {
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, toField(value)]));
}

function toField(value: Json): Fields[string] {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map(toField) as readonly (string | Fields)[];
  return typeof value === 'object' ? toFields(value) : String(value);
}

function seedFields(definition: ListDefinition, given: JsonObject): Fields {
  const { ParentFullName, ...rest } = given;
  const parent = ParentFullName === undefined ? {} : { ParentRef: { FullName: ParentFullName } };
  const own = definition.ret.filter((rule) => OWN_FIELDS.includes(rule.name));
  const model: readonly Particle[] = [...(definition.add ?? []), ...own];
  const element = asElement(definition.list, toFields({ ...rest, ...parent }), model);
  validateChildren(element, model, '16.0');
  return readFields(element, model);
}

/** Fields in any order as an element in the order of the model; unknown names come last and fail there. */
function asElement(name: string, fields: Fields, model: readonly Particle[]): XmlElement {
  const rules = elementsOf(model);
  const place = (field: string) => {
    const index = rules.findIndex((rule) => rule.name === field);
    return index < 0 ? rules.length : index;
  };
  const ordered = Object.entries(fields).sort(([a], [b]) => place(a) - place(b));
  return branch(
    name,
    ordered.flatMap(([field, value]) => asElements(field, value, rules[place(field)])),
  );
}

function asElements(name: string, value: Fields[string], rule: ElementRule | undefined): XmlElement[] {
  if (typeof value === 'string') return [leaf(name, value)];
  if (Array.isArray(value)) {
    return (value as readonly (string | Fields)[]).flatMap((each) => asElements(name, each, rule));
  }
  return [asElement(name, value as Fields, rule?.children ?? [])];
}
