import { ApplicationFailure } from '@temporalio/common';
import { kindsOf } from '../../entities/definition';
import { entityDefinitions } from '../../entities/registry';
import { loadCompany, type Company } from '../../ledger/companies';
import { loadClock } from '../../ledger/pcClock';
import { endStep } from '../../ledger/steps';
import { beginTieOut, noteTieOutProblem, storeFigures, storePostings } from '../../ledger/tieOuts';
import { giveVerdict } from '../../quickbooks/exchange/sessions';
import { pcTime } from '../../quickbooks/pcClock';
import {
  agingIn,
  apAgingQuery,
  apPostingsQuery,
  balancesIn,
  postingsIn,
  vendorBalanceQuery,
} from '../../quickbooks/qbxml/payables';
import type { QbxmlAnswer, QbxmlRequest, QbxmlResponse } from '../../quickbooks/qbxml/types';
import type { SessionJob as SessionJobInput } from '../../workflows/jobs';
import type { ActivityDeps } from '../deps';
import { clearingBalance, clearingRequests, clearingQuestion } from './clearingFigures';
import { refusalOf } from './mirrorResponse';
import { askToRead } from './readAnswer';
import { readPages } from './readPages';
import { SessionJob } from './sessionJob';

/** Postings of other kinds are few; where they are more than this, they are read again alone, with an iterator. */
const rowsAtOnce = 500;
const words = { one: 'aging of accounts payable', many: 'figures of accounts payable' };
const ids = { aging: 'aging', owed: 'owed', overpaid: 'overpaid', postings: 'postings' } as const;

/**
 * Asks QuickBooks, after the writes of a cycle and in the same session, for its own figures of accounts payable: one message
 * set with its aging summary, the balances of vendors, and what is posted to A/P by kinds of transactions that are not
 * read as records. Where it gives none, the tie-out says so and goes by the records alone.
 */
export async function readTieOut(deps: ActivityDeps, input: SessionJobInput): Promise<void> {
  const { companyId, cycle, sessionId } = input;
  const company = await deps.database.inCompany(companyId, (tx) => loadCompany(tx, companyId));
  const job = await SessionJob.begin(
    deps,
    { companyId, cycle, book: 'quickbooks', step: 'tieOut', phase: 'read' },
    sessionId,
  );
  const problem = await readFigures(job, company);
  await job.under(async (tx) => {
    if (problem !== undefined) await noteTieOutProblem(tx, companyId, cycle, problem);
    await endStep(tx, job.lease, problem);
    await giveVerdict(tx, companyId, sessionId, 'empty');
  });
}

/** @returns why QuickBooks gave nothing, or not all. */
async function readFigures(job: SessionJob, company: Company): Promise<string | undefined> {
  const { cycle } = job.lease;
  const clock = await job.under((tx) => loadClock(tx, company.id));
  const asOf = pcTime(clock, company.zone, new Date()).slice(0, 10);
  await job.under((tx) => beginTieOut(tx, company.id, cycle, asOf));
  const without = entityDefinitions(company.settings)
    .filter(({ payable }) => payable !== undefined)
    .flatMap(kindsOf);
  const key = `c${cycle}:tieOut:${job.sessionId}`;
  const clearing = await job.under((tx) => clearingQuestion(tx, company, clock));
  const ofPayables = [
    apAgingQuery(ids.aging, asOf),
    vendorBalanceQuery(ids.owed, 'GreaterThan'),
    vendorBalanceQuery(ids.overpaid, 'LessThan'),
    apPostingsQuery(ids.postings, { without, maxReturned: rowsAtOnce }),
  ];
  const requests: QbxmlRequest[] = [
    ...ofPayables,
    ...(clearing ? [clearing.balance, clearing.postings({ maxReturned: rowsAtOnce })] : []),
  ];
  try {
    const { exchange, answer } = await askToRead(job, { key, kind: 'read', requests });
    const responses = byRequest(answer);
    const problem = ofPayables
      .map(({ requestID }) => responses.get(requestID))
      .map((response) => response && refusalOf({ words }, response))
      .find((each) => each !== undefined);
    if (problem !== undefined) {
      await job.settle(exchange, () => Promise.resolve());
      return problem;
    }
    const lists: PostingList[] = [
      { id: ids.postings, account: '', ask: (how) => apPostingsQuery(ids.postings, { without, ...how }) },
      ...(clearing
        ? [{ id: clearingRequests.postings, account: clearing.account, ask: clearing.postings }]
        : []),
    ];
    const isCut = ({ id }: PostingList): boolean => (responses.get(id)?.records.length ?? 0) >= rowsAtOnce;
    const balance = clearingBalance(responses.get(clearingRequests.balance));
    await job.settle(exchange, async (tx) => {
      const own =
        clearing && balance !== undefined ? { clearing: { account: clearing.account, balance } } : {};
      await storeFigures(tx, company.id, cycle, { ...figuresIn(responses), ...own });
      for (const list of lists.filter((each) => !isCut(each))) {
        const postings = responses.get(list.id);
        if (postings) await storePostings(tx, company.id, cycle, postingsIn(postings), list.account);
      }
    });
    for (const list of lists.filter(isCut)) {
      const request = list.ask({ maxReturned: rowsAtOnce, iterator: 'Start' });
      const paged = { key: `${key}:${list.id}`, request };
      const { refused } = await readPages(job, { words }, paged, (tx, response) =>
        storePostings(tx, company.id, cycle, postingsIn(response), list.account),
      );
      if (refused !== undefined) return refused;
    }
    return undefined;
  } catch (error) {
    if (!(error instanceof ApplicationFailure) || error.type !== 'ReadRefused') throw error;
    return error.message;
  }
}

/** Postings that are read alone, with an iterator, where they are many. */
interface PostingList {
  readonly id: string;
  /** ListID of the clearing account; '' is A/P. */
  readonly account: string;
  readonly ask: (how: { readonly maxReturned: number; readonly iterator?: 'Start' }) => QbxmlRequest;
}

const byRequest = ({ responses }: QbxmlAnswer): ReadonlyMap<string, QbxmlResponse> =>
  new Map(responses.map((response) => [response.requestID, response]));

function figuresIn(responses: ReadonlyMap<string, QbxmlResponse>) {
  const of = (id: string): QbxmlResponse => {
    const found = responses.get(id);
    if (!found) throw new Error(`QuickBooks’ answer has nothing under “${id}”`);
    return found;
  };
  const { rows: aging, total } = agingIn(of(ids.aging));
  return { total, aging, balances: [...balancesIn(of(ids.owed)), ...balancesIn(of(ids.overpaid))] };
}
