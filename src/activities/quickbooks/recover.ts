import type { EntityDefinition } from '../../entities/definition';
import { operationsOfExchange } from '../../ledger/operations';
import { exchangesOf, type AnsweredExchange } from '../../quickbooks/exchange/exchanges';
import { decodeAnswer } from '../../quickbooks/qbxml/decode';
import { settleRefused, settleWithdrawn, type SettleContext } from '../settleOperation';
import { lookUpUnknown } from './lookUp';
import type { SessionJob } from './sessionJob';
import { malformed, settleWriteAnswer } from './settleWrites';
import { unsettledWrites } from './writeSets';

/**
 * Clears every write set that an earlier session or job left behind (design §4.5), before anything else is asked:
 *
 *   answered  its answer came, and nobody settled it (a worker died, a late answer): settled like any answer
 *   failed    QuickBooks' parser refused it whole: nothing of it ran, so it is planned anew, or held if it was alone
 *   inDoubt   QuickBooks may have run all, some or none of it: a check that executes nothing asks for the stored
 *             answer; where there is none, each of its operations is looked up
 *
 * Then everything whose outcome is still unknown is looked up. Old bytes are never sent again.
 */
export async function recoverWrites(
  job: SessionJob,
  definitionOf: (entity: string) => EntityDefinition,
): Promise<void> {
  for (const key of await job.under((tx) => unsettledWrites(tx, job.companyId))) {
    const [exchange] = await exchangesOf(job.deps.database, job.companyId, { keys: [key] });
    if (!exchange) continue;
    if (exchange.state === 'answered') await settleStored(job, definitionOf, exchange);
    else if (exchange.state === 'failed') await planAnew(job, definitionOf, exchange);
    else await check(job, definitionOf, exchange);
  }
  await lookUpUnknown(job, definitionOf);
}

async function settleStored(
  job: SessionJob,
  definitionOf: (entity: string) => EntityDefinition,
  exchange: AnsweredExchange,
): Promise<void> {
  const answer = await decodeAnswer(exchange.answer ?? '');
  const how = 'settled from the answer that was stored when the connection ended';
  await job.under((tx) => settleWriteAnswer(tx, job, definitionOf, exchange, answer, how));
}

async function planAnew(
  job: SessionJob,
  definitionOf: (entity: string) => EntityDefinition,
  exchange: AnsweredExchange,
): Promise<void> {
  await job.settle(exchange, async (tx) => {
    const operations = await operationsOfExchange(tx, job.companyId, exchange.key);
    for (const operation of operations) {
      const definition = definitionOf(operation.entity);
      const context: SettleContext = { tx, companyId: job.companyId, cycle: job.lease.cycle, definition };
      if (operations.length === 1) {
        await settleRefused(context, operation, malformed(exchange.hresult, exchange.message));
      } else {
        await settleWithdrawn(
          context,
          operation,
          'QuickBooks refused the whole set; nothing of it was written',
        );
      }
    }
  });
}

/** Asks QuickBooks for the stored answer of a set: an empty set whose old and new id are that set's (sample ErrRecovery2). */
async function check(
  job: SessionJob,
  definitionOf: (entity: string) => EntityDefinition,
  exchange: AnsweredExchange,
): Promise<void> {
  const nothing = (): Promise<void> => Promise.resolve();
  if (exchange.messageSetId === null) return job.settle(exchange, nothing);
  const asked = await job.ask({
    key: `${exchange.key}:check:${job.sessionId}`,
    kind: 'check',
    requests: [],
    messageSetId: exchange.messageSetId,
  });
  const answer =
    asked.state === 'failed' || asked.answer === null ? undefined : await decodeAnswer(asked.answer);
  // 0 with responses is the stored answer; 600, 9001 … 9005 say that there is none (qbxml.md §3).
  const isStored = answer && (answer.messageSetStatusCode ?? '0') === '0' && answer.responses.length > 0;
  if (!isStored) {
    // Its operations stay unknown, whatever happens to this session, until they are looked up.
    await job.settle(asked, nothing);
    return job.settle(exchange, nothing);
  }
  await job.settle(asked, async (tx) => {
    const how = 'found by QuickBooks’ stored answer after the connection dropped';
    await settleWriteAnswer(tx, job, definitionOf, exchange, answer, how);
  });
}
