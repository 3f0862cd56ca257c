import type { Row } from './wireValues';

/** What kind of value a field takes, and what the service does when it is missing. */
export type FieldRule = (
  | { readonly kind: 'text'; readonly max?: number }
  | { readonly kind: 'code'; readonly values?: readonly string[] }
  | { readonly kind: 'reference'; readonly entity: string }
  | { readonly kind: 'number'; readonly wholeFrom?: number; readonly wholeTo?: number }
  | { readonly kind: 'flag' }
  | { readonly kind: 'date' }
  | { readonly kind: 'time' }
  | { readonly kind: 'lines'; readonly line: EntityDefinition }
) & {
  readonly isRequired?: boolean;
  readonly isReadOnly?: boolean;
  /** What a row has when nothing was sent. Text and numbers are null, references twenty zeros. */
  readonly fallback?: string | number | boolean | null;
};

/** What the rules need to know of the other rows of the organization. */
export interface Neighbours {
  find(entity: string, id: string): Row | undefined;
  all(entity: string): Iterable<Row>;
  /** The ids of the active rows with this value of the field that is `uniqueWhileActive`. */
  holdersOf(entity: string, value: string): ReadonlySet<string>;
}

/** One kind of record, as data: adding an entity to the double is adding one of these. */
export interface EntityDefinition {
  readonly name: string;
  /** First three characters of every id (reference page "Values"). */
  readonly prefix: string;
  /** The name of its list in a seed file. */
  readonly seedKey: string;
  readonly fields: Readonly<Record<string, FieldRule>>;
  /** Fields a List call may filter by besides `id` and `isActive`. */
  readonly filterable: readonly string[];
  /** Fields of which no two rows may share a value; empty ones do not count. */
  readonly unique?: readonly string[];
  /** A field that no two active rows share (BDC_1171). */
  readonly uniqueWhileActive?: string;
  /** The API lists and reads it; people in the web application write it. */
  readonly isReadOnly?: boolean;
  /** Not even people can delete one. */
  readonly isLasting?: boolean;
  /** The reference that makes a tree of them. */
  readonly parentField?: string;
  /** Refuses a row whose fields do not go together, by throwing an ApiError. */
  readonly check?: (row: Row, neighbours: Neighbours) => void;
  /** Refuses to delete a row, by throwing an ApiError. */
  readonly checkDelete?: (row: Row) => void;
  /** Fields that follow from others, worked out after every write. */
  readonly derive?: (row: Row, neighbours: Neighbours) => Row;
}

type Extra = Pick<FieldRule, 'isRequired' | 'isReadOnly' | 'fallback'>;

export const text = (max?: number, extra: Extra = {}): FieldRule => ({
  kind: 'text',
  ...(max === undefined ? {} : { max }),
  ...extra,
});
export const code = (values: readonly string[] | undefined, extra: Extra = {}): FieldRule => ({
  kind: 'code',
  ...(values ? { values } : {}),
  ...extra,
});
export const reference = (entity: string, extra: Extra = {}): FieldRule => ({
  kind: 'reference',
  entity,
  ...extra,
});
export const number = (extra: Extra = {}): FieldRule => ({ kind: 'number', ...extra });
/** A whole number within limits. */
export const whole = (wholeFrom: number, wholeTo: number, extra: Extra = {}): FieldRule => ({
  kind: 'number',
  wholeFrom,
  wholeTo,
  ...extra,
});
export const flag = (extra: Extra = {}): FieldRule => ({ kind: 'flag', fallback: false, ...extra });
export const date = (extra: Extra = {}): FieldRule => ({ kind: 'date', ...extra });
export const lines = (line: EntityDefinition, extra: Extra = {}): FieldRule => ({
  kind: 'lines',
  line,
  ...extra,
});

export const required: Extra = { isRequired: true };
export const readOnly: Extra = { isReadOnly: true };

/** The fields every record has, around its own. */
export function recordFields(name: string, own: Record<string, FieldRule>): Record<string, FieldRule> {
  return {
    entity: { kind: 'text', isReadOnly: true, fallback: name },
    id: { kind: 'text', isReadOnly: true },
    isActive: code(['1', '2'], { fallback: '1' }),
    createdTime: { kind: 'time', isReadOnly: true },
    updatedTime: { kind: 'time', isReadOnly: true },
    ...own,
    mergedIntoId: reference(name, readOnly),
  };
}

/** The fields of a document that nobody can merge. */
export function unmergedFields(name: string, own: Record<string, FieldRule>): Record<string, FieldRule> {
  return without(recordFields(name, own), 'mergedIntoId');
}

/** The fields of what is part of a document or of a payment: it can be neither merged nor deleted. */
export function partFields(name: string, own: Record<string, FieldRule>): Record<string, FieldRule> {
  return without(recordFields(name, own), 'mergedIntoId', 'isActive');
}

function without(fields: Record<string, FieldRule>, ...names: string[]): Record<string, FieldRule> {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => !names.includes(field)));
}

/** `from` to `to` as the digit codes of v2. */
export function codes(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
}
