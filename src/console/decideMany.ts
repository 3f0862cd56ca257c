import { z } from 'zod';
import { decidingOf, may } from '../access/capabilities';
import { deciding } from '../acts/deciding';
import { otherBook } from '../entities/definition';
import { Problem } from '../words/problem';
import { decidePair, type Deciding } from '../ledger/decide';
import { heldRecords, type HeldRecordRow } from '../ledger/heldRecords';
import { openHoldsOf, type OpenHold } from '../ledger/holds';
import { openProposals } from '../ledger/pairProposals';
import { changedIn, keepsBoth } from '../reconcile/choices';
import type { HoldCause } from '../reconcile/holds';
import { carriedOut, type Decided } from './acts';
import { hiddenFrom, type Inside } from './admission';
import type { ConsoleDeps } from './deps';
import { Fault } from './faults';
import { bulkChoices, bulkChoicesOf, mostAtOnce, type BulkChoice } from './views/bulk';
import { causeNames } from './views/causes';
import { resolveHold, type Resolving } from '../acts/resolving';
import { proposalsMeant, sentenceOf } from '../acts/decidingPairs';

/** Deciding about several held records in one go: those that are ticked, or all of a cause. */

export const decideManySchema = z.strictObject({
  cause: z.enum(causeNames as [HoldCause, ...HoldCause[]]),
  choice: z
    .enum(bulkChoices)
    .describe('What is decided about each of them; not every cause has every choice'),
  holds: z
    .union([z.literal('all'), z.array(z.string().max(40)).min(1).max(mostAtOnce)])
    .describe(`Ids of open holds, one of each record; all: of this cause, ${mostAtOnce} at once`),
  q: z.string().trim().max(80).optional().describe('With all: only those whose name has this in it'),
});

export interface DecidedMany extends Omit<Decided, 'sentences'> {
  readonly count: number;
  /** What could not be decided so, and why; it stays as it was. */
  readonly left: readonly { readonly record: string; readonly because: string }[];
}

export async function decideMany(
  by: Inside,
  { database }: ConsoleDeps,
  { cause, choice, holds, q = '' }: z.infer<typeof decideManySchema>,
): Promise<DecidedMany> {
  if (!bulkChoicesOf(cause).includes(choice))
    throw new Fault(409, 'That cannot be decided about several of these at once.', 'Decide each by itself.');
  const { company, person, membership } = by;
  const filter = { hidden: hiddenFrom(membership), search: holds === 'all' ? q : '' };
  return deciding({ database, by: person.actsAs }, company, async (acting) => {
    const all = await heldRecords(acting.tx, company.id, filter, {
      cause,
      limit: holds === 'all' ? mostAtOnce : null,
      offset: 0,
    });
    const meant = all.filter(
      (row) => !row.decided && (holds === 'all' || row.holds.some(({ id }) => holds.includes(id))),
    );
    const left = await decideEach(acting, by, meant, choice);
    const count = meant.length - left.length;
    return { count, left, ...(await carriedOutIf(acting, count)) };
  });
}

/** @returns those that could not be decided so */
async function decideEach(
  acting: Deciding,
  { company, membership }: Inside,
  meant: readonly HeldRecordRow[],
  choice: BulkChoice,
): Promise<DecidedMany['left']> {
  const open = await openHoldsOf(acting.tx, company.id);
  const left: { record: string; because: string }[] = [];
  for (const row of meant) {
    const needed = choice === 'retry' ? 'retry' : decidingOf(row.entity);
    const first = row.holds.find(({ decided }) => !decided);
    const hold = open.find(({ id }) => id === first?.id);
    if (!hold) continue;
    const because = may(membership, needed)
      ? await problemOf(acting, () => resolveHold(acting, company, hold, open, resolvingOf(hold, choice)))
      : 'It is not yours to decide.';
    if (because !== undefined) left.push({ record: row.recordName, because });
  }
  return left;
}

/** One that does not go leaves nothing behind, and the others go on. */
async function problemOf({ tx }: Deciding, work: () => Promise<unknown>): Promise<string | undefined> {
  await tx.query('savepoint one_of_many');
  try {
    await work();
    await tx.query('release savepoint one_of_many');
    return undefined;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await tx.query('rollback to savepoint one_of_many');
    return error.message;
  }
}

/** @throws Problem where its difference cannot be kept: it stays listed until it is decided */
function resolvingOf(hold: OpenHold, choice: BulkChoice): Resolving {
  if (choice === 'quickbooks' || choice === 'billcom') return { all: choice };
  if (hold.cause !== 'cannotChange') return { [choice]: true };
  const changed = changedIn(hold) ?? 'quickbooks';
  if (choice === 'restore') return { all: otherBook(changed) };
  if (keepsBoth(hold, changed)) return { all: changed };
  throw new Problem('It can be restored, or changed in the other book too; until then it stays listed.');
}

export const decidePairsSchema = z.strictObject({
  choice: z.enum(['same', 'different']).describe('Whether the two records of each pair are the same thing'),
  pairs: z.array(z.coerce.number().int().min(1)).min(1).max(mostAtOnce).describe('Numbers of open proposals'),
});

/** @throws Problem where one record is in two of the pairs that are the same; then nothing is decided */
export async function decidePairs(
  by: Inside,
  { database }: ConsoleDeps,
  { choice, pairs }: z.infer<typeof decidePairsSchema>,
): Promise<Decided> {
  const { company, person, membership } = by;
  const hidden = hiddenFrom(membership);
  return deciding({ database, by: person.actsAs }, company, async (acting) => {
    const mine = (await openProposals(acting.tx, company.id)).filter(
      ({ number, entity }) =>
        pairs.includes(number) && !hidden.includes(entity) && may(membership, decidingOf(entity)),
    );
    const kind = choice === 'same' ? 'link' : 'keepApart';
    const numbers = mine.map(({ number }) => String(number));
    const meant = await proposalsMeant(acting, company, numbers, kind);
    for (const { pair } of meant) await decidePair(acting, kind, pair.entity, pair, pair.names);
    return { sentences: meant.map(sentenceOf), ...(await carriedOutIf(acting, meant.length)) };
  });
}

const carriedOutIf = async (acting: Deciding, count: number): Promise<Omit<Decided, 'sentences'>> =>
  count === 0 ? { cycle: null, mode: null } : carriedOut(acting);
