import type { Book, EntityDefinition } from '../entities/definition';
import type { RecordKey } from '../ledger/recordNames';
import { differenceWords, type Difference } from '../reconcile/sincePreview';
import { plannedWords, referenced, type NameOf } from '../words/valueWords';

/** What the first sync did otherwise than the accepted preview showed: for programs and people. Pure. */
export interface DifferenceDocument {
  readonly change: Difference['change'];
  readonly action: Difference['action'];
  readonly entity: string;
  readonly book: Book;
  readonly recordId: string;
  readonly record: string;
  readonly sentence: string;
  readonly fields: readonly {
    readonly field: string;
    readonly label: string;
    readonly shown: string;
    readonly now: string;
  }[];
  readonly because: string | null;
}

export function differenceDocuments(
  definitions: readonly EntityDefinition[],
  differences: readonly Difference[],
  nameOf: NameOf,
): DifferenceDocument[] {
  return differences.map((each) => {
    const fields = definitions.find(({ name }) => name === each.entity)?.fields ?? {};
    return {
      change: each.change,
      action: each.action,
      entity: each.entity,
      book: each.book,
      recordId: each.recordId,
      record: each.recordName,
      sentence: differenceWords(definitions, each),
      fields: each.fields.flatMap(({ field: name, shown, now }) => {
        const field = fields[name];
        if (!field) return [];
        const words = (planned: typeof now): string => plannedWords(field, each.book, planned, nameOf);
        return [{ field: name, label: field.label, shown: words(shown), now: words(now) }];
      }),
      because: each.because,
    };
  });
}

/** The records whose names the documents need. */
export const referencesOfDifferences = (
  definitions: readonly EntityDefinition[],
  differences: readonly Difference[],
): RecordKey[] =>
  differences.flatMap((each) => {
    const fields = definitions.find(({ name }) => name === each.entity)?.fields ?? {};
    return each.fields.flatMap(({ field: name, shown, now }) => {
      const field = fields[name];
      return field ? [shown, now].flatMap((planned) => referenced(field, each.book, planned)) : [];
    });
  });
