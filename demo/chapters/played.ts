import { columns } from '../say';
import type { EntityCounts, SyncDocument } from '../world/documents';
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

export const countsTable = (entities: readonly EntityCounts[]): string =>
  columns([
    ['', 'in QuickBooks', 'in Bill.com', 'linked', 'held'],
    ...entities.map((each) => [manyOf(each.entity), each.quickbooks, each.billcom, each.linked, each.held]),
  ]);
