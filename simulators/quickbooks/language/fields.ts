import { elementsOf, keptName, type ChoiceRule, type ElementRule, type Particle } from './contentModel';
import { normalText } from './dataTypes';
import { asWindows1252 } from './windows1252';
import { branch, leaf, type XmlElement } from './xmlTree';

/** Data under Intuit's field names: text, a group of fields, or several of either. */
export type FieldValue = string | Fields | readonly (string | Fields)[];
export interface Fields {
  readonly [name: string]: FieldValue;
}

/** Where a group stands among its neighbours of other names (contentModel: keepsOrder); no element of qbXML. */
export const PLACE = 'place';

/** A group's value, or undefined where the field is missing or no group. */
export function groupOf(value: FieldValue | undefined): Fields | undefined {
  return typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** A field's text, or undefined where it is missing or no text. */
export function textOf(value: FieldValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Reads valid children into fields, in the form in which the company file keeps them. */
export function readFields(element: XmlElement, model: readonly Particle[]): Fields {
  const rules = new Map(elementsOf(model).map((rule) => [rule.name, rule]));
  const ordered = new Set(elementsOf(model.filter(isOrdered)).map(({ name }) => name));
  const fields: Record<string, FieldValue> = {};
  for (const [place, each] of element.children.entries()) {
    const rule = rules.get(each.name);
    if (!rule) continue;
    const name = keptName(rule);
    const read = readValue(each, rule);
    const value = ordered.has(each.name) && typeof read !== 'string' ? placed(read, place) : read;
    if (rule.max > 1) {
      const before = (fields[name] ?? []) as readonly (string | Fields)[];
      fields[name] = [...before, value];
    } else {
      fields[name] = value;
    }
  }
  return fields;
}

function readValue(element: XmlElement, rule: ElementRule): string | Fields {
  if (rule.children) return readFields(element, rule.children);
  return normalText(rule, asWindows1252(element.text));
}

/** Writes fields as elements in the order of the model, leaving out what is empty. */
export function writeFields(fields: Fields, model: readonly Particle[]): XmlElement[] {
  return model.flatMap((part) => {
    if (part.kind === 'element') return writeValue(part, fields[part.name]);
    return isOrdered(part) ? writeInPlace(fields, part) : writeFields(fields, part.parts);
  });
}

/** The same group at this place among its neighbours. */
export function placed(group: Fields, place: number): Fields {
  return { ...group, [PLACE]: String(place) };
}

/** Groups in the order of their places. */
export function inPlace(groups: readonly Fields[]): Fields[] {
  return [...groups].sort((a, b) => Number(a[PLACE] ?? 0) - Number(b[PLACE] ?? 0));
}

function isOrdered(part: Particle): part is ChoiceRule {
  return part.kind === 'choice' && part.keepsOrder === true;
}

function writeInPlace(fields: Fields, choice: ChoiceRule): XmlElement[] {
  const all = elementsOf([choice]).flatMap((rule) =>
    [fields[rule.name] ?? []].flat().map((value) => ({ rule, value })),
  );
  const placeOf = (value: FieldValue) => Number(groupOf(value)?.[PLACE] ?? 0);
  return all
    .sort((a, b) => placeOf(a.value) - placeOf(b.value))
    .flatMap(({ rule, value }) => writeValue(rule, value));
}

function writeValue(rule: ElementRule, value: FieldValue | undefined): XmlElement[] {
  if (value === undefined || value === '') return [];
  if (Array.isArray(value)) {
    return (value as readonly (string | Fields)[]).flatMap((each) => writeValue(rule, each));
  }
  if (typeof value === 'string') return [leaf(rule.name, value)];
  const children = writeFields(value as Fields, rule.children ?? []);
  return children.length > 0 ? [branch(rule.name, children)] : [];
}
