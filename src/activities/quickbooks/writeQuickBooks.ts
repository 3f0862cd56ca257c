import type { EntityDefinition } from '../../entities/definition';
import { listOfRecord, listsOf } from '../../entities/listsOf';
import type { BookRecord } from '../../entities/record';
import { entityDefinitions } from '../../entities/registry';
import { loadCompany, type Company } from '../../ledger/companies';
import type { Transaction } from '../../ledger/database';
import { wakeForbidden } from '../../ledger/holds';
import { countPlanned, settledSoFar, type LaneStep } from '../../ledger/laneSteps';
import { assignExchange, operationsOfExchange, type Operation } from '../../ledger/operations';
import { recordsById } from '../../ledger/records';
import { endStep, setProgress } from '../../ledger/steps';
import { giveVerdict } from '../../quickbooks/exchange/sessions';
import { withdrawQueued } from '../../quickbooks/exchange/mailbox';
import { writeRequests } from '../../quickbooks/listRequests';
import { decodeAnswer } from '../../quickbooks/qbxml/decode';
import { encodeRequests } from '../../quickbooks/qbxml/encode';
import { QbxmlRefused } from '../../quickbooks/qbxml/errors';
import { listQuery } from '../../quickbooks/qbxml/queries';
import type { QbxmlRequest } from '../../quickbooks/qbxml/types';
import type { QuickBooksWrite, WriteResult } from '../../workflows/jobs';
import type { ActivityDeps } from '../deps';
import { ReadyOperations } from '../readyOperations';
import { settleRefused } from '../settleOperation';
import { readBeforeUndoing } from './copyBeforeDelete';
import { mirrorResponse, readFailed } from './mirrorResponse';
import { noteStamp } from './noteClock';
import { definitionOf } from './readQuickBooks';
import { SessionJob } from './sessionJob';
import { backToPlanned, countInDoubt, setsSoFar, setsToSettle } from './writeSets';
import { malformed, nothingSettled, settleWriteAnswer, type Settled } from './settleWrites';

/** Write sets kept ready ahead in the mailbox, so that QuickBooks does not wait for a worker. */
const setsAhead = 4;

/**
 * One step of QuickBooks' lane: writes the planned operations of one entity in message sets, parents before children, some
 * sets ahead. Every operation is a row before it leaves; the gateway marks it sent in the transaction that
 * hands it out (design I6).
 */
export async function writeQuickBooks(deps: ActivityDeps, input: QuickBooksWrite): Promise<WriteResult> {
  const { companyId, cycle, sessionId, entity, phase } = input;
  const company = await deps.database.inCompany(companyId, (tx) => loadCompany(tx, companyId));
  const find = definitionOf(entityDefinitions(company.settings));
  const step = new WriteStep(find(entity), input, company);
  await step.begin(
    await SessionJob.begin(deps, { companyId, cycle, book: 'quickbooks', step: entity, phase }, sessionId),
  );
  return step.run();
}

class WriteStep {
  #job!: SessionJob;
  readonly #total: Settled = nothingSettled();
  /** Done in this cycle by sessions and attempts before this one. */
  #before = 0;
  #done = 0;
  #sets = 0;
  #planned = 0;
  readonly #step: LaneStep;
  readonly #ready: ReadyOperations;

  constructor(
    private readonly definition: EntityDefinition,
    private readonly input: QuickBooksWrite,
    private readonly company: Pick<Company, 'settings' | 'zone'>,
  ) {
    this.#step = { book: 'quickbooks', entity: definition.name, phase: input.phase };
    this.#ready = new ReadyOperations(this.#step);
  }

  async begin(job: SessionJob): Promise<void> {
    this.#job = job;
    // An attempt before this one may have left sets in the mailbox: take back what was not handed out.
    await job.under((tx) =>
      withdrawQueued(tx, job.companyId, { cycle: job.lease.cycle, step: job.lease.step }),
    );
    this.#sets = await job.under((tx) => setsSoFar(tx, job.lease));
    const { cycle } = this.input;
    this.#before = await job.under((tx) => settledSoFar(tx, job.companyId, { cycle, ...this.#step }));
  }

  async run(): Promise<WriteResult> {
    await this.#settleLeftOver();
    await this.#announce();
    const ahead: string[] = [];
    do {
      for (;;) {
        // As long as there is more to write, QuickBooks finds a set when it is done with the last one.
        const more = ahead.length < setsAhead ? await this.#queueNext() : undefined;
        if (more !== undefined) {
          ahead.push(more);
          continue;
        }
        const oldest = ahead.shift();
        if (oldest === undefined) break;
        await this.#settleSet(oldest);
      }
    } while (this.#ready.again());
    if (this.#total.stale.length > 0) await this.#readAgain();
    const reconcileAgain = (await this.#isInDoubt()) || this.#total.stale.length > 0;
    await this.#job.under(async (tx) => {
      if (this.#total.applied > 0)
        await wakeForbidden(tx, this.#job.companyId, 'quickbooks', this.definition.name);
      await endStep(tx, this.#job.lease);
      // After a stale record the lane may get more to write in this session: the reconcile that follows decides.
      if (this.input.isLast && !reconcileAgain)
        await giveVerdict(tx, this.#job.companyId, this.input.sessionId, 'empty');
    });
    return {
      applied: this.#total.applied,
      refused: this.#total.refused,
      reconcileAgain,
      finished: true,
    };
  }

  /**
   * Whether writes are left whose outcome nobody knows: sets that were out when the session ended behind an attempt that
   * died, or an answer that did not say. No step ends over them: they are looked up first, by the reading that begins the
   * next session or the next round of this one.
   * @throws SessionLost
   */
  async #isInDoubt(): Promise<boolean> {
    const count = await this.#job.under((tx) => countInDoubt(tx, this.#job.lease, this.input.sessionId));
    if (count > 0) await this.#job.assertAlive();
    return count > 0;
  }

  /** Sets that were handed out for an earlier attempt of this job. */
  async #settleLeftOver(): Promise<void> {
    const keys = await this.#job.under((tx) => setsToSettle(tx, this.#job.lease, this.input.sessionId));
    for (const key of keys) await this.#settleSet(key);
  }

  /** What is left to write, for the progress that people see. */
  async #announce(): Promise<void> {
    await this.#job.under(async (tx) => {
      this.#planned = await countPlanned(tx, this.#job.companyId, this.#step);
      await setProgress(tx, this.#job.lease, this.#shown());
    });
  }

  /** Queues the next set; what cannot be encoded is held as our bug and harms nobody else. @returns its key; none at the end of a pass. */
  async #queueNext(): Promise<string | undefined> {
    for (;;) {
      const { wave, asRead } = await this.#job.under((tx) => this.#nextWave(tx));
      if (wave.length === 0) return undefined;
      const prepared = await this.#prepared(await this.#asPlanned(wave, asRead), asRead);
      if (prepared.length > 0) return this.#queueSet(prepared);
    }
  }

  async #nextWave(tx: Transaction): Promise<{ wave: Operation[]; asRead: AsRead }> {
    const wave = await this.#ready.next(this.#context(tx), this.company.settings.writeSetSize);
    return { wave, asRead: await this.#asRead(tx, wave) };
  }

  /** What is made void or deleted is looked at once more. */
  async #asPlanned(wave: readonly Operation[], asRead: AsRead): Promise<readonly Operation[]> {
    if (this.definition.quickbooks.partOf || !wave.some(({ action }) => action === 'void')) return wave;
    const { ready, stale } = await readBeforeUndoing(this.#job, this.definition, wave, asRead);
    this.#total.stale.push(...stale);
    return ready;
  }

  /** What is to be changed, as the mirror has it: its EditSequence, and the lines whose ids are kept. */
  async #asRead(tx: Transaction, operations: readonly Operation[]): Promise<AsRead> {
    const ids = operations.flatMap(({ recordId }) => recordId ?? []);
    if (ids.length === 0) return new Map();
    return recordsById(tx, this.#job.companyId, 'quickbooks', this.definition.name, ids);
  }

  async #prepared(operations: readonly Operation[], asRead: AsRead): Promise<Prepared[]> {
    const prepared: Prepared[] = [];
    for (const operation of operations) {
      const requests = await this.#requests(operation, asRead);
      if (requests) prepared.push({ operation, requests });
    }
    return prepared;
  }

  async #requests(operation: Operation, asRead: AsRead): Promise<readonly QbxmlRequest[] | undefined> {
    try {
      const requests = writeRequests(this.definition, operation, asRead.get(operation.recordId ?? ''));
      encodeRequests(requests, this.#job.version);
      return requests;
    } catch (error) {
      if (!(error instanceof QbxmlRefused)) throw error;
      await this.#job.under((tx) =>
        settleRefused(this.#context(tx), operation, malformed(null, error.message)),
      );
      this.#total.refused += 1;
      return undefined;
    }
  }

  async #queueSet(set: readonly Prepared[]): Promise<string> {
    const { lease } = this.#job;
    this.#sets += 1;
    const key = `c${lease.cycle}:${lease.step}:${lease.phase}:s${this.#sets}`;
    await this.#job.under(async (tx) => {
      await assignExchange(
        tx,
        lease.companyId,
        set.map(({ operation }) => operation.id),
        key,
      );
      await this.#job.queueWithin(tx, {
        key,
        kind: 'write',
        requests: set.flatMap(({ requests }) => requests),
      });
    });
    return key;
  }

  async #settleSet(key: string): Promise<void> {
    const exchange = await this.#job.answerTo(key);
    if (exchange.state === 'settled') return;
    if (exchange.state === 'failed') {
      await this.#halve(key, exchange);
      return;
    }
    const answer = await decodeAnswer(exchange.answer ?? '');
    await this.#job.under(async (tx) => {
      const settled = await settleWriteAnswer(tx, this.#job, () => this.definition, exchange, answer);
      this.#add(settled);
      await noteStamp(tx, { companyId: this.#job.companyId, zone: this.company.zone }, exchange, answer);
      await setProgress(tx, this.#job.lease, this.#shown());
    });
  }

  /** 0x80040400 names no culprit: halve under new ids until it is alone (design §4.6). Nothing of a refused set ran. */
  async #halve(
    key: string,
    exchange: { id: string; hresult: string | null; message: string | null },
  ): Promise<void> {
    const operations = await this.#job.under((tx) => operationsOfExchange(tx, this.#job.companyId, key));
    const [only] = operations;
    if (operations.length <= 1) {
      await this.#job.settle(exchange, async (tx) => {
        if (only) await settleRefused(this.#context(tx), only, malformed(exchange.hresult, exchange.message));
      });
      if (only) this.#total.refused += 1;
      return;
    }
    await this.#job.settle(exchange, (tx) => backToPlanned(tx, this.#job.companyId, key));
    const asRead = await this.#job.under((tx) => this.#asRead(tx, operations));
    const prepared = await this.#prepared(operations, asRead);
    const middle = Math.ceil(prepared.length / 2);
    for (const half of [prepared.slice(0, middle), prepared.slice(middle)]) {
      if (half.length > 0) await this.#settleSet(await this.#queueSet(half));
    }
  }

  /** Reads records again whose version was out of date (3200); reconciling then decides anew. */
  async #readAgain(): Promise<void> {
    const ids = [...new Set(this.#total.stale.map(({ id }) => id))];
    const { lease } = this.#job;
    const key = `c${lease.cycle}:${lease.step}:${lease.phase}:again:${this.#sets}:${this.input.sessionId}`;
    const asRead = await this.#job.under((tx) =>
      recordsById(tx, lease.companyId, 'quickbooks', this.definition.name, ids),
    );
    const requests = listsOf(this.definition).flatMap(({ name, quickbooks: { list } }) => {
      const mine = ids.filter((id) => listOfRecord(this.definition, asRead.get(id)?.facts) === list);
      return mine.length === 0 ? [] : [{ ...listQuery(list, { ids: mine }), requestID: `again:${name}` }];
    });
    const exchange = await this.#job.ask({ key, kind: 'read', requests });
    if (exchange.state === 'failed' || exchange.answer === null) throw readFailed(exchange);
    const answer = await decodeAnswer(exchange.answer);
    await this.#job.settle(exchange, async (tx) => {
      for (const response of answer.responses)
        await mirrorResponse(tx, lease.companyId, this.definition, response);
    });
  }

  #context(tx: Transaction) {
    return { tx, companyId: this.#job.companyId, cycle: this.#job.lease.cycle, definition: this.definition };
  }

  #add(settled: Settled): void {
    this.#total.applied += settled.applied;
    this.#total.refused += settled.refused;
    this.#total.stale.push(...settled.stale);
    this.#done += settled.operations;
  }

  #shown() {
    return { done: this.#before + this.#done, total: this.#before + Math.max(this.#done, this.#planned) };
  }
}

/** Records by id. */
type AsRead = ReadonlyMap<string, BookRecord>;

interface Prepared {
  readonly operation: Operation;
  readonly requests: readonly QbxmlRequest[];
}
