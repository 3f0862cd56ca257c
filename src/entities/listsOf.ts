import type { EntityDefinition, EntityName, QuickBooksList, RecordFacts } from './definition';

/** An entity's lists in QuickBooks: the one that Tieout writes, and those that are read beside it with queries of their own. */
export function listsOf(definition: EntityDefinition): readonly QuickBooksList[] {
  const { quickbooks } = definition;
  const { alsoRead = [], ...own } = quickbooks;
  if (alsoRead.length === 0) return [definition];
  const beside = alsoRead.map(({ list }) => list);
  const kinds = quickbooks.kinds?.filter((kind) => !beside.includes(kind)) ?? [quickbooks.list];
  return [
    { ...definition, quickbooks: { ...own, kinds } },
    ...alsoRead.map(({ name, words, list }) => ({
      ...definition,
      name,
      words,
      recordsOf: definition.name,
      quickbooks: { ...own, list, kinds: [list] },
    })),
  ];
}

/** Intuit's word of the list that a record is in. @param facts of the record; undefined for one that is to be made. */
export const listOfRecord = (
  { quickbooks: { list, alsoRead = [] } }: EntityDefinition,
  facts: RecordFacts | undefined,
): string => alsoRead.find((each) => each.list === facts?.kind)?.list ?? list;

/** Which records of the mirror a list's are. */
export interface ListRecords {
  /** Under which the reading of the list is remembered. */
  readonly name: EntityName;
  /** The entity of its records. */
  readonly entity: EntityName;
  /** Their fact `kind`, where the list is read beside another. */
  readonly kind: string | null;
}

export const recordsOfList = ({ name, recordsOf, quickbooks }: QuickBooksList): ListRecords => ({
  name,
  entity: recordsOf ?? name,
  kind: recordsOf === undefined ? null : quickbooks.list,
});
