import { ApplicationFailure } from '@temporalio/common';
import { entityDefinitions } from '../../entities/registry';
import { storeClearingBalances } from '../../ledger/clearingProofs';
import { loadCompany, type Company } from '../../ledger/companies';
import { loadClock } from '../../ledger/pcClock';
import { endStep } from '../../ledger/steps';
import { beginTieOut, noteTieOutProblem, storePostings } from '../../ledger/tieOuts';
import { giveVerdict } from '../../quickbooks/exchange/sessions';
import { pcTime } from '../../quickbooks/pcClock';
import { postingsIn } from '../../quickbooks/qbxml/ledgerFigures';
import type { QbxmlRequest } from '../../quickbooks/qbxml/types';
import { sidesOf, type Ledger } from '../../reconcile/tieout/sides';
import type { SessionJob as SessionJobInput } from '../../workflows/jobs';
import type { ActivityDeps } from '../deps';
import { clearingBalances, clearingQuestions } from './clearingFigures';
import { askToRead } from './readAnswer';
import { readPages } from './readPages';
import { SessionJob } from './sessionJob';
import { isCut, LedgerQuestion, rowsAtOnce, storeWhole } from './tieOutQuestions';

type Problems = ReadonlyMap<Ledger, string>;

/**
 * Asks QuickBooks, after the writes of a cycle and in the same session, for its own figures of accounts payable and receivable:
 * one message set with its aging summaries, the balances of vendors and customers, and what is posted to A/P and A/R by kinds
 * of transactions that are not read as records; and the same of the clearing accounts. Where it gives none, the tie-out says
 * so and goes by the records alone.
 */
export async function readTieOut(deps: ActivityDeps, input: SessionJobInput): Promise<void> {
  const { companyId, cycle, sessionId } = input;
  const company = await deps.database.inCompany(companyId, (tx) => loadCompany(tx, companyId));
  const job = await SessionJob.begin(
    deps,
    { companyId, cycle, book: 'quickbooks', step: 'tieOut', phase: 'read' },
    sessionId,
  );
  const problems = await readFigures(job, company);
  await job.under(async (tx) => {
    for (const [ledger, problem] of problems) await noteTieOutProblem(tx, companyId, cycle, ledger, problem);
    const told = [...new Set(problems.values())].join(' ');
    await endStep(tx, job.lease, told === '' ? undefined : told);
    await giveVerdict(tx, companyId, sessionId, 'empty');
  });
}

/** @returns why QuickBooks gave nothing, or not all. */
async function readFigures(job: SessionJob, company: Company): Promise<Problems> {
  const { cycle } = job.lease;
  const clock = await job.under((tx) => loadClock(tx, company.id));
  const asOf = pcTime(clock, company.zone, new Date()).slice(0, 10);
  const definitions = entityDefinitions(company.settings);
  const questions = sidesOf(definitions).map((side) => new LedgerQuestion(side, asOf, definitions));
  const ledgers = questions.map(({ side }) => side.ledger);
  await job.under((tx) => beginTieOut(tx, company.id, cycle, asOf, ledgers));
  const clearing = await job.under((tx) => clearingQuestions(tx, company, clock));
  const lists = [...questions, ...clearing].map(({ postings }) => postings);
  const requests: QbxmlRequest[] = [
    ...questions.flatMap((question) => question.requests),
    ...clearing.flatMap((each) => [each.balance, each.postings.ask({ maxReturned: rowsAtOnce })]),
  ];
  const key = `c${cycle}:tieOut:${job.sessionId}`;
  const problems = new Map<Ledger, string>();
  try {
    const { exchange, answer } = await askToRead(job, { key, kind: 'read', requests });
    const answers = new Map(answer.responses.map((response) => [response.requestID, response]));
    for (const question of questions) {
      const problem = question.problem(answers);
      if (problem !== undefined) problems.set(question.side.ledger, problem);
    }
    const isGiven = ({ side }: { side?: LedgerQuestion['side'] }): boolean =>
      side === undefined || !problems.has(side.ledger);
    await job.settle(exchange, async (tx) => {
      for (const question of questions.filter(isGiven)) await question.store(tx, company.id, cycle, answers);
      await storeClearingBalances(tx, company.id, cycle, clearingBalances(clearing, answers));
      await storeWhole(tx, company.id, cycle, lists.filter(isGiven), answers);
    });
    for (const list of lists.filter((each) => isGiven(each) && isCut(each, answers))) {
      const request = list.ask({ maxReturned: rowsAtOnce, iterator: 'Start' });
      const paged = { key: `${key}:${list.id}`, request };
      const words = { one: 'posting', many: 'postings' };
      const { refused } = await readPages(job, { words }, paged, (tx, response) =>
        storePostings(tx, company.id, cycle, list.account, postingsIn(response)),
      );
      const concerned = list.side ? [list.side.ledger] : ledgers;
      if (refused !== undefined) for (const ledger of concerned) problems.set(ledger, refused);
    }
    return problems;
  } catch (error) {
    if (!(error instanceof ApplicationFailure) || error.type !== 'ReadRefused') throw error;
    return new Map(ledgers.map((ledger) => [ledger, error.message]));
  }
}
