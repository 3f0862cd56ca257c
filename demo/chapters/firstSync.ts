import { chapter, block, gap, many, seconds, tell } from '../say';
import type { SyncDocument } from '../world/documents';
import type { Stage } from '../world/stage';
import { countsTable, played } from './played';

/** The two sets of books come into agreement. */
export async function firstSync(stage: Stage): Promise<void> {
  chapter('3  The first sync');
  const started = Date.now();
  const { value: sync, updates } = await stage.simulators.updateWhile(
    stage.tieout.run<SyncDocument>(['accept', stage.company.company, '--wait', '--timeout', '3m', '--json'], {
      shown: 'bars',
    }),
  );
  played(stage, 'the first sync', sync, updates);
  stage.afterFirstSync = await stage.simulators.books();
  gap();
  tell(
    `Cycle ${sync.cycle.number} ended after ${seconds(Date.now() - started)}: ${many(sync.applied, 'change')} written, ` +
      `${sync.refused} refused, ${many(sync.holds, 'hold')}.`,
  );
  gap();
  block(countsTable(sync.entities), '    ');
}
