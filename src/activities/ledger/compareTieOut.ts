import { Context } from '@temporalio/activity';
import { isCalledOff } from '../../entities/billPayment';
import type { EntityName } from '../../entities/definition';
import { entityDefinitions } from '../../entities/registry';
import { loadCompany, type Company } from '../../ledger/companies';
import type { Transaction } from '../../ledger/database';
import { countedRecords, linkedIds, namesOfRecords, type CountedRecord } from '../../ledger/tieOutRecords';
import {
  dropOldTieOutLines,
  loadPostings,
  storeTieOutDifferences,
  storeTieOutVendors,
  takeTieOut,
  tieOutToCompare,
  type ReadTieOut,
} from '../../ledger/tieOuts';
import type { Entry, TieOutInput } from '../../reconcile/tieout/entries';
import {
  creditedIn,
  entriesOf,
  entriesOfPostings,
  ownFigures,
  vendorsOf,
} from '../../reconcile/tieout/reading';
import { tieOut } from '../../reconcile/tieout/tieOut';
import type { CycleJob } from '../../workflows/jobs';
import type { ActivityDeps } from '../deps';
import { compareClearing } from './compareClearing';
import { holdFinder } from './holdFinder';

/**
 * Ties accounts payable out: what QuickBooks said at the end of its lane and the records of both books, as they stand after
 * the cycle's writes, in one transaction. Idempotent: a tie-out is taken once.
 */
export async function compareTieOut(deps: ActivityDeps, { companyId, cycle }: CycleJob): Promise<void> {
  await deps.database.inCompany(companyId, async (tx) => {
    const read = await tieOutToCompare(tx, companyId, cycle);
    if (!read) return;
    const company = await loadCompany(tx, companyId);
    const result = tieOut(await inputOf(tx, company, cycle, read));
    await storeTieOutVendors(tx, companyId, cycle, result);
    await storeTieOutDifferences(tx, companyId, cycle, result);
    await compareClearing(tx, company, cycle, read);
    await takeTieOut(tx, companyId, cycle, result);
    await dropOldTieOutLines(tx, companyId);
    deps.log.info({ companyId, cycle, vendors: result.vendors.length }, 'accounts payable were tied out');
  });
}

async function inputOf(
  tx: Transaction,
  company: Company,
  cycle: number,
  { asOf, own }: ReadTieOut,
): Promise<TieOutInput> {
  const definitions = entityDefinitions(company.settings).filter(({ payable }) => payable !== undefined);
  const entries: Entry[] = entriesOfPostings(await loadPostings(tx, company.id, cycle), company.createdAt);
  const twins = new Map<EntityName, Map<string, string>>();
  const credited = await creditedInBillcom(tx, company.id);
  for (const definition of definitions) {
    twins.set(definition.name, await linkedIds(tx, company.id, definition.name));
    for await (const records of countedRecords(tx, company.id, definition.name)) {
      Context.current().heartbeat();
      for (const record of records) {
        const applied = record.book === 'billcom' ? credited.get(record.id) : undefined;
        entries.push(...entriesOf(definition, record, company.createdAt, applied));
      }
    }
  }
  const vendors = vendorsOf(
    await namesOfRecords(tx, company.id, 'vendor'),
    await linkedIds(tx, company.id, 'vendor'),
  );
  return {
    asOf,
    entries,
    twins: (entity, id) => twins.get(entity)?.get(id),
    hold: await holdFinder(tx, company.id, definitions),
    vendors,
    own: own === null ? undefined : ownFigures(own, vendors),
  };
}

/** Neither book's totals change by what credits are applied to; what is open of each document does. */
async function creditedInBillcom(tx: Transaction, companyId: string): Promise<ReturnType<typeof creditedIn>> {
  const inBillcom = async (entity: EntityName, withGone = false): Promise<CountedRecord[]> => {
    const all: CountedRecord[] = [];
    for await (const records of countedRecords(tx, companyId, entity, withGone))
      all.push(...records.filter(({ book }) => book === 'billcom'));
    return all;
  };
  const calledOff = new Set(
    (await inBillcom('billPayment', true)).filter(({ facts }) => isCalledOff(facts)).map(({ id }) => id),
  );
  return creditedIn(await inBillcom('creditApplication'), (id) => calledOff.has(id));
}
