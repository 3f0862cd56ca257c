import { Context } from '@temporalio/activity';
import type { EntityDefinition } from '../../entities/definition';
import { centsOf } from '../../entities/money';
import { entityDefinitions } from '../../entities/registry';
import {
  clearingOpening,
  dropOldClearingLines,
  loadClearingBalances,
  storeClearingLines,
  storeClearingProof,
} from '../../ledger/clearingProofs';
import { connectedSince, type Company } from '../../ledger/companies';
import { companyAccounts } from '../../ledger/companyAccounts';
import type { Transaction } from '../../ledger/database';
import { twinOf } from '../../ledger/links';
import { countedRecords, linkedIds } from '../../ledger/tieOutRecords';
import { loadPostings } from '../../ledger/tieOuts';
import { clearingSides, throughIt, type ClearingSide } from '../../reconcile/clearing/accounts';
import type { InBillcom, Posted } from '../../reconcile/clearing/entries';
import { proveClearing } from '../../reconcile/clearing/proof';
import { isCalledOff, movementOn, paymentOn, postedOn, postingsOn } from '../../reconcile/clearing/reading';
import { holdFinder } from './holdFinder';

/**
 * Proves Money Out Clearing and Money In Clearing from what the tie-out has read: QuickBooks' balances of them, what is posted
 * there, and the records of both books as they stand after the cycle's writes.
 */
export async function compareClearing(
  tx: Transaction,
  company: Company,
  cycle: number,
  asOf: string,
): Promise<void> {
  const balances = await loadClearingBalances(tx, company.id, cycle);
  const accounts = await companyAccounts(tx, company);
  for (const side of clearingSides) {
    const { id: account, name } = accounts[side.setting];
    const balance = balances.get(account);
    if (balance !== undefined)
      await prove(tx, company, { side, cycle, asOf, account, name: name ?? account, balance });
  }
  await dropOldClearingLines(tx, company.id);
}

interface Asked {
  readonly side: ClearingSide;
  readonly cycle: number;
  readonly asOf: string;
  /** ListID. */
  readonly account: string;
  readonly name: string;
  readonly balance: string;
}

/** Not before it is known what the account came to at the connection. */
async function prove(
  tx: Transaction,
  company: Company,
  { side, cycle, asOf, account, name, balance }: Asked,
): Promise<void> {
  const opening = await clearingOpening(tx, company.id, account);
  if (!opening) return;
  const inBillcom = await twinOf(tx, company.id, 'account', 'quickbooks', account);
  const definitions = entityDefinitions(company.settings).filter((each) =>
    throughIt(side).includes(each.name),
  );
  const isReceived = definitions.some(({ name, receivable }) => name === side.payment && receivable);
  const connectedAt = connectedSince(company, isReceived);
  const posted: Posted[] = [];
  const there: InBillcom[] = [];
  const twins = new Map<string, ReadonlyMap<string, string>>();
  for (const definition of definitions) {
    twins.set(definition.name, await linkedIds(tx, company.id, definition.name));
    const withGone = definition.name === side.payment;
    for await (const records of countedRecords(tx, company.id, definition.name, withGone)) {
      Context.current().heartbeat();
      for (const record of records) {
        // What was called off may still stand in QuickBooks; what was never more than an entry is nothing.
        if (record.isGone && !isCalledOff(definition, record.facts)) continue;
        if (record.book === 'quickbooks')
          posted.push(...postedOn(side, account, definition, record, connectedAt));
        else if (inBillcom !== undefined)
          there.push(...onIt(definition, side)(side, inBillcom, definition, record, connectedAt));
      }
    }
  }
  const rest = postingsOn(
    await loadPostings(tx, company.id, cycle, account),
    posted,
    { connectedAt, openedAt: opening.readAt },
    (id) => twins.get('fundsTransfer')?.has(id),
  );
  const proof = proveClearing({
    side,
    asOf,
    opening: centsOf(opening.balance),
    balance: centsOf(balance),
    posted: [...posted, ...rest],
    there,
    twins: (entity, id) => twins.get(entity)?.get(id),
    hold: await holdFinder(tx, company.id, definitions),
  });
  const { clearing } = side;
  await storeClearingProof(
    tx,
    company.id,
    cycle,
    { clearing, account, name, openingAsOf: opening.asOf },
    proof,
  );
  await storeClearingLines(tx, company.id, cycle, clearing, proof.lines);
}

const onIt = ({ name }: EntityDefinition, { payment }: ClearingSide) =>
  name === payment ? paymentOn : movementOn;
