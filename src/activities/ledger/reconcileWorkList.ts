import { Context } from '@temporalio/activity';
import { v5 as uuidv5 } from 'uuid';
import type { Book, EntityDefinition, EntityName } from '../../entities/definition';
import { books } from '../../entities/definition';
import { nameLists } from '../../entities/nameLists';
import { entityDefinitions } from '../../entities/registry';
import { acceptPreview } from '../../ledger/accept';
import { loadCompany, scheduleNext, type Company } from '../../ledger/companies';
import { cycleCounts } from '../../ledger/cycleCounts';
import { endCycle, loadCycle, type Cycle } from '../../ledger/cycles';
import type { Transaction } from '../../ledger/database';
import { openHolds, releaseHolds, wakeHeldRecords } from '../../ledger/holds';
import { loadMappings, type Mapping } from '../../ledger/mappings';
import { endLinks, insertMatches, moveAgreedBases } from '../../ledger/links';
import { dropProposed, inFlightRecords, insertOperations, withdrawPlanned } from '../../ledger/operations';
import { linksToPlan, recordsToPlan } from '../../ledger/planInput';
import { auditProvenWrites } from '../../ledger/provenWrites';
import { changedRecords, takeOffWorkList } from '../../ledger/records';
import { conflictPolicy } from '../../ledger/settings';
import { announceStep } from '../../ledger/steps';
import { blockingStop } from '../../ledger/stops';
import { giveVerdict } from '../../quickbooks/exchange/sessions';
import { reconcileEntity } from '../../reconcile/entity';
import { inBothBooks } from '../../reconcile/paths';
import type { EntityPlan, PlannedOperation } from '../../reconcile/plan';
import type { References, Resolved } from '../../reconcile/references';
import type { CyclePlan, LedgerActivities, StepWork } from '../../workflows/jobs';
import type { ActivityDeps } from '../deps';
import { settleLinked } from '../settleOperation';
import { endStopped } from './endStopped';
import { acceptedPreview, keepPreview, tellWhatChanged } from './keptPreview';
import { NameSpace } from './nameSpace';

type Input = Parameters<LedgerActivities['reconcileWorkList']>[0];

/**
 * Reconciles the work list once (design §3): changed records, dependants of new links, holds whose condition came true,
 * and what was planned but never left. One transaction: either the whole plan stands or nothing of it.
 */
export async function reconcileWorkList(deps: ActivityDeps, input: Input): Promise<CyclePlan> {
  const { companyId, cycle, sessionId } = input;
  return deps.database.inCompany(companyId, async (tx) => {
    const company = await loadCompany(tx, companyId);
    const row = await loadCycle(tx, companyId, cycle);
    // Ended by an attempt of this job whose word was lost, or by a restore: nothing may be planned for it.
    if (row?.state !== 'running') return { quickbooks: [], billcom: [], isOver: true };
    // The row's word, not the message's: a sync becomes a preview when somebody asks for one before it begins.
    const { mode } = row;
    const stop = await blockingStop(tx, companyId);
    if (stop) return endStopped(tx, input, stop);
    const definitions = entityDefinitions(company.settings);
    await withdrawPlanned(tx, companyId);
    const shown = mode === 'sync' ? await acceptedPreview(tx, companyId, cycle) : undefined;
    await dropProposed(tx, companyId);
    await wakeHeldRecords(tx, companyId, cycle);
    const plans = await planAll(tx, company, definitions);
    const operations = plans.flatMap((plan) => plan.operations);
    await insertOperations(
      tx,
      companyId,
      cycle,
      mode === 'preview' ? 'proposed' : 'planned',
      operations.map((each) => withGuid(company, each, definitions)),
    );
    for (const plan of plans) await store(tx, company, cycle, mode, plan);
    if (mode === 'preview') await keepPreview(tx, company, cycle, plans);
    if (shown) await tellWhatChanged(tx, companyId, cycle, definitions, shown, plans);

    const lanes = {
      quickbooks: lane(definitions, operations, 'quickbooks'),
      billcom: lane(definitions, operations, 'billcom'),
    };
    const isOver = mode === 'preview' || operations.length === 0;
    if (isOver) {
      const links = plans.reduce((sum, plan) => sum + plan.links.length, 0);
      await end(tx, company, row, { proposed: operations.length, links });
      // The company's row is locked before its session's, as the gateway does.
      if (sessionId !== null) await giveVerdict(tx, companyId, sessionId, 'empty');
      return { quickbooks: [], billcom: [], isOver };
    }
    for (const book of books) {
      for (const { step, total } of lanes[book]) {
        await announceStep(tx, { companyId, cycle, book, step: step.entity, phase: step.phase }, total);
      }
    }
    if (sessionId !== null && lanes.quickbooks.length === 0)
      await giveVerdict(tx, companyId, sessionId, 'empty');
    return {
      quickbooks: lanes.quickbooks.map(({ step }) => step),
      billcom: lanes.billcom.map(({ step }) => step),
      isOver,
    };
  });
}

async function planAll(
  tx: Transaction,
  company: Company,
  definitions: readonly EntityDefinition[],
): Promise<EntityPlan[]> {
  const work = await changedRecords(tx, company.id);
  // Read for their names alone: there is nothing to decide of them.
  for (const { name } of nameLists)
    await takeOffWorkList(
      tx,
      company.id,
      name,
      work.filter((each) => each.entity === name),
    );
  const plans: EntityPlan[] = [];
  const twins = new Map<EntityName, TwinIndex>();
  const mappings = await loadMappings(tx, company.id);
  const names = new NameSpace(tx, company.id, definitions);
  for (const definition of definitions) {
    Context.current().heartbeat();
    const entity = definition.name;
    const mine = work.filter((each) => each.entity === entity);
    const links =
      mine.length > 0 || definitions.some((other) => other.dependsOn.includes(entity))
        ? await linksToPlan(tx, company.id, entity)
        : [];
    if (mine.length === 0) {
      twins.set(entity, twinIndex(links, []));
      continue;
    }
    const inFlight = await inFlightRecords(tx, company.id, entity);
    const ids = (rows: readonly { book: Book; id: string }[], book: Book): Set<string> =>
      new Set(rows.filter((row) => row.book === book).map((row) => row.id));
    const plan = reconcileEntity({
      definition,
      policy: conflictPolicy(company.settings, entity),
      records: {
        quickbooks: await recordsToPlan(tx, company.id, 'quickbooks', entity, inTheWay(definition)),
        billcom: await recordsToPlan(tx, company.id, 'billcom', entity, inTheWay(definition)),
      },
      links,
      work: { quickbooks: ids(mine, 'quickbooks'), billcom: ids(mine, 'billcom') },
      inFlight: inBothBooks((book) => ids(inFlight, book)),
      asked: inBothBooks((book) =>
        ids(
          inFlight.filter(({ isAsked }) => isAsked),
          book,
        ),
      ),
      references: referencesTo(twins, mappings),
      mapped: new Set(
        mappings.filter((mapping) => mapping.entity === entity).map(({ billcomId }) => billcomId),
      ),
      sharedNames: await names.without(entity),
      nameClash: company.settings.nameClash,
      ...(definition.quickbooks.externalGuid ? { guidOf: (id) => guidOf(company, id) } : {}),
    });
    const standing = links.filter(
      (link) => !plan.ended.some((ended) => ended.quickbooksId === link.quickbooksId),
    );
    twins.set(entity, twinIndex([...standing, ...plan.links], plan.operations));
    names.add(plan);
    plans.push(plan);
  }
  return plans;
}

/** Fields by which a settled record is in the way of another: its name, its place, what only one may have. */
const inTheWay = ({ uniqueFields }: EntityDefinition): readonly string[] => [
  'name',
  'parent',
  'active',
  ...(uniqueFields ?? []),
];

interface TwinIndex {
  readonly twin: Readonly<Record<Book, ReadonlyMap<string, string>>>;
  readonly planned: Readonly<Record<Book, ReadonlySet<string>>>;
}

function twinIndex(
  links: readonly { quickbooksId: string; billcomId: string }[],
  operations: readonly PlannedOperation[],
): TwinIndex {
  const creates = operations.filter((operation) => operation.action === 'create');
  return {
    twin: {
      quickbooks: new Map(links.map((link) => [link.quickbooksId, link.billcomId])),
      billcom: new Map(links.map((link) => [link.billcomId, link.quickbooksId])),
    },
    planned: {
      quickbooks: new Set(creates.filter((each) => each.book === 'billcom').map((each) => each.sourceId)),
      billcom: new Set(creates.filter((each) => each.book === 'quickbooks').map((each) => each.sourceId)),
    },
  };
}

const referencesTo = (
  twins: ReadonlyMap<EntityName, TwinIndex>,
  mappings: readonly Mapping[],
): References => ({
  resolve(entity, book, id): Resolved {
    const index = twins.get(entity);
    const twin = index?.twin[book].get(id) ?? targetOf(mappings, entity, book, id);
    if (twin !== undefined) return { state: 'linked', id: twin };
    return index?.planned[book].has(id) ? { state: 'planned' } : { state: 'unlinked', name: id };
  },
});

/** What a person chose for a record of Bill.com that has no twin, where it is a record of the same list. */
const targetOf = (
  mappings: readonly Mapping[],
  entity: EntityName,
  book: Book,
  id: string,
): string | undefined =>
  book === 'billcom'
    ? mappings.find(
        (each) => each.entity === entity && each.quickbooksEntity === entity && each.billcomId === id,
      )?.quickbooksId
    : undefined;

/** A UUIDv5 of company and Bill.com id (design §6): the same write always carries the same one. */
const guidOf = (company: Company, billcomId: string): string => uuidv5(billcomId, company.id);

function withGuid(company: Company, operation: PlannedOperation, definitions: readonly EntityDefinition[]) {
  const takesGuid = definitions.find((definition) => definition.name === operation.entity)?.quickbooks
    .externalGuid;
  const isAdd = operation.book === 'quickbooks' && operation.action === 'create';
  return { ...operation, externalGuid: isAdd && takesGuid ? guidOf(company, operation.sourceId) : null };
}

/** A preview writes no links and takes nothing off the work list: it only shows. Its holds are real. */
async function store(
  tx: Transaction,
  company: Company,
  cycle: number,
  mode: Input['mode'],
  plan: EntityPlan,
): Promise<void> {
  const companyId = company.id;
  await releaseHolds(tx, companyId, plan.entity, plan.looked, plan.holds);
  await openHolds(tx, companyId, cycle, plan.holds);
  if (mode === 'preview') return;
  await endLinks(tx, companyId, plan.entity, plan.ended);
  await insertMatches(tx, companyId, cycle, plan.links);
  await settleLinked({ tx, companyId }, plan.entity, plan.links);
  await auditProvenWrites(
    tx,
    companyId,
    plan.links.map((link) => ({ ...link, guid: guidOf(company, link.billcomId) })),
  );
  await moveAgreedBases(tx, companyId, plan.entity, plan.agreed);
  await takeOffWorkList(tx, companyId, plan.entity, plan.looked);
}

/** The steps of one book's lane that have work, in the order of design §3: writes in step order, deactivations last and backwards. */
function lane(
  definitions: readonly EntityDefinition[],
  operations: readonly PlannedOperation[],
  book: Book,
): { step: StepWork; total: number }[] {
  const order: StepWork[] = [
    ...definitions.map(({ name, dependsOn }) => ({
      entity: name,
      phase: 'write' as const,
      ...(dependsOn.length === 0 ? {} : { after: dependsOn }),
    })),
    ...[...definitions].reverse().map(({ name }) => ({ entity: name, phase: 'deactivate' as const })),
  ];
  return order
    .map((step) => ({
      step,
      total: operations.filter(
        (each) => each.book === book && each.entity === step.entity && each.phase === step.phase,
      ).length,
    }))
    .filter(({ total }) => total > 0);
}

async function end(
  tx: Transaction,
  company: Company,
  { number, mode, acceptFirst, requestedBy }: Cycle,
  shown: { readonly proposed: number; readonly links: number },
): Promise<void> {
  const waits = mode === 'preview' && company.acceptedAt === null;
  const counts = {
    ...(await cycleCounts(tx, company.id, number)),
    ...(mode === 'preview' ? shown : {}),
  };
  await endCycle(tx, company.id, number, { state: waits ? 'waitingForAccept' : 'ended', counts });
  await scheduleNext(tx, company.id, company.settings.everyMinutes);
  if (waits && acceptFirst) await acceptPreview(tx, company.id, requestedBy);
}
