import {
  bookTitle,
  sameValue,
  type Book,
  type CanonicalValue,
  type EntityDefinition,
  type EntityName,
} from '../entities/definition';
import { doneWords } from './holdWords';
import type { EntityPlan, NewLink, PlannedOperation, WriteAction } from './plan';

/**
 * What a plan does otherwise than the preview that was accepted. Its records are read anew, so that everything which
 * people changed in the meantime is in the plan as any later edit would be; here it is named. Pure.
 */

export type ShownOperation = Pick<
  PlannedOperation,
  'entity' | 'book' | 'action' | 'recordId' | 'sourceId' | 'recordName' | 'fields' | 'awaits'
>;

export interface ShownPlan {
  readonly operations: readonly ShownOperation[];
  readonly links: readonly Pick<NewLink, 'entity' | 'quickbooksId' | 'billcomId' | 'name'>[];
}

/** What is to stand in a field. `awaits`: the record of the source's book whose twin is made first. */
export type PlannedValue = { readonly value: CanonicalValue } | { readonly awaits: string };

export interface Difference {
  /** `added`: it was not shown. `dropped`: it was shown and is not done. */
  readonly change: 'added' | 'dropped' | 'changed';
  readonly action: WriteAction | 'link';
  readonly entity: EntityName;
  /** The written book; of a link, the one of `recordId`. */
  readonly book: Book;
  /** The record that it comes from: of the other book, or QuickBooks' half of a link. */
  readonly recordId: string;
  readonly recordName: string;
  /** Of a change: the fields that differ, as they were shown and as they are written. */
  readonly fields: readonly ChangedField[];
  /** Why it is dropped, where a hold says so. */
  readonly because: string | null;
}

export interface ChangedField {
  readonly field: string;
  /** null: the field was not to be written. */
  readonly shown: PlannedValue | null;
  readonly now: PlannedValue | null;
}

export function plannedValue(
  { fields, awaits }: Pick<PlannedOperation, 'fields' | 'awaits'>,
  field: string,
): PlannedValue | null {
  const awaited = awaits[field];
  if (awaited) return { awaits: awaited.sourceId };
  return field in fields ? { value: fields[field] ?? null } : null;
}

/** All fields that an operation writes, also those that wait for a reference. */
export const plannedFields = ({ fields, awaits }: Pick<PlannedOperation, 'fields' | 'awaits'>): string[] => [
  ...new Set([...Object.keys(fields), ...Object.keys(awaits)]),
];

/** What plans do otherwise than was shown; each is looked at once, so that none of them has to be kept. */
export class SincePreview {
  readonly #operations = new Map<string, ShownOperation>();
  readonly #links: ReadonlyMap<string, ShownPlan['links'][number]>;
  /** Keys of what plans have, too. */
  readonly #met = new Set<string>();
  readonly #because = new Map<string, string>();
  readonly #found: Record<'links' | 'operations', Difference[]> = { links: [], operations: [] };

  constructor(shown: ShownPlan) {
    this.show(shown.operations);
    this.#links = new Map(shown.links.map((link) => [linkKey(link), link]));
  }

  /** More that was shown; before the plan that it is compared with. */
  show(operations: readonly ShownOperation[]): void {
    for (const operation of operations) this.#operations.set(keyOf(operation), operation);
  }

  compare({ links, operations, holds }: Pick<EntityPlan, 'links' | 'operations' | 'holds'>): void {
    for (const link of links) {
      const key = linkKey(link);
      if (this.#links.has(key)) this.#met.add(key);
      else this.#found.links.push(linkDifference('added', link));
    }
    for (const operation of operations) {
      const key = keyOf(operation);
      this.#met.add(key);
      this.#found.operations.push(...changed(this.#operations.get(key), operation));
    }
    for (const { entity, recordId, sentence } of holds) this.#because.set(`${entity} ${recordId}`, sentence);
  }

  /** All of them, when every plan was looked at: what came and changed in the order of the plans, what was dropped last. */
  differences(): Difference[] {
    return [
      ...this.#found.links,
      ...this.#found.operations,
      ...[...this.#links.values()]
        .filter((link) => !this.#met.has(linkKey(link)))
        .map((link) => linkDifference('dropped', link)),
      ...[...this.#operations.values()]
        .filter((operation) => !this.#met.has(keyOf(operation)))
        .map((operation) => ({
          ...difference('dropped', operation),
          because: this.#because.get(`${operation.entity} ${operation.sourceId}`) ?? null,
        })),
    ];
  }
}

const keyOf = ({ entity, book, action, recordId, sourceId }: ShownOperation): string =>
  [entity, book, action, recordId ?? '', sourceId].join(' ');
const linkKey = ({ entity, quickbooksId, billcomId }: ShownPlan['links'][number]): string =>
  ['link', entity, quickbooksId, billcomId].join(' ');

const difference = (change: Difference['change'], operation: ShownOperation): Difference => ({
  change,
  action: operation.action,
  entity: operation.entity,
  book: operation.book,
  recordId: operation.sourceId,
  recordName: operation.recordName,
  fields: [],
  because: null,
});

const linkDifference = (change: Difference['change'], link: ShownPlan['links'][number]): Difference => ({
  change,
  action: 'link',
  entity: link.entity,
  book: 'quickbooks',
  recordId: link.quickbooksId,
  recordName: link.name,
  fields: [],
  because: null,
});

function changed(before: ShownOperation | undefined, operation: PlannedOperation): Difference[] {
  if (!before) return [difference('added', operation)];
  const names = new Set([...plannedFields(before), ...plannedFields(operation)]);
  const fields = [...names]
    .map((field) => ({
      field,
      shown: plannedValue(before, field),
      now: plannedValue(operation, field),
    }))
    .filter((each) => !isSamePlanned(each.shown, each.now));
  return fields.length === 0 ? [] : [{ ...difference('changed', operation), fields }];
}

function isSamePlanned(one: PlannedValue | null, two: PlannedValue | null): boolean {
  if (one === null || two === null) return one === two;
  if ('awaits' in one || 'awaits' in two)
    return 'awaits' in one && 'awaits' in two && one.awaits === two.awaits;
  return sameValue(one.value, two.value);
}

/** The cycle's message names this many; the rest is in the list. */
const namedAtMost = 3;

/** “2 things changed since the preview: …” */
export function sinceMessage(
  definitions: readonly EntityDefinition[],
  differences: readonly Difference[],
): string {
  const named = differences.slice(0, namedAtMost).map((each) => differenceWords(definitions, each));
  const rest = differences.length - named.length;
  const count =
    differences.length === 1 ? 'One thing' : `${differences.length.toLocaleString('en-US')} things`;
  return `${count} changed since the preview: ${[...named, ...(rest > 0 ? [`${rest.toLocaleString('en-US')} more`] : [])].join('; ')}.`;
}

/** One difference in words, without its values. */
export function differenceWords(
  definitions: readonly EntityDefinition[],
  { change, action, entity, book, recordName, fields }: Difference,
): string {
  const definition = definitions.find(({ name }) => name === entity);
  const record = `${definition?.words.one ?? entity} “${recordName}”`;
  const place = bookTitle[book];
  if (change === 'changed') {
    const labels = fields.map(({ field }) => definition?.fields[field]?.label ?? field);
    return `the ${listed(labels)} of ${record} in ${place} ${labels.length === 1 ? 'is' : 'are'} written otherwise`;
  }
  const not = change === 'dropped' ? ' not' : '';
  const more = change === 'added' ? ', too' : '';
  if (action === 'link') return `${record} is${not} linked${more}`;
  return `${record} is${not} ${doneWords(action, book, definition)} in ${place}${more}`;
}

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
