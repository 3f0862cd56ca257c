/**
 * The notation in which `messages/` declares what a request may contain, in the compulsory order.
 * A declaration is frozen data: the encoder walks it, and the conformance test holds it against Intuit's schema.
 *
 * An element is optional and stands once, unless wrapped: `required(text('Name', 31))`, `many(…)`.
 * `since` is declared only for elements younger than 13.0, the oldest version Tieout writes.
 */
import type { QbxmlVersion } from './types';

/** What a leaf may hold. Lengths are in characters of the decoded text. */
export type Scalar =
  | { readonly type: 'text'; readonly max?: number }
  /** A list entry's own name: no colon, never cleared (qbXML: `:` separates levels). */
  | { readonly type: 'name'; readonly max: number }
  | { readonly type: 'integer'; readonly min?: number; readonly max?: number }
  | { readonly type: 'enum'; readonly values: readonly string[] }
  | {
      readonly type:
        | 'amount'
        | 'price'
        | 'quantity'
        | 'percent'
        | 'float'
        | 'date'
        | 'datetime'
        | 'boolean'
        | 'id'
        | 'guid';
    };

/** One element: a leaf or an aggregate. */
export interface ElementPart {
  readonly kind: 'element';
  readonly name: string;
  readonly content: Scalar | readonly Part[];
  readonly min: 0 | 1;
  /** How often it may stand; `Infinity` for any number. */
  readonly max: number;
  readonly since?: QbxmlVersion;
}

/** Alternatives that exclude one another, or, when it repeats, may be mixed freely. */
export interface ChoicePart {
  readonly kind: 'choice';
  readonly min: 0 | 1;
  readonly repeats: boolean;
  readonly alternatives: readonly (readonly Part[])[];
}

/** Elements that the schema knows and Tieout never writes. */
export interface RefusedPart {
  readonly kind: 'refused';
  readonly names: readonly string[];
  /** Why, as the end of a sentence. */
  readonly because: string;
}

export type Part = ElementPart | ChoicePart | RefusedPart;

/**
 * What a request does. It decides what empty text means: left out on an Add, "clear this field" on a Mod,
 * refused elsewhere.
 */
export type MessageKind = 'query' | 'add' | 'mod' | 'delete';

/** One request that Tieout can write. */
export interface Message {
  readonly name: string;
  readonly kind: MessageKind;
  /** Whether the query takes `iterator` attributes. */
  readonly iterator: boolean;
  /** Whether the query takes the `metaData` attribute. */
  readonly metaData: boolean;
  /** The elements in which the entries of a list come, where they are not called as the list: `ItemServiceRet` … */
  readonly answers?: readonly string[];
  readonly since?: QbxmlVersion;
  readonly body: readonly Part[];
}

const element = (name: string, content: ElementPart['content']): ElementPart => ({
  kind: 'element',
  name,
  content,
  min: 0,
  max: 1,
});

export const text = (name: string, max?: number): ElementPart =>
  element(name, max === undefined ? { type: 'text' } : { type: 'text', max });
export const listName = (name: string, max: number): ElementPart => element(name, { type: 'name', max });
export const amount = (name: string): ElementPart => element(name, { type: 'amount' });
export const price = (name: string): ElementPart => element(name, { type: 'price' });
export const quantity = (name: string): ElementPart => element(name, { type: 'quantity' });
export const percent = (name: string): ElementPart => element(name, { type: 'percent' });
export const float = (name: string): ElementPart => element(name, { type: 'float' });
export const date = (name: string): ElementPart => element(name, { type: 'date' });
export const datetime = (name: string): ElementPart => element(name, { type: 'datetime' });
export const boolean = (name: string): ElementPart => element(name, { type: 'boolean' });
export const id = (name: string): ElementPart => element(name, { type: 'id' });
export const guid = (name: string): ElementPart => element(name, { type: 'guid' });
export const integer = (name: string, bounds: { min?: number; max?: number } = {}): ElementPart =>
  element(name, { type: 'integer', ...bounds });
export const oneOf = (name: string, values: readonly string[]): ElementPart =>
  element(name, { type: 'enum', values });
export const aggregate = (name: string, ...parts: readonly Part[]): ElementPart => element(name, parts);

export const required = (part: ElementPart): ElementPart => ({ ...part, min: 1 });
/** Any number of times; with `required`, at least once. */
export const many = (part: ElementPart): ElementPart => ({ ...part, max: Infinity });
export const upTo = (max: number, part: ElementPart): ElementPart => ({ ...part, max });
export const since = (version: QbxmlVersion, part: ElementPart): ElementPart => ({ ...part, since: version });

const choice =
  (min: 0 | 1, repeats: boolean) =>
  (...alternatives: readonly (readonly Part[])[]): ChoicePart => ({
    kind: 'choice',
    min,
    repeats,
    alternatives,
  });
export const exactlyOne = choice(1, false);
export const atMostOne = choice(0, false);
/** Any mix, in any number: lines and group lines. Elements of one name are written together. */
export const anyMix = choice(0, true);
/** As `anyMix`, of one at least. */
export const atLeastOneOf = choice(1, true);

/** Elements of the schema that US QuickBooks refuses. */
export const notInUS = (...names: readonly string[]): RefusedPart => ({
  kind: 'refused',
  names,
  because: 'US editions of QuickBooks refuse this element',
});
export const never = (because: string, ...names: readonly string[]): RefusedPart => ({
  kind: 'refused',
  names,
  because,
});

export const isScalar = (content: ElementPart['content']): content is Scalar => 'type' in content;

/** The names of the elements that parts declare at their own level, those inside choices included. */
export function namesOf(parts: readonly Part[]): readonly string[] {
  return parts.flatMap((part) => {
    if (part.kind === 'element') return [part.name];
    return part.kind === 'choice' ? part.alternatives.flatMap(namesOf) : [];
  });
}
