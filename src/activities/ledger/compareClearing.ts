import { Context } from '@temporalio/activity';
import type { EntityDefinition } from '../../entities/definition';
import { centsOf } from '../../entities/money';
import { isCalledOff } from '../../entities/billPayment';
import { entityDefinitions } from '../../entities/registry';
import {
  clearingOpening,
  dropOldClearingLines,
  storeClearingLines,
  storeClearingProof,
} from '../../ledger/clearingProofs';
import type { Company } from '../../ledger/companies';
import { companyAccounts } from '../../ledger/companyAccounts';
import type { Transaction } from '../../ledger/database';
import { twinOf } from '../../ledger/links';
import { countedRecords, linkedIds } from '../../ledger/tieOutRecords';
import { loadPostings, type ReadTieOut } from '../../ledger/tieOuts';
import type { InBillcom, Posted } from '../../reconcile/clearing/entries';
import { proveClearing } from '../../reconcile/clearing/proof';
import { movementOn, paymentOn, postedOn, postingsOn } from '../../reconcile/clearing/reading';
import { holdFinder } from './holdFinder';

/**
 * Proves Money Out Clearing from what the tie-out has read: QuickBooks' balance of it, what is posted there, and the records of
 * both books as they stand after the cycle's writes. Not before it is known what it came to at the connection.
 */
export async function compareClearing(
  tx: Transaction,
  company: Company,
  cycle: number,
  { asOf, own }: ReadTieOut,
): Promise<void> {
  const { moneyOutClearing } = await companyAccounts(tx, company);
  const account = own?.clearing?.account;
  if (account === undefined || account !== moneyOutClearing.id) return;
  const opening = await clearingOpening(tx, company.id, account);
  if (!opening) return;
  const inBillcom = await twinOf(tx, company.id, 'account', 'quickbooks', account);
  const definitions = entityDefinitions(company.settings).filter(isMoney);
  const posted: Posted[] = [];
  const there: InBillcom[] = [];
  const twins = new Map<string, ReadonlyMap<string, string>>();
  for (const definition of definitions) {
    twins.set(definition.name, await linkedIds(tx, company.id, definition.name));
    for await (const records of countedRecords(
      tx,
      company.id,
      definition.name,
      definition.name === 'billPayment',
    )) {
      Context.current().heartbeat();
      for (const record of records) {
        // What was called off may still stand in QuickBooks; what was never more than an entry is nothing.
        if (record.isGone && !isCalledOff(record.facts)) continue;
        if (record.book === 'quickbooks')
          posted.push(...postedOn(account, definition, record, company.createdAt));
        else if (inBillcom !== undefined)
          there.push(...onIt(definition)(inBillcom, definition, record, company.createdAt));
      }
    }
  }
  const rest = postingsOn(
    await loadPostings(tx, company.id, cycle, account),
    posted,
    { connectedAt: company.createdAt, openedAt: opening.readAt },
    (id) => twins.get('fundsTransfer')?.has(id),
  );
  const proof = proveClearing({
    asOf,
    opening: centsOf(opening.balance),
    balance: centsOf(own?.clearing?.balance ?? '0.00'),
    posted: [...posted, ...rest],
    there,
    twins: (entity, id) => twins.get(entity)?.get(id),
    hold: await holdFinder(tx, company.id, definitions),
  });
  const name = moneyOutClearing.name ?? account;
  await storeClearingProof(tx, company.id, cycle, { account, name, openingAsOf: opening.asOf }, proof);
  await storeClearingLines(tx, company.id, cycle, proof.lines);
  await dropOldClearingLines(tx, company.id);
}

const isMoney = ({ name }: EntityDefinition): boolean => name === 'billPayment' || name === 'fundsTransfer';
const onIt = ({ name }: EntityDefinition) => (name === 'billPayment' ? paymentOn : movementOn);
