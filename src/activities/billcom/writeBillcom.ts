import { Context } from '@temporalio/activity';
import type { BillcomClient } from '../../billcom/client';
import type { BulkVerb } from '../../billcom/bulk';
import type { BillcomError, RowResult } from '../../billcom/errors';
import type { CanonicalFields, EntityDefinition, RawRecord } from '../../entities/definition';
import { bankBalance } from '../../entities/bankBalance';
import { readRecord, writeFields, type BookRecord } from '../../entities/record';
import { entityDefinitions } from '../../entities/registry';
import { isPaused, loadCompany } from '../../ledger/companies';
import type { Transaction } from '../../ledger/database';
import { wakeForbidden } from '../../ledger/holds';
import { countPlanned, settledSoFar, type LaneStep } from '../../ledger/laneSteps';
import { setOperationState, type Operation } from '../../ledger/operations';
import { assertLease, endStep, restStep, setProgress, type Lease } from '../../ledger/steps';
import type { BillcomWrite, WriteResult } from '../../workflows/jobs';
import type { ActivityDeps } from '../deps';
import { ReadyOperations } from '../readyOperations';
import { SideBySide } from '../sideBySide';
import { settleApplied, type AppliedOperation } from '../settleApplied';
import { tooSmallThere } from '../roomTaken';
import { settleRefused, type SettleContext } from '../settleOperation';
import { assertNotStopped, isForbidden, proveIdentity, retryingAsBillcomAsks } from './failure';
import type { WritePhase } from '../../reconcile/plan';
import { lookAgainIn, recoverBillcom } from './recover';
import { rereadBatch, type Unchanged } from './rereadBatch';
import { holdForbidden } from './holdForbidden';
import { keptCall, type WritingCall } from './keptCall';
import { madeByOwnCall, nameOfCall, voidedByOwnCall } from './madeByOwnCall';
import { billcomObject } from './rowSchemas';
import { sendBankBalance } from './sendBankBalance';
import { stillOpen } from './stillOpen';
import { TwinLookout } from './twinLookout';

/** Rows per bulk call. */
const batchSize = 50;
/** Batches at once: while one is settled in our rows the next one is out. Bill.com takes two calls at once. */
const batchesAtOnce = 2;

/** One step of Bill.com's lane: re-reads what is to be updated, marks the rows sent, writes, settles each by its own result. */
export async function writeBillcom(deps: ActivityDeps, input: BillcomWrite): Promise<WriteResult> {
  const { companyId, cycle, entity, phase } = input;
  const company = await deps.database.inCompany(companyId, (tx) => loadCompany(tx, companyId));
  const definitions = entityDefinitions(company.settings);
  const definition = definitions.find((each) => each.name === entity);
  if (!definition && entity !== bankBalance.name) throw new Error(`there is no entity “${entity}”`);
  const key = { companyId, cycle, book: 'billcom', step: entity, phase } as const;
  return retryingAsBillcomAsks(deps, company, key, async (lease) => {
    const client = deps.billcomFor(company);
    await proveIdentity(deps, companyId, client);
    if (!definition) return sendBankBalance(deps, client, lease);
    const step = new BillcomStep(deps, client, { definition, definitions }, lease, phase);
    return step.run().catch((error: unknown) => {
      if (!isForbidden(error)) throw error;
      return step.hold(error);
    });
  });
}

class BillcomStep {
  /** Done in this cycle by attempts before this one. */
  #before = 0;
  #applied = 0;
  #refused = 0;
  #reconcileAgain = false;
  #total = 0;
  readonly #operations: ReadyOperations;
  private readonly definition: EntityDefinition;

  constructor(
    private readonly deps: ActivityDeps,
    private readonly client: BillcomClient,
    private readonly what: { definition: EntityDefinition; definitions: readonly EntityDefinition[] },
    private readonly lease: Lease,
    private readonly phase: WritePhase,
  ) {
    this.definition = what.definition;
    this.#operations = new ReadyOperations(this.#step);
  }

  async run(): Promise<WriteResult> {
    const open = await recoverBillcom(this.deps, this.client, this.definition, this.lease);
    this.#before = await this.#under((tx) => this.#settledSoFar(tx));
    await this.#under((tx) => this.#announce(tx));
    // What is made by a call of its own must see what the one before has left open.
    const batches = new SideBySide(this.definition.billcom.ownCall ? 1 : batchesAtOnce);
    const lookout = new TwinLookout(this.deps, this.client, this.definition, this.lease, () =>
      batches.over(),
    );
    try {
      for (;;) {
        await batches.room();
        const ready = await this.#under((tx) => this.#next(tx));
        if (ready === 'paused') {
          await batches.over();
          await this.#under((tx) => restStep(tx, this.lease));
          return this.#result(false);
        }
        if (ready.length > 0) {
          const creates = await lookout.pass(ready.filter(({ recordId }) => recordId === null));
          batches.begin(() => this.#write(ready, creates));
          continue;
        }
        // What waited for one of these may leave when they are settled.
        await batches.over();
        if (!this.#operations.again()) break;
        await this.#under((tx) => this.#announce(tx));
      }
    } finally {
      // Nothing of this attempt runs on behind its end.
      await batches.over().catch(() => undefined);
    }
    // Everything else of the step is written by now.
    if (open !== undefined) throw lookAgainIn(open);
    await this.#under(async (tx) => {
      if (this.#applied > 0) await wakeForbidden(tx, this.lease.companyId, 'billcom', this.definition.name);
      await endStep(tx, this.lease);
    });
    return this.#result(true);
  }

  /**
   * Bill.com does not let this user, or this plan, write the list: what is left of the step is held with that sentence,
   * and the next cycle tries one of it again. The other steps go on.
   */
  async hold(error: BillcomError): Promise<WriteResult> {
    await this.#under(async (tx) => {
      this.#refused += await holdForbidden(this.#context(tx), this.#step, error);
      await endStep(tx, this.lease);
    });
    return this.#result(true);
  }

  #done = (): number => this.#before + this.#applied + this.#refused;
  #result = (finished: boolean): WriteResult => ({
    applied: this.#applied,
    refused: this.#refused,
    reconcileAgain: this.#reconcileAgain,
    finished,
  });

  #under<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.deps.database.inCompany(this.lease.companyId, async (tx) => {
      await assertLease(tx, this.lease);
      return work(tx);
    });
  }

  /** The next operations that may leave, unless the company is paused. */
  async #next(tx: Transaction): Promise<readonly Operation[] | 'paused'> {
    if (await isPaused(tx, this.lease.companyId)) return 'paused';
    await assertNotStopped(tx, this.lease.companyId);
    return this.#operations.next(this.#context(tx), batchSize);
  }

  /** @param creates those of the batch that nobody has made in Bill.com meanwhile */
  async #write(batch: readonly Operation[], creates: readonly Operation[]): Promise<void> {
    const alone = await this.#stillOpen(creates);
    if (alone.length > 0) await this.#create(alone);
    const updates = batch.filter(({ recordId }) => recordId !== null);
    const unchanged = await rereadBatch(this.deps, this.client, this.definition, this.lease, updates);
    if (unchanged.length > 0) await this.#update(unchanged);
    if (alone.length + unchanged.length < batch.length) this.#reconcileAgain = true;
    Context.current().heartbeat();
  }

  #context(tx: Transaction): SettleContext {
    return { tx, companyId: this.lease.companyId, cycle: this.lease.cycle, definition: this.definition };
  }

  #settledSoFar(tx: Transaction): Promise<number> {
    const { companyId, cycle } = this.lease;
    return settledSoFar(tx, companyId, { cycle, ...this.#step });
  }

  /** What is left to write, for the progress that people see. */
  async #announce(tx: Transaction): Promise<void> {
    const done = this.#done();
    this.#total = done + (await countPlanned(tx, this.lease.companyId, this.#step));
    await setProgress(tx, this.lease, { done, total: this.#total });
  }

  get #step(): LaneStep {
    return { book: 'billcom', entity: this.definition.name, phase: this.phase };
  }

  /** Of what is made by its own call, that for which there is room left by now. */
  async #stillOpen(creates: readonly Operation[]): Promise<readonly Operation[]> {
    if (creates.length === 0 || !this.definition.billcom.ownCall) return creates;
    return stillOpen(this.deps, this.client, this.what, this.lease, creates);
  }

  async #create(operations: readonly Operation[]): Promise<void> {
    const { ownCall } = this.definition.billcom;
    if (!ownCall) return this.#createInBulk(operations);
    for (const operation of operations) {
      const body = ownCall.body(operation.fields, operation.sourceId);
      const results = await this.#call({
        operations: [operation],
        name: nameOfCall(ownCall),
        rows: [body],
        send: async () => [await madeByOwnCall(this.client, this.definition, ownCall, body)],
      });
      // Where a credit memo has taken the room since it was looked at, that is the hold, and the next sync looks again.
      const isRefused = results.some((result) => !result.ok && result.error.class === 'data');
      if (isRefused && (await this.#stillOpen([operation])).length === 0) this.#reconcileAgain = true;
      else await this.#settle([operation], results);
      Context.current().heartbeat();
    }
  }

  async #createInBulk(operations: readonly Operation[]): Promise<void> {
    const { object, schema } = billcomObject(this.definition);
    const rows = operations.map((operation) => {
      const row = this.#wire(operation.fields);
      return { ...this.definition.billcom.onCreate?.(row), ...row };
    });
    const results = await this.#call({
      operations,
      name: `Bulk/Crud/Create/${object}`,
      rows,
      send: () => this.client.bulk('Create', object, rows, schema, { chunkSize: batchSize }),
    });
    await this.#settle(operations, results);
  }

  /** Active and inactive are calls of their own: Undelete before the update, Delete after it (billcom.md §3.1). */
  async #update(updates: readonly Unchanged[]): Promise<void> {
    let standing = updates.map((update) => ({
      ...update,
      result: undefined as RowResult<RawRecord> | undefined,
    }));
    const pass = async (
      verb: BulkVerb,
      concerns: (operation: Operation) => boolean,
      row: (update: Unchanged) => RawRecord,
    ): Promise<void> => {
      const { object, schema } = billcomObject(this.definition);
      const subset = standing.filter(
        (each) => concerns(each.operation) && (each.result === undefined || each.result.ok),
      );
      if (subset.length === 0) return;
      const rows = subset.map(row);
      const results = await this.#call({
        operations: subset.map(({ operation }) => operation),
        name: `Bulk/Crud/${verb}/${object}`,
        rows,
        send: () => this.client.bulk(verb, object, rows, schema, { chunkSize: batchSize }),
      });
      standing = standing.map((each) => {
        const index = subset.indexOf(each);
        return index < 0 ? each : { ...each, result: results[index] };
      });
    };
    const idOnly = ({ operation }: { operation: Operation }): RawRecord => ({ id: operation.recordId });
    await pass('Undelete', (operation) => operation.fields.active === true, idOnly);
    await pass(
      'Update',
      (operation) => Object.keys(operation.fields).some((name) => name !== 'active'),
      ({ operation, now, row }) => ({
        ...this.#mandatory(now, row),
        ...this.#wire(operation.fields),
        id: operation.recordId,
      }),
    );
    const { voidedBy } = this.definition.billcom;
    if (voidedBy !== undefined) {
      for (const update of updates.filter(({ operation }) => operation.action === 'void')) {
        const { operation, now } = update;
        const [result] = await this.#call({
          operations: [operation],
          name: voidedBy,
          rows: [{ id: now.id }],
          send: async () => [await voidedByOwnCall(this.client, this.definition, voidedBy, now.id)],
        });
        standing = standing.map((each) => (each.operation === operation ? { ...each, result } : each));
      }
    }
    await pass(
      'Delete',
      ({ fields, action }) => fields.active === false || (action === 'void' && voidedBy === undefined),
      idOnly,
    );
    await this.#settle(
      standing.map(({ operation }) => operation),
      standing.map(({ result }) => result as RowResult<RawRecord>),
    );
  }

  /** An update sends the id and the mandatory fields (billcom.md §3.1). */
  #mandatory(now: BookRecord, row: RawRecord): RawRecord {
    const { mandatory, mandatoryElements = [] } = this.definition.billcom;
    const fields = Object.fromEntries(mandatory.map((name) => [name, now.fields[name] ?? null]));
    return {
      ...Object.fromEntries(mandatoryElements.map((element) => [element, row[element]])),
      ...writeFields(this.definition, 'billcom', fields),
    };
  }

  #wire(fields: CanonicalFields): RawRecord {
    const rest = Object.fromEntries(Object.entries(fields).filter(([name]) => name !== 'active'));
    return writeFields(this.definition, 'billcom', rest);
  }

  #call(call: WritingCall): Promise<readonly RowResult<RawRecord>[]> {
    return keptCall(this.deps, this.lease, (work) => this.#under(work), call);
  }

  async #settle(operations: readonly Operation[], results: readonly RowResult<RawRecord>[]): Promise<void> {
    let stop: BillcomError | undefined;
    await this.#under(async (tx) => {
      const applied: AppliedOperation[] = [];
      for (const [index, operation] of operations.entries()) {
        const result = results[index];
        if (!result) continue;
        if (result.ok) {
          const readBack = readRecord(this.definition, 'billcom', result.row);
          if (readBack) applied.push({ operation, readBack });
          this.#applied += 1;
          continue;
        }
        stop = (await this.#settleFailure(tx, operation, result.error)) ?? stop;
      }
      await settleApplied(this.#context(tx), applied);
      await setProgress(tx, this.lease, { done: this.#done(), total: this.#total });
    });
    if (stop) throw stop;
  }

  /** @returns the error when the whole job must wait for it. */
  async #settleFailure(
    tx: Transaction,
    operation: Operation,
    error: BillcomError,
  ): Promise<BillcomError | undefined> {
    const { companyId } = this.lease;
    if (error.class === 'unknownOutcome') {
      await setOperationState(tx, companyId, [operation.id], 'unknown', { message: error.sentence });
      return error;
    }
    if (error.class === 'data' || error.class === 'notFound' || error.class === 'bug') {
      const refusal = {
        cause: error.class === 'bug' ? 'ourBug' : 'refused',
        code: error.code ?? error.class,
        sentence: error.sentence,
        cure: error.cure,
        release: { when: 'recordChanges' },
      } as const;
      const { definition } = this;
      await settleRefused(this.#context(tx), operation, tooSmallThere(definition, operation, refusal));
      this.#refused += 1;
      return undefined;
    }
    // Certainly not carried out: it stays planned and is sent when Bill.com takes calls again.
    await setOperationState(tx, companyId, [operation.id], 'planned', { message: error.sentence });
    return error;
  }
}
