/**
 * The vocabulary in which messages are declared. A model is a list of particles in the compulsory order;
 * an element is optional and occurs once unless said otherwise.
 */
export type DataType =
  | 'text'
  | 'id'
  | 'boolean'
  | 'date'
  | 'dateTime'
  | 'amount'
  | 'price'
  | 'quantity'
  | 'percent'
  | 'integer'
  | 'float'
  | 'guid'
  | 'enumeration';

export const UNBOUNDED = Number.POSITIVE_INFINITY;

interface Occurrence {
  readonly min: number;
  readonly max: number;
}

export interface ElementRule extends Occurrence {
  readonly kind: 'element';
  readonly name: string;
  readonly type?: DataType;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly values?: readonly string[];
  readonly children?: readonly Particle[];
  /** A reference: the lists in which its ListID or FullName is looked up. */
  readonly refersTo?: readonly string[];
  /** The qbXML version that introduced the element. */
  readonly since?: string;
  /** Shown and taken only with the right to personal data (qbXML 3261). */
  readonly personal?: boolean;
  /** The name under which the entry keeps it, where a message calls it otherwise. */
  readonly keptAs?: string;
}

export interface SequenceRule extends Occurrence {
  readonly kind: 'sequence';
  readonly parts: readonly Particle[];
}

export interface ChoiceRule extends Occurrence {
  readonly kind: 'choice';
  readonly parts: readonly Particle[];
  /** Of a mixture: the order among elements of different names counts and is kept. */
  readonly keepsOrder?: boolean;
}

export type Particle = ElementRule | SequenceRule | ChoiceRule;

const element = (name: string, rest: Partial<ElementRule>): ElementRule => ({
  kind: 'element',
  name,
  min: 0,
  max: 1,
  ...rest,
});

export const text = (name: string, maxLength?: number) =>
  element(name, { type: 'text', ...(maxLength === undefined ? {} : { maxLength }) });
export const id = (name: string) => element(name, { type: 'id', maxLength: 36 });
export const flag = (name: string) => element(name, { type: 'boolean' });
export const date = (name: string) => element(name, { type: 'date' });
export const dateTime = (name: string) => element(name, { type: 'dateTime' });
export const amount = (name: string) => element(name, { type: 'amount' });
export const price = (name: string) => element(name, { type: 'price' });
export const quantity = (name: string) => element(name, { type: 'quantity' });
export const percent = (name: string) => element(name, { type: 'percent' });
export const float = (name: string) => element(name, { type: 'float' });
export const guid = (name: string) => element(name, { type: 'guid' });
export const integer = (name: string, limits: { minimum?: number; maximum?: number } = {}) =>
  element(name, { type: 'integer', ...limits });
export const oneOf = (name: string, values: readonly string[]) =>
  element(name, { type: 'enumeration', values });
export const group = (name: string, children: readonly Particle[]) => element(name, { children });

/** A reference element: ListID or FullName, or neither. */
export const ref = (name: string, refersTo: readonly string[], fullNameLength?: number) =>
  element(name, { children: [id('ListID'), text('FullName', fullNameLength)], refersTo });

export const required = (rule: ElementRule): ElementRule => ({ ...rule, min: 1 });
export const many = (rule: ElementRule, max = UNBOUNDED): ElementRule => ({ ...rule, max });
export const atLeastOne = (rule: ElementRule): ElementRule => ({ ...rule, min: 1, max: UNBOUNDED });
export const since = (version: string, rule: ElementRule): ElementRule => ({ ...rule, since: version });
export const personal = (rule: ElementRule): ElementRule => ({ ...rule, personal: true });

export const keptAs = (name: string, rule: ElementRule): ElementRule => ({ ...rule, keptAs: name });

/** The name under which an entry keeps what this element holds. */
export const keptName = (rule: ElementRule): string => rule.keptAs ?? rule.name;

export const sequence = (...parts: Particle[]): SequenceRule => ({ kind: 'sequence', min: 1, max: 1, parts });
/** At most one of the alternatives. */
export const eitherOf = (...parts: Particle[]): ChoiceRule => ({ kind: 'choice', min: 0, max: 1, parts });
/** Exactly one of the alternatives. */
export const exactlyOneOf = (...parts: Particle[]): ChoiceRule => ({ kind: 'choice', min: 1, max: 1, parts });
/** Any number of the alternatives in any mixture. */
export const mixtureOf = (...parts: ElementRule[]): ChoiceRule => ({
  kind: 'choice',
  min: 0,
  max: UNBOUNDED,
  parts: parts.map((part) => many(part)),
});

/** The same where the order among them means something, as among the lines of an invoice and its groups. */
export const orderedMixtureOf = (...parts: ElementRule[]): ChoiceRule => ({
  ...mixtureOf(...parts),
  keepsOrder: true,
});

/** All element rules of a model, one level deep, in order. */
export function elementsOf(model: readonly Particle[]): ElementRule[] {
  return model.flatMap((part) => (part.kind === 'element' ? [part] : elementsOf(part.parts)));
}
