import { Context } from '@temporalio/activity';
import type { Book, EntityDefinition, EntityName } from '../../entities/definition';
import { books } from '../../entities/definition';
import { bankBalance } from '../../entities/bankBalance';
import { entityDefinitions } from '../../entities/registry';
import { wakeAppliedHistory } from '../../ledger/appliedHistory';
import { awaitedDocuments, wakeAwaitedHistory } from '../../ledger/awaitedHistory';
import { acceptPreview } from '../../ledger/accept';
import { isBalanceDue } from '../../ledger/bankBalances';
import { loadCompany, scheduleNext, type Company } from '../../ledger/companies';
import { inBatches } from '../../ledger/batches';
import { cycleCounts } from '../../ledger/cycleCounts';
import { endCycle, loadCycle, type Cycle } from '../../ledger/cycles';
import type { Transaction } from '../../ledger/database';
import { standingDecisions } from '../../ledger/decisions';
import { openHolds, releaseHolds, wakeHeldRecords } from '../../ledger/holds';
import { closeSettledSteps } from '../../ledger/laneSteps';
import { endLinks, insertMatches, moveAgreedBases } from '../../ledger/links';
import { recognizeMerges } from '../../ledger/merges';
import { dropProposed, insertOperations, withdrawPlanned } from '../../ledger/operations';
import { forgetAgreedBy } from '../../ledger/parted';
import { loadNamedAccounts } from '../../ledger/namedAccounts';
import { storeProposals } from '../../ledger/pairProposals';
import { auditProvenWrites } from '../../ledger/provenWrites';
import { takeOffWorkList } from '../../ledger/records';
import { wakeReopened } from '../../ledger/reopened';
import { announceStep } from '../../ledger/steps';
import { blockingStop } from '../../ledger/stops';
import { isTieOutDue, oweTieOut } from '../../ledger/tieOuts';
import { giveVerdict } from '../../quickbooks/exchange/sessions';
import type { MassChange } from '../../reconcile/guards/massChange';
import { inBothBooks } from '../../reconcile/paths';
import type { EntityPlan, PlannedOperation } from '../../reconcile/plan';
import type { CyclePlan, LedgerActivities, StepWork } from '../../workflows/jobs';
import type { ActivityDeps } from '../deps';
import { settleLinked } from '../settleOutcome';
import { acceptedPreview, digestOf } from './acceptedPreview';
import { concludeDecisions, settleOutcomes } from './carryOutDecisions';
import { endStopped } from './endStopped';
import { guidOf } from './externalGuid';
import { keepPreview, tellWhatChanged } from './keptPreview';
import { goesOn, massChangesIn, stopForMassChange } from './massChange';
import { planCycle } from './planCycle';
import { adoptMade, adoptNamed } from './wantedAccounts';

type Input = Parameters<LedgerActivities['reconcileWorkList']>[0];

/**
 * Reconciles the work list once (design §3): changed records, dependants of new links, holds whose condition came true,
 * people's decisions, and what was planned but never left. One transaction: either the whole plan stands or nothing of it.
 */
export async function reconcileWorkList(deps: ActivityDeps, input: Input): Promise<CyclePlan> {
  const { companyId, cycle, sessionId } = input;
  await letQuickBooksGo(deps, input);
  return deps.database.inCompany(companyId, async (tx) => {
    const loaded = await loadCompany(tx, companyId);
    const row = await loadCycle(tx, companyId, cycle);
    // Ended by an attempt of this job whose word was lost, or by a restore: nothing may be planned for it.
    if (row?.state !== 'running') return { quickbooks: [], billcom: [], isOver: true };
    const stop = await blockingStop(tx, companyId);
    if (stop) return endStopped(tx, input, stop);
    const named = await adoptNamed(tx, loaded);
    const company = row.mode === 'sync' ? await adoptMade(tx, named) : named;
    const definitions = entityDefinitions(company.settings);
    await withdrawPlanned(tx, companyId);
    const shown = row.mode === 'sync' ? await acceptedPreview(tx, companyId, cycle) : undefined;
    if (!shown) await dropProposed(tx, companyId);
    const decisions = await standingDecisions(tx, companyId);
    if (row.mode === 'sync') await settleOutcomes({ tx, companyId, cycle }, definitions, decisions);
    await wakeReopened(tx, companyId, definitions);
    await wakeAppliedHistory(tx, companyId, definitions);
    const awaited = await awaitedDocuments(tx, companyId, definitions);
    await wakeAwaitedHistory(tx, companyId, awaited);
    // What is only held and looked at again changes nothing.
    await oweTieOut(tx, companyId, namesOf(definitions.filter(countsInTieOut)));
    await wakeHeldRecords(tx, companyId, cycle);
    await recognizeMerges(tx, companyId, definitions);
    const stored = (operation: PlannedOperation) => withGuid(company, operation, definitions);
    const digests: Partial<Record<EntityName, string>> = {};
    const plans: EntityPlan[] = [];
    const mass: MassChange[] = [];
    const counts = new OperationCounts();
    for await (const plan of planCycle(tx, company, definitions, decisions, awaited, () =>
      Context.current().heartbeat(),
    )) {
      const { entity, operations } = plan;
      const state = row.mode === 'preview' ? 'proposed' : 'planned';
      if ((await shown?.takeOver(plan, stored)) !== true)
        await inBatches(operations, (batch) =>
          insertOperations(tx, companyId, cycle, state, batch.map(stored)),
        );
      if (row.mode === 'preview') digests[entity] = await digestOf(operations, stored);
      counts.add(operations);
      if (row.mode === 'sync') mass.push(...(await massChangesIn(tx, company, operations)));
      // A preview moves no bases.
      plans.push({ ...plan, operations: [], ...(row.mode === 'preview' && { agreed: [] }) });
    }
    const differences = (await shown?.differences()) ?? [];
    if (shown) await dropProposed(tx, companyId);
    // The row's word, not the message's: a sync becomes a preview when somebody asks for one before it begins.
    const mode = mass.length === 0 ? row.mode : 'preview';
    for (const plan of plans) await store(tx, company, cycle, mode, plan, definitions);
    if (mode === 'preview') await keepPreview(tx, company, cycle, plans, digests);
    if (mass.length > 0) {
      const job = { cycle, sessionId, proposed: counts.all };
      return stopForMassChange(tx, company, job, mass, definitions);
    }
    await tellWhatChanged(tx, companyId, cycle, definitions, differences);
    if (mode === 'sync') await goesOn(tx, companyId);

    const lanes = inBothBooks((book) => lane(definitions, counts, book));
    if (mode === 'sync' && (await isBalanceDue(tx, companyId)))
      lanes.billcom.push({ step: { entity: bankBalance.name, phase: 'write' }, total: 1 });
    const tieOut = mode === 'sync' && (await isTieOutDue(tx, companyId));
    const isOver = mode === 'preview' || (lanes.quickbooks.length + lanes.billcom.length === 0 && !tieOut);
    if (isOver) {
      const links = plans.reduce((sum, plan) => sum + plan.links.length, 0);
      await end(tx, company, row, { proposed: counts.all, links });
      // The company's row is locked before its session's, as the gateway does.
      if (sessionId !== null) await giveVerdict(tx, companyId, sessionId, 'empty');
      return { quickbooks: [], billcom: [], isOver };
    }
    for (const book of books) {
      for (const { step, total } of lanes[book]) {
        await announceStep(tx, { companyId, cycle, book, step: step.entity, phase: step.phase }, total);
      }
    }
    if (sessionId !== null && lanes.quickbooks.length === 0 && !tieOut)
      await giveVerdict(tx, companyId, sessionId, 'empty');
    return {
      quickbooks: lanes.quickbooks.map(({ step }) => step),
      billcom: lanes.billcom.map(({ step }) => step),
      isOver,
      ...(tieOut && { tieOut }),
    };
  });
}

/**
 * A preview has no more work for QuickBooks when both books are read: its session ends before the plan, which of large
 * lists takes a while. A transaction of its own, since the gateway sees what was committed.
 */
async function letQuickBooksGo(
  { database }: ActivityDeps,
  { companyId, cycle, sessionId }: Input,
): Promise<void> {
  if (sessionId === null) return;
  await database.inCompany(companyId, async (tx) => {
    const row = await loadCycle(tx, companyId, cycle);
    // A stopped session ends with the reason of the stop.
    if (row?.state !== 'running' || row.mode !== 'preview' || (await blockingStop(tx, companyId))) return;
    await giveVerdict(tx, companyId, sessionId, 'empty');
  });
}

/** In accounts payable or receivable, or on a clearing account. */
const countsInTieOut = ({ name, payable, receivable, isOff }: EntityDefinition): boolean =>
  isOff !== true && (payable !== undefined || receivable !== undefined || name === 'fundsTransfer');

const namesOf = (definitions: readonly EntityDefinition[]): EntityName[] =>
  definitions.map(({ name }) => name);

function withGuid(company: Company, operation: PlannedOperation, definitions: readonly EntityDefinition[]) {
  const takesGuid = definitions.find((definition) => definition.name === operation.entity)?.quickbooks
    .externalGuid;
  const isAdd = operation.book === 'quickbooks' && operation.action === 'create';
  return {
    ...operation,
    externalGuid: isAdd && takesGuid ? guidOf(company, operation.sourceId, operation.generation) : null,
  };
}

/** A preview writes no links and takes nothing off the work list: it only shows. Its holds are real. */
async function store(
  tx: Transaction,
  company: Company,
  cycle: number,
  mode: Input['mode'],
  plan: EntityPlan,
  definitions: readonly EntityDefinition[],
): Promise<void> {
  const companyId = company.id;
  await releaseHolds(tx, companyId, plan.entity, plan.looked, plan.holds);
  await openHolds(tx, companyId, cycle, plan.holds);
  if (!plan.isUnmatched) await storeProposals(tx, companyId, cycle, plan.entity, plan.proposals);
  if (mode === 'preview') return;
  await concludeDecisions({ tx, companyId, cycle }, plan.decided);
  await forgetAgreedBy(tx, companyId, definitions, plan.entity, plan.ended);
  await endLinks(tx, companyId, plan.entity, plan.ended);
  const agreed = new Map(plan.agreed.map((each) => [each.quickbooksId, each]));
  await inBatches(plan.links, async (batch) => {
    const links = batch.map((link) => ({ ...agreed.get(link.quickbooksId), ...link }));
    for (const id of await insertMatches(tx, companyId, cycle, links)) agreed.delete(id);
  });
  await settleLinked({ tx, companyId }, plan.entity, plan.links);
  await auditProvenWrites(
    tx,
    companyId,
    plan.links.map((link) => ({ ...link, guid: guidOf(company, link.billcomId, link.generation) })),
  );
  await inBatches([...agreed.values()], (batch) => moveAgreedBases(tx, companyId, plan.entity, batch));
  await takeOffWorkList(tx, companyId, plan.entity, plan.looked);
}

/** How many writes each step has. Of a first sync they are too many to be kept: they are rows already. */
class OperationCounts {
  readonly #counts = new Map<string, number>();
  all = 0;

  add(operations: readonly PlannedOperation[]): void {
    for (const operation of operations) this.#counts.set(stepKey(operation), this.of(operation) + 1);
    this.all += operations.length;
  }

  of(step: Pick<PlannedOperation, 'book' | 'entity' | 'phase'>): number {
    return this.#counts.get(stepKey(step)) ?? 0;
  }
}

const stepKey = ({ book, entity, phase }: Pick<PlannedOperation, 'book' | 'entity' | 'phase'>): string =>
  `${book} ${entity} ${phase}`;

/** The steps of one book's lane that have work, in the order of design §3: voids first and backwards, writes in step order, deactivations last and backwards. */
function lane(
  definitions: readonly EntityDefinition[],
  counts: OperationCounts,
  book: Book,
): { step: StepWork; total: number }[] {
  const backwards = [...definitions].reverse();
  const order: StepWork[] = [
    ...backwards.map(({ name }) => ({ entity: name, phase: 'void' as const })),
    ...definitions.map(({ name, dependsOn }) => ({
      entity: name,
      phase: 'write' as const,
      ...(dependsOn.length === 0 ? {} : { after: dependsOn }),
    })),
    ...backwards.map(({ name }) => ({ entity: name, phase: 'deactivate' as const })),
  ];
  return order
    .map((step) => ({ step, total: counts.of({ book, ...step }) }))
    .filter(({ total }) => total > 0);
}

async function end(
  tx: Transaction,
  company: Company,
  { number, mode, acceptFirst, requestedBy }: Cycle,
  shown: { readonly proposed: number; readonly links: number },
): Promise<void> {
  const waits = mode === 'preview' && company.acceptedAt === null;
  const isFirst = waits && company.previewBecause === null;
  const counts = {
    ...(await cycleCounts(tx, company.id, number)),
    ...(mode === 'preview' ? shown : {}),
  };
  if (!waits) await closeSettledSteps(tx, company.id, number);
  await endCycle(tx, company.id, number, { state: waits ? 'waitingForAccept' : 'ended', counts });
  await scheduleNext(tx, company);
  if (!isFirst || !acceptFirst) return;
  // What was named for a setting and is not there would be posted as if nothing had been chosen (acts/accepting.ts).
  const missing = Object.keys(await loadNamedAccounts(tx, company.id));
  if (missing.length === 0) await acceptPreview(tx, company.id, requestedBy);
}
