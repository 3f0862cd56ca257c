import { otherBook, type Book, type EntityDefinition, type EntityName } from '../../entities/definition';
import { readForNames } from '../../entities/nameLists';
import { switchedOff } from '../../entities/registry';
import { closedLists } from '../../ledger/closedLists';
import { accountSettings } from '../../entities/companyAccounts';
import { methodsOf } from '../../entities/paymentMethod';
import type { Company } from '../../ledger/companies';
import { wakeAppliedTo } from '../../ledger/appliedHistory';
import { appliedToHistory } from '../../ledger/awaitedHistory';
import { companyAccounts, type CompanyAccounts } from '../../ledger/companyAccounts';
import { parentsOf } from '../../ledger/above';
import { importRanges, leftOutRecords } from '../../ledger/cutOver';
import type { Transaction } from '../../ledger/database';
import { decisionsAbout, type StoredDecision } from '../../ledger/decisions';
import { loadMappings, type Mapping } from '../../ledger/mappings';
import { activeNames } from '../../ledger/names';
import { recordsInDoubt } from '../../ledger/lostCreates';
import { inFlightRecords, undonePairs } from '../../ledger/operations';
import { wakeDependants } from '../../ledger/parted';
import { linksToPlan, recordsToPlan } from '../../ledger/planInput';
import { recordNames } from '../../ledger/recordNames';
import { changedRecords, takeOffWorkList } from '../../ledger/records';
import { conflictPolicy } from '../../ledger/settings';
import { heldAsHistory } from '../../reconcile/awaitedHistory';
import { reconcileEntity } from '../../reconcile/entity';
import type { BookRules } from '../../reconcile/guards/bookRules';
import { referencesInHolds, withNames } from '../../reconcile/holdReferences';
import type { Hold } from '../../reconcile/holds';
import { inBothBooks } from '../../reconcile/paths';
import type { EntityPlan } from '../../reconcile/plan';
import { alsoTaken } from '../../reconcile/room';
import { loadBookRules } from '../bookRules';
import { completeRecords, wakeCompleted } from './completed';
import { createsOf, referencesTo, type Parents } from './crossReferences';
import { guidOf } from './externalGuid';
import { heldBackUndos } from './heldBackUndos';
import { NameSpace } from './nameSpace';
import { decidedAbout, oldDocuments } from './oldDocuments';
import { paidThere } from './paidThere';
import { referenceTargets } from './referenceTargets';
import { TwinIndexes } from './twinIndexes';
import { withWanted } from './wantedAccounts';

/**
 * Plans every entity that has work, in step order: what earlier ones link, make and name counts for the later ones. A plan
 * is not kept: of a first sync it is as large as the list.
 * @param awaited documents that are left alone as history and waited for (ledger/awaitedHistory.ts), as before anything was
 *   put on the work list to be looked at again
 * @param beat called before each.
 */
export async function* planCycle(
  tx: Transaction,
  company: Company,
  definitions: readonly EntityDefinition[],
  decisions: readonly StoredDecision[],
  awaited: ReadonlySet<string>,
  beat: () => void,
): AsyncGenerator<EntityPlan, void, undefined> {
  const work = await changedRecords(tx, company.id);
  // Read for their names alone: there is nothing to decide of them.
  for (const { name } of readForNames)
    await takeOffWorkList(
      tx,
      company.id,
      name,
      work.filter((each) => each.entity === name),
    );
  work.push(...(await wakeCompleted(tx, company.id, definitions, work)));
  const twins = new TwinIndexes(tx, company.id, definitions);
  const mappings = [...(await loadMappings(tx, company.id)), ...(await knownMethods(tx, company.id))];
  const names = new NameSpace(tx, company.id, definitions);
  const preferences = await loadBookRules(tx, company.id);
  const imports = await importRanges(tx, company.id);
  const leftOut = await leftOutRecords(tx, company.id);
  const accounts = knownAccounts(await companyAccounts(tx, company));
  const rules = preferences && {
    ...preferences,
    connectedAt: company.createdAt,
    ...(company.acceptedAt && { acceptedAt: company.acceptedAt }),
    ...(company.receivablesAt && { receivablesAt: company.receivablesAt }),
    closedPeriod: company.settings.closedPeriod,
    imports,
    accounts,
  };
  const heldBack = await heldBackUndos(tx, company.id, definitions, rules, decisions);
  const history = new Set<string>();
  let taken: ReadonlyMap<string, bigint> = new Map();
  const closed = new Set([
    ...(await closedLists(tx, company.id)).map(({ entity }) => entity),
    ...switchedOff(company.settings),
  ]);
  const parents = new Map<EntityName, Parents>();
  const planEntity = async (definition: EntityDefinition): Promise<EntityPlan | undefined> => {
    beat();
    const entity = definition.name;
    // What a book does not show cannot be compared: its work waits.
    const mine = closed.has(entity) ? [] : work.filter((each) => each.entity === entity);
    if (mine.length === 0) return undefined;
    const links = await linksToPlan(tx, company.id, entity);
    const inFlight = await inFlightRecords(tx, company.id, entity);
    const inDoubt = await recordsInDoubt(tx, company.id, entity);
    const ids = (rows: readonly { book: Book; id: string }[], book: Book): Set<string> =>
      new Set(rows.filter((row) => row.book === book).map((row) => row.id));
    // Whether a record that others complete is still there is in none of its own rows.
    const always = definition.billcom.completed ? 'everything' : inTheWay(definition);
    const undone = definition.document ? await undonePairs(tx, company.id, entity) : [];
    const without = await oldDocuments(tx, company.id, definition, company.settings.receivablesSince, [
      ...decidedAbout(definition, decisions),
      ...[...inFlight, ...inDoubt].map(({ id }) => id),
      ...undone.flatMap(({ quickbooksId, billcomId }) => [quickbooksId, billcomId]),
    ]);
    const records = async (book: Book) =>
      completeRecords(
        tx,
        company.id,
        book,
        definition,
        await recordsToPlan(tx, company.id, book, entity, always, book === 'quickbooks' ? without : []),
      );
    const world = {
      definition,
      records: {
        quickbooks: await records('quickbooks'),
        billcom: await records('billcom'),
      },
      links,
      work: inBothBooks((book) => ids(mine, book)),
    };
    const worked = [...world.work.billcom].flatMap((id) => world.records.billcom.get(id) ?? []);
    for (const key of await appliedToHistory(tx, company.id, definition, worked)) history.add(key);
    const party = definition.fields[definition.document?.party ?? '']?.references;
    const hasLevels = definitions.some(({ name, fields }) => name === party && fields.parent !== undefined);
    if (party && hasLevels && !parents.has(party)) parents.set(party, await parentsOf(tx, company.id, party));
    const references = referencesTo(await twins.of(definition.dependsOn), mappings, parents);
    const decided = reconcileEntity({
      ...world,
      policy: conflictPolicy(company.settings, entity),
      targets: await referenceTargets(tx, company.id, world, references, definitions),
      taken,
      appliedThere: await paidThere(tx, company.id, definitions, world),
      inFlight: inBothBooks((book) => ids(inFlight, book)),
      asked: inBothBooks((book) =>
        ids(
          inFlight.filter(({ isAsked }) => isAsked),
          book,
        ),
      ),
      inDoubt: inBothBooks((book) => {
        const mine = inDoubt.filter((each) => each.book === book);
        return new Map(
          mine.map(({ id }) => [id, mine.filter((each) => each.id === id).map(({ source }) => source)]),
        );
      }),
      sent: inBothBooks((book) => {
        const mine = inFlight.filter((each) => each.book === book);
        return new Map(mine.flatMap(({ id, sent }) => (sent === null ? [] : [[id, sent]])));
      }),
      decisions: decisionsAbout(entity, decisions, heldBack),
      undone,
      awaited,
      history,
      references,
      mapped: new Set(
        mappings.filter((mapping) => mapping.entity === entity).map(({ billcomId }) => billcomId),
      ),
      leftOut: inBothBooks((book) => {
        const mine = leftOut.filter((each) => each.entity === entity && each.book === book);
        return new Map(mine.map(({ id, who, sameAs }) => [id, { who, sameAs }]));
      }),
      sharedNames: await names.without(entity),
      nameClash: company.settings.nameClash,
      ...(rules ? { rules } : {}),
      ...(definition.quickbooks.externalGuid ? { guidOf: (id, before) => guidOf(company, id, before) } : {}),
    });
    const plan = { ...decided, holds: await namedHolds(tx, company.id, definition, decided.holds) };
    for (const key of heldAsHistory(plan.holds)) history.add(key);
    const woken = await wakeDependants(tx, company.id, definitions, entity, plan.ended);
    work.push(...woken);
    work.push(...(await wakeAppliedTo(tx, company.id, definitions, entity, comingOver(plan))));
    // Children of a parent whose link ends are looked at with it, not a cycle later.
    if (woken.some((each) => each.entity === entity)) return planEntity(definition);
    twins.planned(plan, links);
    return plan;
  };
  for (const definition of definitions) {
    const own = await planEntity(definition);
    const isAccounts = definition.name === 'account' && !closed.has('account');
    const plan = isAccounts ? await withWanted(tx, company, decisions, own) : own;
    if (!plan) continue;
    names.add(plan);
    taken = alsoTaken(taken, definition, plan.operations);
    yield plan;
  }
}

/** The records of a plan that are in both books after it. */
const comingOver = ({ links, operations }: EntityPlan): { book: Book; id: string }[] => [
  ...links.flatMap(({ quickbooksId, billcomId }) => [
    { book: 'quickbooks' as const, id: quickbooksId },
    { book: 'billcom' as const, id: billcomId },
  ]),
  ...createsOf(operations).map(({ book, sourceId }) => ({ book: otherBook(book), id: sourceId })),
];

/** The holds of a plan as people read them: references by name. */
async function namedHolds(
  tx: Transaction,
  companyId: string,
  definition: EntityDefinition,
  holds: readonly Hold[],
): Promise<readonly Hold[]> {
  const references = referencesInHolds(definition, holds);
  if (references.length === 0) return holds;
  const names = new Map(
    (await recordNames(tx, companyId, references)).map(({ entity, book, id, name }) => [
      `${entity} ${book} ${id}`,
      name,
    ]),
  );
  return withNames(definition, holds, (entity, book, id) => names.get(`${entity} ${book} ${id}`));
}

/** Bill.com's ways of paying as QuickBooks' payment methods: by their names, not by anybody's choice. */
async function knownMethods(tx: Transaction, companyId: string): Promise<Mapping[]> {
  const entity = 'paymentMethod' as const;
  const methods = methodsOf(await activeNames(tx, companyId, entity));
  return methods.map(({ paymentType, id }) => ({
    entity,
    billcomId: paymentType,
    quickbooksEntity: entity,
    quickbooksId: id,
  }));
}

const knownAccounts = (accounts: CompanyAccounts): NonNullable<BookRules['accounts']> =>
  Object.fromEntries(
    accountSettings.flatMap((setting) => {
      const { id, name, trouble } = accounts[setting];
      return id === '' ? [] : [[setting, { id, name: name ?? id, trouble }]];
    }),
  );

/** Fields by which a settled record is in the way of another: its name, its place, what only one may have. */
const inTheWay = ({ uniqueFields, uniqueInBillcom, document }: EntityDefinition): readonly string[] => [
  'name',
  'parent',
  'active',
  ...(uniqueFields ?? []),
  // Whose number it is, for people.
  ...(uniqueInBillcom && document ? [document.date, document.party ?? ''] : []),
];
