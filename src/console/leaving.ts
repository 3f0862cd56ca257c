import { z } from 'zod';
import { decidingOf, may, seeingOf } from '../access/capabilities';
import { deciding } from '../acts/deciding';
import { refuseLinked, setLeftOut, type LeftOutOutcome } from '../acts/leavingOut';
import type { EntityDefinition, EntityName } from '../entities/definition';
import type { BookRecord } from '../entities/record';
import { entityDefinitions } from '../entities/registry';
import { leftOutRecords, type LeftOut } from '../ledger/cutOver';
import type { Transaction } from '../ledger/database';
import { dependantsOf, mostDependants } from '../ledger/dependants';
import { twinOf } from '../ledger/links';
import type { RecordKey } from '../ledger/recordNames';
import { loadRecord } from '../ledger/records';
import { named } from '../reconcile/named';
import { Problem } from '../words/problem';
import { assertMay, type Inside } from './admission';
import type { ConsoleDeps } from './deps';
import { Fault, NotThere } from './faults';
import type { NamedRecord } from './recordPage';
import { onPage } from './views/onPage';

/** Leaving a record of one book out of the other one, with what depends on it; the same for pages and for the API. */

export const leavingSchema = z.strictObject({
  leave: z.enum(['out', 'in']).describe('out: it is not made in the other book; in: that is taken back'),
  dependants: z
    .literal('yes')
    .optional()
    .describe('With what depends on it in its book: what is left out, too, or what was left out with it'),
  shown: z.coerce
    .number()
    .int()
    .min(0)
    .max(mostDependants)
    .optional()
    .describe('With dependants: how many were shown. Where there are more or fewer now nothing is done'),
});
type Leaving = z.infer<typeof leavingSchema>;

/** A record without a twin, how it stands, and what goes with it when that is changed. */
export interface LeavingView {
  readonly key: RecordKey;
  readonly name: string;
  readonly word: string;
  readonly isOut: boolean;
  /** Who left it out. */
  readonly who: string | null;
  /** What depends on it and stands as it does, as far as the asking person decides about it; in step order. */
  readonly dependants: readonly NamedRecord[];
  /** More depends on it than is told. */
  readonly isTooMuch: boolean;
  /** Something depends on it that the asking person does not decide about. */
  readonly hasOthers: boolean;
}

/** @throws NotThere; Fault where it is in both books */
export async function loadLeaving(tx: Transaction, by: Inside, key: RecordKey): Promise<LeavingView> {
  const { definition, record } = await theRecord(tx, by, key);
  const { name, word = definition.words.one } = named(definition, key.book, record);
  const all = await leftOutRecords(tx, by.company.id);
  const mine = all.find(isOf(key));
  return {
    key,
    name,
    word,
    isOut: mine !== undefined,
    who: mine?.who ?? null,
    ...(await goingWith(tx, by, key, { all, isOut: mine !== undefined })),
  };
}

const isOf =
  (key: RecordKey) =>
  ({ entity, book, id }: Pick<LeftOut, 'entity' | 'book' | 'id'>): boolean =>
    entity === key.entity && book === key.book && id === key.id;

/** What depends on a record, and on that, and so on: alone in its book, and left out or not as the record is. */
async function goingWith(
  tx: Transaction,
  { company, membership }: Inside,
  key: RecordKey,
  { all, isOut }: { readonly all: readonly LeftOut[]; readonly isOut: boolean },
): Promise<Pick<LeavingView, 'dependants' | 'isTooMuch' | 'hasOthers'>> {
  const definitions = entityDefinitions(company.settings);
  const found = new Map<string, NamedRecord>();
  const asked: RecordKey[] = [key];
  let [isTooMuch, hasOthers] = [false, false];
  for (let next = asked.shift(); next && !isTooMuch; next = asked.shift()) {
    const search = { entity: next.entity, book: next.book, ids: [next.id] };
    const referring = await dependantsOf(tx, company.id, definitions, search, mostDependants + 1);
    isTooMuch = referring.length > mostDependants;
    for (const { entity, id, name, isGone } of referring) {
      const one = { entity, book: key.book, id, name };
      const isKnown = found.has(`${entity} ${id}`) || isOf(key)(one);
      if (isGone || isKnown || all.some(isOf(one)) !== isOut) continue;
      if ((await twinOf(tx, company.id, entity, key.book, id)) !== undefined) continue;
      if (!maySee({ membership }, entity)) hasOthers = true;
      else {
        found.set(`${entity} ${id}`, one);
        asked.push(one);
      }
    }
    isTooMuch ||= found.size > mostDependants;
  }
  const step = (entity: EntityName): number => definitions.findIndex(({ name }) => name === entity);
  const dependants = [...found.values()].sort((one, two) => step(one.entity) - step(two.entity));
  return { dependants: isTooMuch ? [] : dependants, isTooMuch, hasOthers };
}

const maySee = ({ membership }: Pick<Inside, 'membership'>, entity: EntityName): boolean =>
  may(membership, seeingOf(entity)) && may(membership, decidingOf(entity));

async function theRecord(
  tx: Transaction,
  { company }: Pick<Inside, 'company'>,
  { entity, book, id }: RecordKey,
): Promise<{ definition: EntityDefinition; record: BookRecord }> {
  const definition = entityDefinitions(company.settings).find(({ name }) => name === entity);
  const record = definition && (await loadRecord(tx, company.id, book, entity, id));
  if (!record) throw new NotThere();
  if ((await twinOf(tx, company.id, entity, book, id)) !== undefined)
    try {
      refuseLinked(definition, named(definition, book, record).name);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      throw new Fault(409, error.message, onPage(error.cure));
    }
  return { definition, record };
}

/** What was done with the record, and with what depends on it. */
export interface Left {
  readonly one: LeftOutOutcome;
  readonly others: readonly LeftOutOutcome[];
}

/** Leaves a record of one book out of the other, or takes it in again; the next cycle works by it. */
export async function leaveRecord(
  by: Inside,
  deps: ConsoleDeps,
  key: RecordKey,
  { leave, dependants, shown }: Leaving,
): Promise<Left> {
  await assertMay(by, seeingOf(key.entity), deps);
  await assertMay(by, decidingOf(key.entity), deps);
  const { company, person } = by;
  return deciding({ database: deps.database, by: person.actsAs }, company, async ({ tx, who }) => {
    const set = async (one: RecordKey): Promise<LeftOutOutcome> => {
      const found = await theRecord(tx, by, one);
      return setLeftOut(tx, company.id, { ...found, book: one.book, isOut: leave === 'out', who });
    };
    const isOut = leave === 'out';
    const view = dependants && (await loadLeaving(tx, by, key));
    const going = view && view.isOut !== isOut ? view : undefined;
    if (going?.isTooMuch)
      throw new Fault(
        409,
        `More than ${mostDependants} records depend on it.`,
        'Leave it out by itself: what depends on it waits then.',
      );
    if (going && shown !== undefined && going.dependants.length !== shown)
      throw new Fault(
        409,
        'What depends on it is not what it was a moment ago, so nothing was done.',
        'Look at it once more.',
      );
    const one = await set(key);
    const others: LeftOutOutcome[] = [];
    for (const each of going?.dependants ?? []) others.push(await set(each));
    return { one, others };
  });
}
