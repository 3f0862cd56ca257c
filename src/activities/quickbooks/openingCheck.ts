import type { EntityDefinition, EntityName, QuickBooksList } from '../../entities/definition';
import { listsOf, recordsOfList } from '../../entities/listsOf';
import type { Company } from '../../ledger/companies';
import type { Transaction } from '../../ledger/database';
import { newestRecords } from '../../ledger/newest';
import { unknownOperations } from '../../ledger/operations';
import { markDeleted } from '../../ledger/records';
import { endStep } from '../../ledger/steps';
import { liftStops, setStop, stopsOf } from '../../ledger/stops';
import { selectExchanges } from '../../quickbooks/exchange/exchanges';
import { stopSession } from '../../quickbooks/exchange/sessions';
import { notAfter, overlapMinutes, shiftLocal, wallClock, withoutOffset } from '../../quickbooks/localTime';
import { idElementOf, listQuery } from '../../quickbooks/qbxml/queries';
import type { QbxmlAnswer, QbxmlRequest } from '../../quickbooks/qbxml/types';
import {
  evidenceOfOlderCopy,
  olderCopySentence,
  sentinelCount,
  type Evidence,
  type Found,
  type Sentinel,
} from '../../reconcile/guards/olderCopy';
import { deletedQueries, deletionsIn } from './deletions';
import { askToRead } from './readAnswer';
import type { Answered, SessionJob } from './sessionJob';

/** A guard has stopped the company in the middle of a job; its sentence stands in the rows, and the job is over. */
export class CompanyStopped extends Error {
  override readonly name = 'CompanyStopped';
}

/** `newest:vendor` asks for the vendors among the newest records. */
const ownRequest = 'newest:';
export const isOpeningRequest = (requestID: string): boolean => requestID.startsWith(ownRequest);

/** Nothing found (1), and ids that are not there (500, 3120): only these say that a record is missing. */
const tells = [0, 1, 500, 3120];

/**
 * Whether the file that is open is the one that we saw last, and no older copy of it (design §4.10). The newest records
 * are asked for by id in the session's first message set, so that it costs no round trip, and nothing of that set counts
 * before this is known.
 */
export class OpeningCheck {
  private constructor(
    readonly job: SessionJob,
    readonly company: Company,
    readonly definitions: readonly EntityDefinition[],
    readonly sentinels: readonly Sentinel[],
  ) {}

  static async prepare(
    job: SessionJob,
    company: Company,
    definitions: readonly EntityDefinition[],
  ): Promise<OpeningCheck> {
    const names = definitions.map(({ name }) => name);
    const newest = await job.under((tx) => newestRecords(tx, job.companyId, names, sentinelCount));
    const sentinels = newest.map(({ seenAt, ...record }): Sentinel => {
      const latest = shiftLocal(wallClock(company.zone, seenAt), overlapMinutes);
      return { ...record, isTimed: notAfter(record.modified, latest) === record.modified };
    });
    return new OpeningCheck(job, company, definitions, sentinels);
  }

  /** One query per list; part of the session's first set. */
  get requests(): QbxmlRequest[] {
    return this.#lists.flatMap((list) => {
      const ids = this.sentinels.filter((sentinel) => isIn(list, sentinel)).map(({ id }) => id);
      return ids.length === 0 ? [] : [sentinelQuery(list, `${ownRequest}${list.name}`, ids)];
    });
  }

  get #lists(): QuickBooksList[] {
    return this.definitions.flatMap(listsOf);
  }

  /**
   * Before a write is looked up whose outcome is not known: what is absent from an older copy must not be taken for not
   * written. Costs a round trip of its own, in doubt only.
   * @returns whether it was asked.
   */
  static async beforeRecovery(...of: Parameters<typeof OpeningCheck.prepare>): Promise<boolean> {
    const [job] = of;
    const isInDoubt = await job.under(async (tx) => {
      const sets = await selectExchanges(tx, job.companyId, { states: ['inDoubt'], limit: 1 });
      return sets.length + (await unknownOperations(tx, job.companyId, 'quickbooks')).length > 0;
    });
    if (!isInDoubt) return false;
    const check = await OpeningCheck.prepare(...of);
    if (check.requests.length === 0) return false;
    const key = `c${job.lease.cycle}:newest:${job.sessionId}`;
    const { exchange, answer } = await askToRead(job, { key, kind: 'read', requests: check.requests });
    await check.pass(exchange, answer);
    await job.settle(exchange, () => Promise.resolve());
    return true;
  }

  /**
   * Judges the answer to the session's first set, before anything of it is taken in.
   * @throws CompanyStopped when this looks like an older copy of the file.
   */
  async pass(exchange: Answered, answer: QbxmlAnswer): Promise<void> {
    if (exchange.state === 'settled') return this.#asJudgedBefore();
    const suspicion = evidenceOfOlderCopy(this.sentinels, this.#found(answer), deletedIn(answer));
    const evidence = suspicion.length === 0 ? [] : await this.#confirmed(suspicion);
    if (evidence.length > 0) return this.#stop(exchange, evidence);
    if (this.company.stops.some(({ guard }) => guard === 'restored'))
      await this.job.under((tx) => liftStops(tx, this.job.companyId, 'openingRead'));
  }

  /** An earlier attempt of this job judged it, and took it in or stopped. */
  async #asJudgedBefore(): Promise<void> {
    const stops = await this.job.under((tx) => stopsOf(tx, this.job.companyId));
    const stop = stops.find(({ guard }) => guard === 'restored');
    if (stop) throw new CompanyStopped(stop.because);
  }

  #found(answer: QbxmlAnswer): Map<string, Found | undefined> {
    const found = new Map<string, Found | undefined>();
    for (const response of answer.responses) {
      if (!isOpeningRequest(response.requestID) || !tells.includes(response.statusCode)) continue;
      const [name, only] = response.requestID.slice(ownRequest.length).split(':');
      const list = this.#lists.find((each) => each.name === name);
      for (const [index, sentinel] of this.sentinels.entries())
        if (list && isIn(list, sentinel) && (only === undefined || only === String(index)))
          found.set(sentinel.id, undefined);
      for (const { fields } of response.records)
        found.set(String(fields.TxnID ?? fields.ListID), {
          version: String(fields.EditSequence),
          modified: withoutOffset(String(fields.TimeModified)),
        });
    }
    return found;
  }

  /**
   * A second look at what is missing or older: each by itself, since an answer to many ids may leave out more than those
   * that are not there (qbxml.md §5), and with everything that QuickBooks remembers as deleted, since a wrong clock puts
   * deletions out of the time that the first set asked for. What was deleted is noted.
   */
  async #confirmed(suspicion: readonly Evidence[]): Promise<Evidence[]> {
    const { job, definitions, sentinels } = this;
    const suspects = suspicion.map(({ sentinel }) => sentinel);
    const requests = suspects.flatMap((sentinel) => {
      const list = this.#lists.find((each) => isIn(each, sentinel));
      if (!list) return [];
      return [sentinelQuery(list, `${ownRequest}${list.name}:${sentinels.indexOf(sentinel)}`, [sentinel.id])];
    });
    const { exchange, answer } = await askToRead(job, {
      key: `c${job.lease.cycle}:newestAgain:${job.sessionId}`,
      kind: 'read',
      requests: [...requests, ...deletedQueries(definitions)],
    });
    const deleted = deletedIn(answer);
    await job.settle(exchange, (tx) => this.#noteDeleted(tx, suspects, deleted));
    const found = this.#found(answer);
    const evidence = evidenceOfOlderCopy(suspects, found, deleted);
    return suspicion.filter(({ sentinel }) => evidence.some((each) => each.sentinel === sentinel));
  }

  async #noteDeleted(
    tx: Transaction,
    suspects: readonly Sentinel[],
    deleted: ReadonlySet<string>,
  ): Promise<void> {
    for (const { entity, id } of suspects)
      if (deleted.has(id)) await markDeleted(tx, this.job.companyId, 'quickbooks', entity, [id]);
  }

  async #stop(exchange: Answered, evidence: readonly Evidence[]): Promise<never> {
    const { job, company } = this;
    const name = company.quickbooks.companyName;
    const sentence = olderCopySentence(
      typeof name === 'string' ? name : company.name,
      evidence,
      this.sentinels.length,
      this.#wordOf,
    );
    await job.settle(exchange, async (tx) => {
      await setStop(tx, job.companyId, 'restored', sentence, {
        records: evidence.map(({ sentinel: { entity, id }, what }) => ({ entity, id, what })),
      });
      await endStep(tx, job.lease, sentence);
      await stopSession(tx, job.companyId, job.sessionId, sentence);
    });
    job.deps.log.warn(
      { companyId: job.companyId, sessionId: job.sessionId, evidence: evidence.length },
      'an older copy of the company file is open',
    );
    throw new CompanyStopped(sentence);
  }

  readonly #wordOf = (entity: EntityName): string =>
    this.definitions.find(({ name }) => name === entity)?.words.one ?? entity;
}

const isIn = (list: QuickBooksList, { entity, kind }: Sentinel): boolean => {
  const of = recordsOfList(list);
  return of.entity === entity && of.kind === kind;
};

const sentinelQuery = (
  { quickbooks: { list } }: QuickBooksList,
  requestID: string,
  ids: readonly string[],
): QbxmlRequest =>
  listQuery(list, { requestID, ids, elements: [idElementOf(list), 'TimeModified', 'EditSequence'] });

const deletedIn = (answer: QbxmlAnswer): Set<string> => new Set(deletionsIn(answer).map(({ id }) => id));
