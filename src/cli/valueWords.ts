import {
  otherBook,
  type Book,
  type CanonicalValue,
  type EntityDefinition,
  type EntityName,
  type FieldDefinition,
} from '../entities/definition';
import { toQuickBooksText } from '../entities/quickbooksText';
import type { RecordKey } from '../ledger/recordNames';
import type { PlannedValue } from '../reconcile/sincePreview';

/** Values as a bookkeeper reads them: references by name, addresses in one line, yes and no. Pure. */

/** The name of a record, for references; undefined when it was never seen. */
export type NameOf = (entity: EntityName, book: Book, id: string) => string | undefined;

export function namesFrom(rows: readonly (RecordKey & { readonly name: string })[]): NameOf {
  const names = new Map(rows.map(({ entity, book, id, name }) => [`${entity} ${book} ${id}`, name]));
  return (entity, book, id) => names.get(`${entity} ${book} ${id}`);
}

/** '' for nothing. @param book whose ids references are */
export function valueWords(
  field: FieldDefinition,
  book: Book,
  value: CanonicalValue,
  nameOf: NameOf,
): string {
  if (value === null || value === '') return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object')
    return field.kind === 'address' ? addressLine(value) : joined(Object.values(value));
  if (field.references !== undefined) return nameOf(field.references, book, value) ?? value;
  // QuickBooks' codes are words in one: CostOfGoodsSold.
  return field.kind === 'choice' ? value.replace(/([a-z0-9])([A-Z])/g, '$1 $2') : value;
}

/** What is to stand in a field of `book`; a record that is made first is named as its source. */
export function plannedWords(
  field: FieldDefinition,
  book: Book,
  planned: PlannedValue | null,
  nameOf: NameOf,
): string {
  if (planned === null) return '';
  return 'awaits' in planned
    ? valueWords(field, otherBook(book), planned.awaits, nameOf)
    : valueWords(field, book, planned.value, nameOf);
}

/** The records whose names these words need. */
export function referenced(field: FieldDefinition, book: Book, planned: PlannedValue | null): RecordKey[] {
  const entity = field.references;
  if (entity === undefined || planned === null) return [];
  if ('awaits' in planned) return [{ entity, book: otherBook(book), id: planned.awaits }];
  return typeof planned.value === 'string' && planned.value !== ''
    ? [{ entity, book, id: planned.value }]
    : [];
}

const joined = (parts: readonly (string | undefined)[], by = ', '): string => parts.filter(Boolean).join(by);

/** As on an envelope: lines, city, state and code, country. */
function addressLine(parts: Readonly<Record<string, string>>): string {
  const { line1, line2, line3, line4, line5, city, state, postalCode, country, ...rest } = parts;
  const region = joined([state, postalCode], ' ');
  return joined([line1, line2, line3, line4, line5, city, region, country, ...Object.values(rest)]);
}

/** What the written book makes of a text by rule: the original, and what was done to it. */
export interface TextRule {
  readonly original: string;
  readonly rule: string;
}

/** @returns undefined when it is written as it is. */
export function textRule(
  field: FieldDefinition,
  book: Book,
  written: CanonicalValue,
  original: CanonicalValue,
): TextRule | undefined {
  if (original === null || original === '' || field.references !== undefined) return undefined;
  if (field.kind !== 'text' && field.kind !== 'address') return undefined;
  const nobody: NameOf = () => undefined;
  const after = valueWords(field, book, written, nobody);
  const before = valueWords(field, book, original, nobody);
  return after === '' || after === before ? undefined : { original: before, rule: ruleWords(before, after) };
}

/** What a name got because another list of QuickBooks has it (the setting nameClash). */
const mark = /^(.*) \([A-Z]\)$/s;

function ruleWords(before: string, after: string): string {
  const whole = before.trim();
  const [, unmarked] = mark.test(whole) ? [] : (mark.exec(after) ?? []);
  const kept = unmarked ?? after;
  const spelled = [toQuickBooksText(whole, {}).text, toQuickBooksText(whole, { name: true }).text];
  const isCut = [whole, ...spelled].some((text) => text !== kept && text.startsWith(kept));
  const rules = [
    ...(isCut ? ['shortened'] : []),
    ...(!whole.startsWith(kept) ? ['characters replaced that QuickBooks cannot hold'] : []),
    ...(unmarked === undefined ? [] : ['marked, because another list of QuickBooks has that name']),
  ];
  return rules.length === 0 ? 'blanks taken off' : rules.join(', ');
}

export const definitionOf = (
  definitions: readonly EntityDefinition[],
  entity: string,
): EntityDefinition | undefined => definitions.find(({ name }) => name === entity);
