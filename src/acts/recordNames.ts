import { bookTitle, type Book, type EntityName } from '../entities/definition';
import type { Deciding } from '../ledger/decide';
import { recordsCalled } from '../ledger/records';
import { wrongUse } from '../words/problem';
import { oneOf } from '../words/stepProgress';

export interface NamedRecord {
  readonly entity: EntityName;
  readonly id: string;
  readonly name: string;
}

/** The record of a book that a person means: its id, or its whole name. @throws Problem when there is none, or several. */
export async function recordCalled(
  { tx, companyId }: Deciding,
  book: Book,
  named: string,
  entity: EntityName | undefined,
): Promise<NamedRecord> {
  const found = await recordsCalled(tx, companyId, book, named, entity);
  const byId = found.filter(({ id }) => id === named);
  const [only, ...others] = byId.length > 0 ? byId : found;
  const what = entity === undefined ? 'record' : oneOf(entity);
  if (!only)
    throw wrongUse(
      `${bookTitle[book]} has no ${what} “${named}”.`,
      'Name it by its id or its whole name, as the book has it.',
    );
  if (others.length === 0) return only;
  const ids = [only, ...others].map(({ id, entity: of }) => `${id} (${oneOf(of)})`).join(', ');
  throw wrongUse(
    `${bookTitle[book]} has ${others.length + 1} records called “${named}”.`,
    `Name it by its id: ${ids}.`,
  );
}
