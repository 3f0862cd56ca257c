import { Context } from '@temporalio/activity';
import { isCalledOff } from '../../entities/billPayment';
import type { EntityName } from '../../entities/definition';
import { entityDefinitions } from '../../entities/registry';
import { connectedSince, loadCompany, type Company } from '../../ledger/companies';
import type { Transaction } from '../../ledger/database';
import { loadMappings } from '../../ledger/mappings';
import { countedRecords, linkedIds, namesOfRecords, type CountedRecord } from '../../ledger/tieOutRecords';
import {
  dropOldTieOutLines,
  endTieOuts,
  loadPostings,
  storeTieOutDifferences,
  storeTieOutParties,
  takeTieOut,
  tieOutsToCompare,
  type ReadTieOut,
} from '../../ledger/tieOuts';
import type { Entry, Party, TieOutInput } from '../../reconcile/tieout/entries';
import { partiesOf } from '../../reconcile/tieout/parties';
import { creditedIn, entriesOf, entriesOfPostings, ownFigures } from '../../reconcile/tieout/reading';
import { countedOn, sides, type Side } from '../../reconcile/tieout/sides';
import { tieOut } from '../../reconcile/tieout/tieOut';
import type { CycleJob } from '../../workflows/jobs';
import type { ActivityDeps } from '../deps';
import { compareClearing } from './compareClearing';
import { holdFinder } from './holdFinder';

/**
 * Ties accounts payable and receivable out: what QuickBooks said at the end of its lane and the records of both books, as they
 * stand after the cycle's writes, in one transaction. Idempotent: a tie-out is taken once.
 */
export async function compareTieOut(deps: ActivityDeps, { companyId, cycle }: CycleJob): Promise<void> {
  await deps.database.inCompany(companyId, async (tx) => {
    const all = await tieOutsToCompare(tx, companyId, cycle);
    const [first] = all;
    if (!first) return;
    const company = await loadCompany(tx, companyId);
    for (const read of all) {
      const { ledger } = read;
      const result = tieOut(await inputOf(tx, company, cycle, read));
      await storeTieOutParties(tx, companyId, cycle, ledger, result);
      await storeTieOutDifferences(tx, companyId, cycle, ledger, result);
      await takeTieOut(tx, companyId, cycle, ledger, result);
      const parties = result.parties.length;
      deps.log.info({ companyId, cycle, parties }, `${sides[ledger].title} were tied out`);
    }
    await compareClearing(tx, company, cycle, first.asOf);
    await endTieOuts(tx, companyId);
    await dropOldTieOutLines(tx, companyId);
  });
}

async function inputOf(
  tx: Transaction,
  company: Company,
  cycle: number,
  { ledger, asOf, own }: ReadTieOut,
): Promise<TieOutInput> {
  const side = sides[ledger];
  const definitions = countedOn(side, entityDefinitions(company.settings));
  const postings = await loadPostings(tx, company.id, cycle, ledger);
  const connectedAt = connectedSince(company, ledger === 'ar');
  const entries: Entry[] = entriesOfPostings(postings, connectedAt);
  const twins = new Map<EntityName, Map<string, string>>();
  const credited = ledger === 'ap' ? await creditedInBillcom(tx, company.id) : undefined;
  for (const definition of definitions) {
    twins.set(definition.name, await linkedIds(tx, company.id, definition.name));
    for await (const records of countedRecords(tx, company.id, definition.name)) {
      Context.current().heartbeat();
      for (const record of records) {
        const applied = record.book === 'billcom' ? credited?.get(record.id) : undefined;
        entries.push(...entriesOf(side, definition, record, connectedAt, applied));
      }
    }
  }
  const parties = await partiesIn(tx, company.id, side);
  return {
    side,
    asOf,
    entries,
    twins: (entity, id) => twins.get(entity)?.get(id),
    hold: await holdFinder(tx, company.id, definitions),
    parties,
    own: own === null ? undefined : ownFigures(own, parties),
  };
}

async function partiesIn(tx: Transaction, companyId: string, { party }: Side): Promise<Party[]> {
  const mapped = (await loadMappings(tx, companyId)).filter(
    ({ entity, quickbooksEntity }) => entity === party && quickbooksEntity === party,
  );
  return partiesOf(
    await namesOfRecords(tx, companyId, party),
    await linkedIds(tx, companyId, party),
    new Map(mapped.map(({ billcomId, quickbooksId }) => [billcomId, quickbooksId])),
  );
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
