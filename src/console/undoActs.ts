import { z } from 'zod';
import { undoingOf } from '../access/capabilities';
import { deciding } from '../acts/deciding';
import { takeBack, undoneWords, wishedItems, type UndoWish } from '../acts/undoing';
import { undoSentence, type UndoItem } from '../acts/undoItems';
import { books, type Book, type EntityName } from '../entities/definition';
import { stepOrder } from '../entities/registry';
import type { Transaction } from '../ledger/database';
import { isRefused } from '../reconcile/takeBackRules';
import { carriedOut, type Decided } from './acts';
import { assertConfirmed, assertMay, hiddenFrom, type Inside } from './admission';
import type { ConsoleDeps } from './deps';
import { Fault, Refused } from './faults';
import { undoHref } from './views/hrefs';

/** Taking writes back, the same for the page and for the API, by what the command line does it with. */

const entity = z.enum(stepOrder as [EntityName, ...EntityName[]]);
const book = z.enum(books as [Book, ...Book[]]);

/** What is to be taken back: a cycle, one write, or all writes to a record. */
export const undoQuery = z.object({
  cycle: z.coerce.number().int().min(1).max(999_999_999).optional().describe('All writes of a cycle'),
  operation: z.uuid().optional().describe('One write'),
  entity: entity.optional().describe('With book and id: all writes to a record and its twin'),
  book: book.optional(),
  id: z.string().min(1).max(200).optional(),
  dependants: z.literal('yes').optional().describe('What Tieout made that depends on it, too'),
});
type UndoQuery = z.infer<typeof undoQuery>;

export const undoBody = z.strictObject({
  ...undoQuery.shape,
  because: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .regex(/^[^\0]*$/)
    .describe('Why: whoever finds the records apart reads it'),
  shown: z
    .string()
    .max(40_000)
    .describe('The ids of the writes that were shown as taken back, with commas between them'),
});

/** @throws Fault where nothing is named, or several things at once */
export function wishOf({ cycle, operation, entity: of, book: inBook, id }: UndoQuery): UndoWish {
  const wishes: UndoWish[] = [
    ...(cycle === undefined ? [] : [{ cycle }]),
    ...(operation === undefined ? [] : [{ operation }]),
    ...(of && inBook && id !== undefined ? [{ record: { entity: of, book: inBook, id } }] : []),
  ];
  const [wish, ...others] = wishes;
  if (!wish || others.length > 0)
    throw new Fault(400, 'What is to be taken back?', 'Name a cycle, a write, or a record.');
  return wish;
}

/** The same wish as a page's address. */
export const pageOf = (company: string, query: UndoQuery): string =>
  `${undoHref(company, wishOf(query))}${query.dependants ? '&dependants=yes' : ''}`;

/** What would be taken back, as far as the asking person sees it. */
export async function shownItems(
  tx: Transaction,
  { company, membership }: Inside,
  query: UndoQuery,
): Promise<UndoItem[]> {
  const hidden = hiddenFrom(membership);
  const { items, isAllHidden } = await wishedItems(tx, company, wishOf(query), {
    withDependants: query.dependants === 'yes',
    hidden,
  });
  if (isAllHidden) throw new Refused('These writes are not in your plan.', 'Ask an Administrator.');
  return items;
}

/** Takes back what was shown as taken back. @throws ConfirmFirst until the password was given a moment ago */
export async function undoShown(
  by: Inside,
  deps: ConsoleDeps,
  { because, shown, ...query }: z.infer<typeof undoBody>,
): Promise<Decided> {
  const { company, person } = by;
  const preview = await deps.database.inCompany(company.id, (tx) => shownItems(tx, by, query));
  const going = preview.filter(({ verdict }) => !isRefused(verdict));
  for (const { operation } of going) await assertMay(by, undoingOf(operation.entity), deps);
  assertConfirmed(person, deps.now(), pageOf(company.id, query));
  return deciding({ database: deps.database, by: person.actsAs }, company, async (acting) => {
    const items = await shownItems(acting.tx, by, query);
    const done = await takeBack(acting, items, because, shown.split(',').filter(Boolean));
    return { sentences: [...done.map(undoSentence), undoneWords(items)], ...(await carriedOut(acting)) };
  });
}
