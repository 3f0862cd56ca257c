import { isJob } from '../checks/booksLookup';
import type { Evidence } from '../checks/evidence';
import { columns } from '../say';
import type { EntityCounts, HoldDocument, SyncDocument } from '../world/documents';
import type { Update } from '../world/simulators';
import type { Stage } from '../world/stage';
import { manyOf } from '../world/words';

/** Takes a cycle into the story's list. @throws Error when it did not end well. */
export function played(stage: Stage, what: string, sync: SyncDocument, updates: readonly Update[]): void {
  stage.cycles.push({ what, cycle: sync.cycle, applied: sync.applied, refused: sync.refused, updates });
  if (sync.result !== 'ended')
    throw new Error(
      `Cycle ${sync.cycle.number} did not end but is “${sync.result}”: ${sync.message ?? 'no reason given'}`,
    );
}

/** Asks for a sync and lets the Web Connector call until it is over. @param what in the story's list of cycles */
export async function syncNow(
  stage: Stage,
  what: string,
  timeout = '3m',
): Promise<{ readonly sync: SyncDocument; readonly updates: readonly Update[] }> {
  const { value: sync, updates } = await stage.simulators.updateWhile(
    stage.tieout.run<SyncDocument>(
      ['sync', stage.company.company, '--wait', '--timeout', timeout, '--json'],
      {
        shown: 'lines',
      },
    ),
  );
  played(stage, what, sync, updates);
  return { sync, updates };
}

/** What is held now. */
export const heldNow = async ({ tieout, company }: Stage): Promise<readonly HoldDocument[]> =>
  (await tieout.run<{ holds: HoldDocument[] }>(['holds', company.company, '--json'])).holds;

/** The jobs among the customers, by the books themselves. */
export function jobsIn({ now, links, holds }: Pick<Evidence, 'now' | 'links' | 'holds'>): EntityCounts {
  const quickbooks = idsOf(now.quickbooks.customer.filter(isJob).map(({ ListID }) => ListID));
  const billcom = idsOf(now.billcom.customer.filter(isJob).map(({ id }) => id));
  const held = idsOf(holds.filter(({ entity }) => entity === 'customer').map(({ recordId }) => recordId));
  return {
    entity: 'job',
    quickbooks: quickbooks.size,
    billcom: billcom.size,
    linked: links.filter(({ entity, quickbooksId }) => entity === 'customer' && quickbooks.has(quickbooksId))
      .length,
    held: [...quickbooks, ...billcom].filter((id) => held.has(id)).length,
  };
}

const idsOf = (ids: readonly string[]): ReadonlySet<string> => new Set(ids);

/** @param jobs are told apart below the customers, among which they are counted */
export const countsTable = (entities: readonly EntityCounts[], jobs?: EntityCounts): string => {
  const row = (title: string, each: EntityCounts) =>
    [title, each.quickbooks, each.billcom, each.linked, each.held] as const;
  return columns([
    ['', 'in QuickBooks', 'in Bill.com', 'linked', 'held'],
    ...entities.flatMap((each) => [
      row(manyOf(each.entity), each),
      ...(jobs && each.entity === 'customer' ? [row('  jobs among them', jobs)] : []),
    ]),
  ]);
};
