import type { Book, EntityDefinition } from '../entities/definition';
import { rulesOf } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import type { HeldRecord } from './holds';

/** What people call a record. */

/** A job or sub-account is shown with those above it, where its book says so: many are called alike. */
export const shownName = ({ id, fields, facts }: BookRecord): string =>
  facts.fullName?.includes(':') ? facts.fullName : String(fields.name ?? id);

/** What people call it: a document by its number and, as far as its book says, its party. */
function nameOf({ document }: EntityDefinition, record: BookRecord): string {
  const { fields, facts } = record;
  if (!document) return shownName(record);
  const number = fields.name === null || fields.name === undefined ? 'without a number' : String(fields.name);
  const party = document.party && facts[document.party];
  return party === undefined ? number : `${number} of ${party}`;
}

/** A record as its holds name it. */
export const named = (definition: EntityDefinition, book: Book, record: BookRecord): HeldRecord => ({
  definition,
  book,
  id: record.id,
  name: nameOf(definition, record),
  word: rulesOf(definition, record.fields, record.facts).words.one,
});
