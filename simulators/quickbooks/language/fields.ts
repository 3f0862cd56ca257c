import { elementsOf, keptName, type ElementRule, type Particle } from './contentModel';
import { normalText } from './dataTypes';
import { asWindows1252 } from './windows1252';
import { branch, leaf, type XmlElement } from './xmlTree';

/** Data under Intuit's field names: text, a group of fields, or several of either. */
export type FieldValue = string | Fields | readonly (string | Fields)[];
export interface Fields {
  readonly [name: string]: FieldValue;
}

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
  const fields: Record<string, FieldValue> = {};
  for (const each of element.children) {
    const rule = rules.get(each.name);
    if (!rule) continue;
    const name = keptName(rule);
    const value = readValue(each, rule);
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
  return elementsOf(model).flatMap((rule) => writeValue(rule, fields[rule.name]));
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
